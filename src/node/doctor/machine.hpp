#pragma once
#include <filesystem>

#include "base/result.hpp"
#include "service/attention/machine.hpp"

namespace aan::node {

class Node;

/// What of this machine a look at faults needs to know, now. Never fails: what cannot be learnt is
/// left out.
service::Machine machine_of(const Node& node);

/// How much room there is where `path` lies. Errors: internal.
Result<service::DiskSpace> disk_space(const std::filesystem::path& path);

/// Errors: unavailable "disk_full" when there is too little room to go on; what cannot be learnt is
/// no error.
Result<> check_disk(const std::filesystem::path& path);

/// Notes in DIR that a backup was made. Not in the store: a shop made from it has none of its own.
Result<> note_backup(const std::filesystem::path& data_dir, Timestamp made_at);

}  // namespace aan::node
