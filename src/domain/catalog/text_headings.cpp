#include "domain/catalog/text_headings.hpp"

#include <algorithm>
#include <vector>

namespace aan::catalog {
namespace {

constexpr std::size_t kLevelMax = 6;

bool is_level(char c) { return c >= '1' && c <= '6'; }

}  // namespace

std::string fitted_headings(std::string_view markup) {
  std::string out(markup);
  std::vector<char> above;  // the book's own levels, from the highest to that of this heading
  for (std::size_t at = out.find('<'); at != out.npos; at = out.find('<', at + 1)) {
    const bool is_closing = out.compare(at, 3, "</h") == 0;
    if (!is_closing && out.compare(at, 2, "<h") != 0) continue;
    const std::size_t digit = at + (is_closing ? 3 : 2);
    if (digit >= out.size() || !is_level(out[digit])) continue;
    if (!is_closing) {
      while (!above.empty() && above.back() >= out[digit]) above.pop_back();
      above.push_back(out[digit]);
    }
    out[digit] = static_cast<char>('0' + std::min(above.size() + 1, kLevelMax));
  }
  return out;
}

}  // namespace aan::catalog
