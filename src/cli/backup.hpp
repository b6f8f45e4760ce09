#pragma once
#include <cstdint>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

struct BackupOptions {
  std::string place;
  std::string moment;          ///< of `restore`; empty: the newest
  std::int64_t keep = 0;       ///< newest moments to keep; 0: all
  bool without_keys = false;   ///< they are kept elsewhere
  std::string keys;            ///< of `restore`: a file that was kept apart
  bool has_lost_keys = false;  ///< of `restore`: there are none any more
  bool is_list = false;        ///< `restore --list`: only says what there is
};

/// Copies the shop to a place, while it sells or while it stands. `partly` when a book's content is
/// not whole here: the rest is in the backup.
ExitCode back_up(const Common& common, const BackupOptions& options);
/// Makes a shop again from a place, in an empty data directory, and checks ledger and books.
/// `partly` when a check finds something.
ExitCode restore(const Common& common, const BackupOptions& options);

}  // namespace aan::cli
