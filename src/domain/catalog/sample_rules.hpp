#pragma once
#include <cstddef>
#include <string_view>

namespace aan::catalog {

/// A sample as it is made and handed over: a tenth of the longest novels several times over. All of
/// it is read for each of its pages.
inline constexpr std::size_t kSampleBytesMax = std::size_t{1} << 20;
/// A sample that is shown: those of older programs may be longer.
inline constexpr std::size_t kSampleShownBytesMax = std::size_t{8} << 20;

/// Elements that a sample page may contain: text, its structure and its emphasis, and nothing
/// that points, loads, runs or styles.
[[nodiscard]] bool is_sample_element(std::string_view name);
/// br and hr: elements without content.
[[nodiscard]] bool is_void_sample_element(std::string_view name);
/// The only attributes are `lang` (a language tag) and `dir` (ltr, rtl, auto).
[[nodiscard]] bool is_sample_attribute(std::string_view name, std::string_view value);

/// True when `xhtml` is a well-formed fragment of allowed elements and attributes in the plain
/// form our worker writes (lower case, double quotes, no comments, the four XML entities), so it
/// can be put into a page as it is. A worker that a file has taken over cannot get past it.
[[nodiscard]] bool is_safe_sample(std::string_view xhtml);

/// The same for the text of a whole book, which has pictures and ways within it too: `img` with
/// src "p4" and words for it, `a` with href "#s3" or "#t12", and `id`s of those names. The names
/// are ours: nothing in them leads out of the book.
[[nodiscard]] bool is_safe_book_text(std::string_view xhtml);
/// "s3" or "t12": what such an `id` may be.
[[nodiscard]] bool is_book_place(std::string_view name);

}  // namespace aan::catalog
