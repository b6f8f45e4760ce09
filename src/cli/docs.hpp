#pragma once
#include <string>

#include "base/result.hpp"

namespace aan::cli {

/// Writes configuration.md, commands.md and reasons.md into `folder` and the example configuration
/// to `env_example`, all made from the program's own tables; `commands` is the help as Markdown.
Result<> write_docs(const std::string& folder, const std::string& env_example,
                    const std::string& commands);

}  // namespace aan::cli
