#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers of the `bundle` commands for a person.
void print_bundles(const std::string& command, const boost::json::object& answer);

}  // namespace aan::cli
