#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

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

}  // namespace aan::worker::epub
