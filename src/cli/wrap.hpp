#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace aan::cli {

/// `text` in lines of at most `columns` ASCII characters, broken at blanks; every line but the
/// first begins with `indent` blanks. A longer word gets a line of its own.
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

}  // namespace aan::cli
