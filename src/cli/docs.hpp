#pragma once
#include <string>

#include "base/result.hpp"

namespace aan::cli {

/// Writes configuration.md, env.example and commands.md, made from the program's own tables.
Result<> write_docs(const std::string& folder, const std::string& help);

}  // namespace aan::cli
