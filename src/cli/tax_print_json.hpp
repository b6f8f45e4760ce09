#pragma once
#include <string>

namespace aan::cli {

/// Writes the answers of the `tax` commands for a person. False: it is none of them.
bool print_tax(const std::string& command, const std::string& answer);

/// The rows of `tax.export` as comma-separated values (RFC 4180) with a head.
std::string tax_csv(const std::string& answer);

}  // namespace aan::cli
