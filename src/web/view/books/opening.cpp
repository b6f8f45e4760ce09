#include "web/view/books/opening.hpp"

#include "base/text.hpp"

namespace aan::web {

std::string opening(std::string_view text, std::size_t bytes_max) {
  const std::string line = one_line(text);
  if (line.size() <= bytes_max) return line;
  const std::string_view head = utf8_prefix(line, bytes_max);
  if (const auto sentence = head.rfind(". "); sentence != head.npos && sentence > bytes_max / 3)
    return std::string(head.substr(0, sentence + 1));
  return std::string(head.substr(0, head.rfind(' '))) + " …";
}

}  // namespace aan::web
