#include "domain/webhook/shown_url.hpp"

#include "base/text.hpp"

namespace aan::webhook {

std::string shown_url(std::string_view url) {
  constexpr std::string_view kHidden = "\xE2\x80\xA6";  // …
  const auto query = url.find('?');
  if (query == std::string_view::npos) return std::string(url);
  std::string shown(url.substr(0, query));
  char before = '?';
  for (const std::string_view part : split(url.substr(query + 1), '&')) {
    shown += before;
    before = '&';
    // A part without a name or without a value may be the token itself: base64 ends in "=".
    const auto equals = part.find('=');
    if (part.find_first_not_of('=', equals) != std::string_view::npos)
      shown += part.substr(0, equals + 1);
    if (!part.empty()) shown += kHidden;
  }
  return shown;
}

}  // namespace aan::webhook
