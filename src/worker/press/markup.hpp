#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace aan::worker::press {

/// A heading inside a chapter.
struct Section {
  std::string id;
  std::string title;  ///< plain text
};

/// One chapter, its text already XHTML.
struct Chapter {
  std::string title;       ///< plain text; empty for text before the first heading
  std::string title_html;  ///< with its emphasis
  std::string html;
  std::vector<Section> sections;
};

/// Reads our small markup: "# " begins a chapter, "## " a section, "- " an item, "> " a quotation,
/// *emphasis*, **strong**, "***" alone on a line a break, empty lines part paragraphs. Everything
/// else is text; there is no way to write markup of HTML.
std::vector<Chapter> parse_markup(std::string_view body);

/// *emphasis* and **strong** of one line as XHTML.
std::string inline_html(std::string_view text);
/// The same line without its marks.
std::string inline_plain(std::string_view text);

}  // namespace aan::worker::press
