#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/comic_text.hpp"
#include "domain/catalog/reading_copy.hpp"
#include "web/view/books/reading_look.hpp"
#include "web/view/frame.hpp"
#include "web/view/html.hpp"

namespace aan::web {

/// `/read/{token}/{grant}/{page}`: a bought book, a chapter or so on each of its pages. Private.
/// Its one form is POST below its own path: /forget  -> 303 to the order.
struct ReadingPageView {
  std::string path;       ///< "/read/{token}/{grant}"
  std::string back_path;  ///< of the order, or of the gift
  bool is_gift = false;
  std::string title;
  std::vector<std::string> authors;
  std::string language;  ///< BCP 47, of the book
  catalog::ReadingIndex index;
  std::int64_t page = 1;   ///< from 1
  std::int64_t share = 0;  ///< millionths that were read where it is open
  Html text;               ///< of this page; passed `catalog::is_safe_book_text`, with its ways
  std::optional<catalog::ComicPicture> picture;  ///< of a comic: shown alone, in a frame of its own
  ReadingLook look;
  std::string reference;  ///< of the order, where copies bear it; empty: they bear none
};
std::string render(const ReadingPageView& page, const Frame& frame);

/// Text of a page with the ways of the book as addresses that go from page to page: pictures, and
/// other pages with the same look. `page`: from 1.
Html with_ways(std::string_view xhtml, const catalog::ReadingIndex& index, std::int64_t page,
               const ReadingLook& look);

}  // namespace aan::web
