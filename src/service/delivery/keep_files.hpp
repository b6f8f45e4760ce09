#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// The shop's copy of each book file, and of the pictures and the sample that were made from it:
/// whole, damaged or missing. A book whose file is damaged is never served and off sale; bringing
/// the same file in again restores it. Pictures and samples are made again from the book's file
/// (`keep_pictures`).

enum class CopyState : std::uint8_t { whole, damaged, missing };
std::string_view name_of(CopyState state);

/// Opens a file for a buyer, and writes down what that showed: damage takes the book off sale, a
/// copy that is whole again puts it back. Errors: unavailable with reason "file_damaged"; those
/// of `BlobStore::open` that say nothing about the content.
Result<ports::OpenBlob> open_file(const Room& room, const catalog::EditionFile& file);

/// Writes down that this content is damaged, or whole. Returns how many files that changed.
Result<std::int64_t> note_damaged(const Room& room, const crypto::Cid& cid, bool is_damaged);

/// How much of a copy is looked at: `opened` believes what was verified since the start, `read`
/// reads every byte from the disk.
enum class Look : std::uint8_t { opened, read };
/// Errors: those that say nothing about the content.
Result<CopyState> state_of(const Room& room, const crypto::Cid& cid, Look look = Look::opened);

/// A copy that is not whole.
struct BadCopy {
  std::string_view kind;      ///< "file", "cover", "thumbnail" or "sample"
  catalog::EditionFile file;  ///< the book's file, whatever the kind
  crypto::Cid cid;
  CopyState state = CopyState::damaged;
};

/// What is wrong with an edition's pictures and sample; `file` is the file they were made from.
Result<std::vector<BadCopy>> check_pictures(const Room& room, const catalog::Pictures& pictures,
                                            const catalog::EditionFile& file,
                                            Look look = Look::opened);

/// One step of a look at all copies.
struct FileCheck {
  std::int64_t files = 0;    ///< book files looked at
  std::vector<BadCopy> bad;  ///< with their pictures and samples
  catalog::FileId last;      ///< where the next step goes on
  bool is_done = false;      ///< there is no more
};

/// Looks at book files by rising id after `after`, and at what was made from them, and writes down
/// which are damaged or missing, and which are whole again. Stops after `kFilesAStep` files, or
/// when `goes_on` says no: it is asked after each file, so that each step comes further.
Result<FileCheck> check_files(const Room& room, const catalog::FileId& after, Look look,
                              const std::function<bool(const FileCheck&)>& goes_on);
inline constexpr std::int64_t kFilesAStep = 200;

}  // namespace aan::service
