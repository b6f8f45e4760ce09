#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace aan::catalog {

/// A stretch of a sample that is read on one page.
struct TextPart {
  std::string title;   ///< its first heading as plain text; empty: it has none
  std::string markup;  ///< as safe as the whole: the same elements, closed where it ends
};

/// Divides a sample (div > section for each chapter > blocks) into parts of about a chapter: short
/// chapters together, long ones between two blocks, and blocks that are longer than a page
/// within them, so that hardly a part is longer than 18 kB. Together the parts are the whole text
/// in its order. Reads the text a few times, however it is made. `markup` must have passed
/// `is_safe_sample` or `is_safe_book_text`; one of another shape is one part.
std::vector<TextPart> text_parts(std::string_view markup);

}  // namespace aan::catalog
