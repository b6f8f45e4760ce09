#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

struct SettingOptions {
  std::string name;   ///< empty: all of them
  std::string value;  ///< "-": the first line of standard input
  bool is_given = false;
  bool is_unset = false;
};

/// `aan settings [KEY [VALUE]]`: shows all, one, or changes one. A secret is taken from standard
/// input alone, since others on the machine see what a command was called with.
ExitCode settings(const Common& common, const SettingOptions& options);

}  // namespace aan::cli
