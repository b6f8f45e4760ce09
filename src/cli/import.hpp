#pragma once
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

struct ImportOptions {
  std::vector<std::string> paths;  ///< files and folders
  std::string price;               ///< empty: not set
  std::string currency;
  std::string format;  ///< of lists; empty: by their content
  std::string source;  ///< whose lists they are; empty: nobody is named
  std::string to;      ///< a book that they are further formats of; empty: each is its own
};

/// Brings files and folders in, one after the other, with progress on standard error and a report
/// on standard output. One bad file never stops the rest.
ExitCode import(const Common& common, const ImportOptions& options);

}  // namespace aan::cli
