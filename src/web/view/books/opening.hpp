#pragma once
#include <string>
#include <string_view>

namespace aan::web {

/// How a longer text begins: all of it where it has no more than `bytes_max` bytes; else its whole
/// sentences, where some fit and are not too short, else whole words and an ellipsis. On one line.
std::string opening(std::string_view text, std::size_t bytes_max);

}  // namespace aan::web
