#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::catalog {

inline constexpr std::size_t kBookTextBytesMax = std::size_t{24} << 20;
inline constexpr std::size_t kReadingPicturesMax = 1000;
inline constexpr std::size_t kReadingPictureBytesMax = std::size_t{30} << 20;  ///< all of a book

/// A line of a book's contents with the place that it leads to.
struct ReadingEntry {
  std::string title;
  int depth = 0;      ///< 0 for the outermost
  std::string place;  ///< "s3", "t12"
};

/// The text of a whole book as the worker made it.
struct BookText {
  std::string html;  ///< passes `is_safe_book_text`: div > section id="s{document}" > blocks
  std::vector<std::string> pictures;   ///< JPEG; "p1" is the first; empty: cannot be shown
  std::vector<ReadingEntry> contents;  ///< may be empty
};

/// Bytes of a reading copy behind its head.
struct ReadingSlice {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

/// One page of a book on a page of the shop: about a chapter.
struct ReadingPage {
  std::string title;  ///< its first heading; empty: it has none
  ReadingSlice text;
  std::uint64_t characters = 0;  ///< of its text
  std::uint64_t document = 1;    ///< of the package, counted from 1, in which it begins
};

/// A book made ready for reading on pages: what is where. The copy is one content: a head, this,
/// then the texts and pictures.
struct ReadingIndex {
  std::vector<ReadingPage> pages;  ///< at least one
  std::vector<ReadingSlice> pictures;
  std::vector<ReadingEntry> contents;
  std::map<std::string, std::size_t, std::less<>> places;  ///< number of the page, from 0
  std::uint64_t characters = 0;                            ///< of all pages
  std::uint64_t bytes = 0;                                 ///< of the whole copy
};

/// Characters of a text of pages that are no tags.
[[nodiscard]] std::uint64_t characters_of(std::string_view markup);

/// A place in a book in millionths of its text: the same on every device.
inline constexpr std::int64_t kWholeBook = 1'000'000;

/// The copy as bytes, the same for the same text. In a book without a letter each section, which
/// holds a picture, is a page.
std::string encode_reading_copy(const BookText& text);

/// Bytes of the head: they say how long the index is.
inline constexpr std::size_t kReadingHeadBytes = 16;
/// Length of the index. Errors: corrupt (an older program's, or none).
Result<std::size_t> parse_reading_head(std::string_view head);
/// Offsets are of the whole content. Errors: corrupt.
Result<ReadingIndex> parse_reading_index(std::string_view index);

/// How much of the book lies before a page (from 0).
[[nodiscard]] std::int64_t share_before(const ReadingIndex& index, std::size_t page);
/// How much of the book was read where a page (from 0) is open: what lies before it, and on the
/// last page the whole. `page_at` leads back to the page.
[[nodiscard]] std::int64_t share_at(const ReadingIndex& index, std::size_t page);
/// As people are told it, from 0 to 100; the whole book alone is 100.
[[nodiscard]] constexpr std::int64_t percent_read(std::int64_t share) {
  return share * 100 / kWholeBook;
}
/// The page on which a share is reached; `document` (0: not known) narrows it to the pages of that
/// document, which programs know better than shares.
[[nodiscard]] std::size_t page_at(const ReadingIndex& index, std::int64_t share,
                                  std::uint64_t document = 0);

}  // namespace aan::catalog
