#pragma once
#include <string>

namespace aan::cli {

/// Writes the answers of the `webhook` commands for a person. False: it is none of them.
bool print_webhook(const std::string& command, const std::string& answer);

}  // namespace aan::cli
