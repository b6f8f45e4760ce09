#pragma once
#include <string>

namespace aan::cli {

/// Writes the answers about versions of a book, and about letters to its buyers, for a person.
/// False: it is none of them.
bool print_versions(const std::string& command, const std::string& answer);

}  // namespace aan::cli
