#include "base/result.hpp"

namespace aan {

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::invalid: return "invalid";
    case Errc::unauthenticated: return "unauthenticated";
    case Errc::forbidden: return "forbidden";
    case Errc::not_found: return "not_found";
    case Errc::conflict: return "conflict";
    case Errc::gone: return "gone";
    case Errc::too_large: return "too_large";
    case Errc::limited: return "limited";
    case Errc::unavailable: return "unavailable";
    case Errc::timeout: return "timeout";
    case Errc::upstream_rejected: return "upstream_rejected";
    case Errc::upstream_malformed: return "upstream_malformed";
    case Errc::corrupt: return "corrupt";
    case Errc::internal: return "internal";
  }
  return "internal";
}

std::string Error::to_string() const {
  std::string text = step;
  text += ": ";
  text += detail.empty() ? name_of(code) : std::string_view(detail);
  return text;
}

}  // namespace aan
