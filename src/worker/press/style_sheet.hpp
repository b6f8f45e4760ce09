#pragma once
#include <string_view>

namespace aan::worker::press {

/// CSS of every book we set: indented paragraphs, quiet headings, and nothing that a reader who
/// chooses another size, font or colour would have to fight.
std::string_view style_sheet();

}  // namespace aan::worker::press
