#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers about the desk for a person: its people, keys for programs, own pages, faults
/// and the audit log. False: the command is about something else.
bool print_desk(const std::string& command, const boost::json::object& answer);

}  // namespace aan::cli
