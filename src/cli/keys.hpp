#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Lists DIR/keys by id, purpose and age; never the keys.
ExitCode list_keys(const Common& common);
/// A fresh key for a purpose ("cookies", "links", "wrapping"); the one before stays for what it
/// made. Needs the directory's lock: stop the server first.
ExitCode rotate_key(const Common& common, const std::string& purpose);

}  // namespace aan::cli
