#pragma once
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace aan {

/// Writes all of `bytes` where the file stands, however many calls it takes. False with `errno`:
/// the disk did not take them.
[[nodiscard]] inline bool write_bytes(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace aan
