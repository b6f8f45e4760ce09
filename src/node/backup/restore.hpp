#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "node/backup/backup_place.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// What came back.
struct Restored {
  BackupManifest manifest;
  std::int64_t rows = 0;
  std::int64_t contents = 0;  ///< books, covers, samples
};

/// Where the shop's keys come from: the backup itself, or a file that was kept apart.
struct RestoreKeys {
  std::filesystem::path file;  ///< empty: the backup's own
  bool are_lost = false;       ///< there are none: the shop begins with fresh ones
};

/// Makes the shop of a backup in the empty `config.data_dir`, in the database that the
/// configuration names, of either engine. Nothing of a shop is there before, and after an error
/// nothing that would be taken for one; contents may be. `progress` is told how many contents there
/// are so far. Errors: conflict (there is a shop already; reasons "not_empty", "newer"), invalid
/// (no keys), not_found, corrupt (a part or a content is not what was written), unavailable.
Result<Restored> restore_shop(const Config& config, const std::filesystem::path& place,
                              const std::string& moment, const RestoreKeys& keys,
                              const std::function<void(std::int64_t)>& progress);

}  // namespace aan::node
