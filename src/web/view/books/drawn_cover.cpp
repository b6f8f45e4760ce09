#include "web/view/books/drawn_cover.hpp"

#include <algorithm>
#include <cstdint>

#include "base/fnv.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::web {
namespace {

// As many as `assets/css/45-covers.css` has.
constexpr std::uint64_t kHues = 12;
constexpr std::uint64_t kOrnaments = 6;

// What of a title fits in the sizes of the style sheet, in bytes: letters that take more of them
// are wider, too.
constexpr std::size_t kBigTitleMax = 26;
constexpr std::size_t kBigWordMax = 11;
constexpr std::size_t kTitleMax = 60;
constexpr std::size_t kWordMax = 16;

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

std::string look_of(const BookCard& card) {
  const std::string author = card.authors.empty() ? "" : card.authors.front();
  const std::uint64_t hash = fnv1a(card.title + "|" + author);
  std::string look =
      "hue-" + std::to_string(hash % kHues) + " art-" + std::to_string(hash / kHues % kOrnaments);
  const std::size_t word = longest_word(card.title);
  if (card.title.size() <= kBigTitleMax && word <= kBigWordMax)
    look += " drawn-big";
  else if (card.title.size() > kTitleMax || word > kWordMax)
    look += " drawn-small";
  return look;
}

}  // namespace

void fill_drawn_cover(Block& block, const BookCard& card) {
  Block drawn = block.include("DRAWN", "drawn");
  drawn.set("LOOK", look_of(card)).set("TITLE", shortened(card.title));
  drawn.set("BOOK_LANG", card.language.empty() ? "und" : card.language);
  drawn.set_if("AUTHORS", shown_names(block.locale(), card.authors));
}

}  // namespace aan::web
