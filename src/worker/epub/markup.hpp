#pragma once
#include <cstdint>
#include <pugixml.hpp>

namespace aan::worker::epub {

/// What the sanitiser does with an element of a stranger's page.
enum class Treatment : std::uint8_t {
  dropped,    ///< gone with all that is in it
  dissolved,  ///< a wrapper: its blocks stay, it goes
  block,      ///< a paragraph, a heading: holds a line of text
  container,  ///< a quotation, a list: holds blocks
  inline_kept,
  inline_dissolved,  ///< a link: its text stays
  line_break,
  rule,
};

struct MarkupRule {
  Treatment treatment = Treatment::dropped;
  const char* name = "";  ///< what it becomes
};

/// Rule for an element; unknown ones inside a line dissolve into their text.
MarkupRule markup_rule(const pugi::xml_node& element);

/// True when a child is a block, so that the element must be read as a container.
[[nodiscard]] bool has_block_child(const pugi::xml_node& element);

}  // namespace aan::worker::epub
