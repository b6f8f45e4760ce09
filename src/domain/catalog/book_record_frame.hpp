#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"

namespace aan::catalog {

// How much of a book's own words we keep. The worker cuts to these, the shop refuses more.
inline constexpr std::size_t kLineBytesMax = 2000;         ///< a title, a name, a publisher
inline constexpr std::size_t kParagraphBytesMax = 20'000;  ///< description, rights, summary
/// What a worker hands over of a description: a little more than is kept, by which the shop sees,
/// and says, that it cuts one.
inline constexpr std::size_t kDescriptionReadMax = kParagraphBytesMax + 16;
inline constexpr std::size_t kListMax = 64;  ///< contributors, subjects, features
inline constexpr std::size_t kContentsMax = 2000;
inline constexpr int kContentsDepthMax = 8;
inline constexpr std::uint64_t kPagesMax = 1'000'000;
inline constexpr std::uint64_t kPlaySecondsMax = 10'000'000;  ///< 115 days

/// A record as a frame.
std::string encode_book_record(const BookRecord& record);
/// A record from a frame that a worker wrote, which a hostile file may have taken over: every
/// text is well-formed UTF-8 without control characters (line feeds in the description only) and
/// within its limit, the ISBN is one, the date is one, the kind of file is one that is sold. A row
/// of a list names no kind of file: it has a title then. Errors: upstream_malformed.
Result<BookRecord> parse_book_record(std::string_view frame);

/// True for well-formed UTF-8 of at most `bytes_max` without control characters, noncharacters.
[[nodiscard]] bool is_clean_line(std::string_view text, std::size_t bytes_max = kLineBytesMax);
/// The same, line feeds allowed.
[[nodiscard]] bool is_clean_text(std::string_view text, std::size_t bytes_max);

}  // namespace aan::catalog
