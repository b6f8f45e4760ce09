#pragma once
#include <boost/json.hpp>

#include "node/backup/restore.hpp"
#include "node/node.hpp"

namespace aan::node {

/// `backup.begin`: {"place", "keys": 0 | 1} gives {"moment"}.
Result<boost::json::object> begin_backup(Node& node, const boost::json::object& arguments);
/// `backup.files`: {"place", "after"} gives {"files", "damaged", "next"}; "next" is empty at the
/// end.
Result<boost::json::object> copy_backup_files(Node& node, const boost::json::object& arguments);
/// `backup.end`: {"place", "moment", "files", "keep"} gives the manifest.
Result<boost::json::object> end_backup(Node& node, const boost::json::object& arguments);

/// What `aan restore` answers.
std::string restored_json(const Restored& restored);
/// The moments of a place, each with its manifest or with what is wrong with it.
Result<std::string> moments_json(const std::filesystem::path& place);

}  // namespace aan::node
