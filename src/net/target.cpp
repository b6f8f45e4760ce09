#include <algorithm>

#include "net/percent.hpp"
#include "net/request_head.hpp"

namespace aan::net {
namespace {

// No empty, "." or ".." segment; a '/' at the end is allowed.
bool has_plain_segments(std::string_view path) {
  std::size_t at = 1;
  while (at < path.size()) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, slash - at);
    if (segment.empty() || segment == "." || segment == "..") return false;
    at = slash + 1;
  }
  return true;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

bool parse_target(Request& request) {
  const std::string_view target = request.target;
  if (!target.starts_with('/')) return false;
  const bool plain =
      std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (!plain) return false;
  const std::size_t question = target.find('?');
  const std::string_view raw_path = target.substr(0, question);
  request.query_string.assign(question == std::string_view::npos ? std::string_view{}
                                                                 : target.substr(question + 1));
  if (raw_path.find('%') == std::string_view::npos) {
    request.path.assign(raw_path);
  } else {
    auto decoded = percent_decode(raw_path, Plus::is_plus);
    if (!decoded) return false;
    // A slash that came as %2F would be another path for whoever decodes at another time.
    if (std::ranges::count(*decoded, '/') != std::ranges::count(raw_path, '/')) return false;
    request.path = std::move(*decoded);
  }
  if (std::ranges::any_of(request.path, is_control)) return false;
  if (request.path.find('\\') != std::string::npos) return false;
  return has_plain_segments(request.path);
}

bool is_readable_query(const Request& request) {
  if (request.query_string.empty()) return true;
  const auto fields = request.queries();
  return fields && std::ranges::none_of(fields->items(), [](const auto& field) {
           return std::ranges::any_of(field.first, is_control) ||
                  std::ranges::any_of(field.second, is_control);
         });
}

}  // namespace aan::net
