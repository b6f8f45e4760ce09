#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace aan::worker::epub {

/// Reads exactly `bytes` bytes of a file from `offset` on; false when there are not so many.
using ReadAt = std::function<bool(std::uint64_t offset, char* into, std::size_t bytes)>;

enum class RawNames : std::uint8_t {
  plain,
  with_nul,    ///< some name holds a NUL byte
  unreadable,  ///< no table of contents with so many entries was found
};

/// Looks at the names in a zip file's table of contents as they lie there. libzip shows a blank
/// where a NUL stands, while other programs end the name at it: the two would see other files.
/// `entries`: as many as libzip found, so that both mean the same table.
RawNames look_at_names(const ReadAt& read_at, std::uint64_t file_bytes, std::uint64_t entries);

/// One line of a zip file's table of contents, as it lies there.
struct DirectoryEntry {
  std::string name;
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t offset = 0;  ///< of its record
  std::string header;        ///< the whole line
};
struct Directory {
  std::vector<DirectoryEntry> entries;
  std::uint64_t begin = 0;  ///< where it lies in the file
  std::string comment;      ///< of the archive
};
/// The table of a plain zip file: one disk, no zip64, the first record at its beginning, nothing
/// between table and end record, nothing after that. Nothing for any other.
std::optional<Directory> read_plain_directory(const ReadAt& read_at, std::uint64_t file_bytes);

}  // namespace aan::worker::epub
