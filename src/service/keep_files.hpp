#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// The shop's copy of each book file: whole, or damaged and being restored. A damaged file is
/// never served and takes its book off sale; bringing the same file in again restores it.

/// Opens a file for a buyer, and writes down what that showed: damage takes the book off sale, a
/// copy that is whole again puts it back. Errors: unavailable with reason "file_damaged"; those
/// of `BlobStore::open` that say nothing about the content.
Result<ports::OpenBlob> open_file(const Room& room, const catalog::EditionFile& file);

/// Writes down that this content is damaged, or whole. Returns how many files that changed.
Result<std::int64_t> note_damaged(const Room& room, const crypto::Cid& cid, bool is_damaged);

struct FileCheck {
  std::int64_t files = 0;                     ///< looked at
  std::vector<catalog::EditionFile> damaged;  ///< at most `kDamagedMax`
  std::int64_t damaged_count = 0;
};
inline constexpr std::size_t kDamagedMax = 1000;

/// Opens every file of the catalogue and writes down which are damaged or missing, and which are
/// whole again. Stops early when `goes_on` says no.
Result<FileCheck> check_files(const Room& room, const std::function<bool()>& goes_on);

}  // namespace aan::service
