#pragma once
#include <string_view>

#include "web/view/html.hpp"

namespace aan::web {

/// A small, safe Markdown: headings (# to ###, written as h2 to h4), paragraphs, "-" and "1."
/// lists, quotes, *emphasis*, **strong**, `code`, and links to https:, http:, mailto: or a path.
/// Everything else is text and is escaped; HTML in it stays text.
Html markdown(std::string_view text);

}  // namespace aan::web
