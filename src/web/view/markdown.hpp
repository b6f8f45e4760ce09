#pragma once
#include <cstdint>
#include <string_view>

#include "web/view/html.hpp"

namespace aan::web {

/// What the end of a line inside a paragraph is.
enum class MarkdownLines : std::uint8_t {
  joined,  ///< a blank, unless two blanks or a backslash stand before it: texts that were wrapped
  kept,    ///< a new line: texts that a person typed into a form
};

/// A small, safe Markdown: headings (# to ###, written as h2 to h4), paragraphs, "-" and "1."
/// lists, quotes, *emphasis*, **strong**, `code`, and links to https:, http:, mailto: or a path;
/// a line of three or more "-", "*" or "_" alone is a rule, and a row of cells between "|" with
/// such a row of "---" below it the head of a table (":" says to which side a column stands).
/// Everything else is text and is escaped; HTML in it stays text.
Html markdown(std::string_view text, MarkdownLines lines = MarkdownLines::joined);

}  // namespace aan::web
