#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers of the `book` commands for a person.
void print_books(const std::string& command, const boost::json::object& answer);
/// A file or picture that is not whole, or was made again.
void print_bad_copy(const boost::json::object& copy);

}  // namespace aan::cli
