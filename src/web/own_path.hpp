#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace aan::web {

/// Where a form says that its page is, if that is a path of ours and nothing that a browser would
/// take for another site's; else "/".
[[nodiscard]] inline std::string own_path(std::string_view path) {
  constexpr std::size_t kPathBytesMax = 2000;
  const bool is_plain = std::ranges::all_of(path, [](char c) { return c > ' ' && c < '\x7f'; });
  const bool is_own = path.starts_with('/') && !path.starts_with("//") &&
                      path.size() <= kPathBytesMax && is_plain && path.find('\\') == path.npos;
  return is_own ? std::string(path) : "/";
}

}  // namespace aan::web
