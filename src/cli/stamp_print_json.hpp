#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers about publishers and stamps for a person.
void print_stamps(const std::string& command, const boost::json::object& answer);

}  // namespace aan::cli
