#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "node/backup/backup_place.hpp"
#include "node/node.hpp"

namespace aan::node {

// A backup is made in three kinds of steps, so that a running shop sells between them: the store's
// moment first, then the files that it speaks of, which never change, then the manifest.

/// Copies the store at this moment, the keys and the terms into a new unfinished moment; its name.
/// Errors: conflict (one is being made this second), unavailable (the place, the store).
Result<std::string> begin_backup(Node& node, const std::filesystem::path& place, bool with_keys);

struct BackupStep {
  std::int64_t files = 0;            ///< looked at in this step
  std::vector<std::string> damaged;  ///< file names of those whose content is not whole here
  catalog::FileId last;
  bool is_done = false;
};
/// Copies the contents of the next files and their pictures that PLACE/blobs does not have whole.
Result<BackupStep> copy_backup_files(Node& node, const std::filesystem::path& place,
                                     const catalog::FileId& after);

/// Writes the manifest and makes the moment complete; then keeps the newest `keep` moments, all
/// when that is 0.
Result<BackupManifest> end_backup(Node& node, const std::filesystem::path& place,
                                  const std::string& moment, std::int64_t files, std::int64_t keep);

}  // namespace aan::node
