#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

struct ExportOptions {
  std::string format = "json";  ///< json, csv or onix
  std::string to;               ///< file; empty: standard output, or DIR/catalogue.json
  std::string files_to;         ///< folder for the files of books, with JSON; empty: none
  bool is_hash = false;         ///< print the catalogue's hash instead
};

/// Writes the whole catalogue, step by step, in little memory. A file is complete when it has its
/// name: until then it is NAME.part. Exit code `partly` when the copy of a file is damaged or away.
ExitCode export_catalogue(const Common& common, const ExportOptions& options);

}  // namespace aan::cli
