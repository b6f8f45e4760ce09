#pragma once
#include <boost/json.hpp>
#include <string>

namespace aan::cli {

/// Writes the answers about the shop as a whole for a person: ledger, backups, keys, queues,
/// people's data, index. False: the command is about something else.
bool print_upkeep(const std::string& command, const boost::json::object& answer);

}  // namespace aan::cli
