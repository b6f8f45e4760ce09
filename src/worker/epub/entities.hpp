#pragma once
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// Replaces the character names of HTML 4 ("&nbsp;", "&eacute;"), which old books use without
/// declaring them, by the characters. XML's own five, numbers and unknown names stay.
std::string replace_named_entities(std::string_view xml);

/// Appends one character as UTF-8.
void append_utf8(std::string& out, char32_t character);

}  // namespace aan::worker::epub
