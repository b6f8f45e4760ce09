#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::node {

struct EnvLine {
  std::string name;
  std::string value;
  int line = 0;
};

/// The lines of a `.env` file: NAME=VALUE, `export` allowed before it, values bare (blanks
/// inside allowed, ended by a blank and #), in 'single' or in "double" quotes (\n \" \\).
/// Empty lines and lines that begin with # are skipped. At most 1,000 lines of 8 KiB.
/// Errors: invalid with `file` and the line number; never shows a value.
Result<std::vector<EnvLine>> parse_dotenv(std::string_view text, std::string_view file);

}  // namespace aan::node
