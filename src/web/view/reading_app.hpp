#pragma once
#include <string>
#include <string_view>

namespace aan::web {

/// What stands behind "opds:" in a way that opens the reader's own books in a reading app of the
/// device: apps register that scheme, and ask by "https" or "http" themselves. `origin`:
/// "https://shop.example".
inline std::string shelf_in_app(std::string_view origin) {
  const std::size_t colon = origin.find(':');
  return std::string(origin.substr(colon == origin.npos ? 0 : colon + 1)) + "/opds/shelf";
}

}  // namespace aan::web
