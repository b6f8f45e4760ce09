#include "worker/epub/fact_shapes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/language.hpp"

namespace aan::worker::epub {

std::string shaped_language(std::string_view text) {
  std::string tag(trim(text));
  std::ranges::replace(tag, '_', '-');
  const std::size_t end = std::min(tag.find('-'), tag.size());
  if (tag.size() < 2 || !catalog::is_language_tag(tag) || end == 0 || end > 3) return "und";
  // "eng" is "en": a shop would have two shelves of one language, and pages a tag that is none.
  return catalog::short_language(catalog::primary_language(tag)) + tag.substr(end);
}

std::string partial_date(std::string_view text) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 10); ++i) {
    const bool fits = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
    if (!fits) break;
    good = i + 1;
  }
  const std::size_t length = good >= 10 ? 10 : good >= 7 ? 7 : good >= 4 ? 4 : 0;
  const std::string date(text.substr(0, length));
  if (length >= 7 && (date.substr(5, 2) < "01" || date.substr(5, 2) > "12"))
    return date.substr(0, 4);
  if (length == 10 && (date.substr(8) < "01" || date.substr(8) > "31")) return date.substr(0, 7);
  // 0101 and the like stand for "unknown" in files of some converters.
  return date.empty() || date < "0200" ? std::string() : date;
}

}  // namespace aan::worker::epub
