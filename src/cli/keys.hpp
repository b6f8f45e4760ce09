#pragma once
#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Lists DIR/keys by id, purpose and age; never the keys.
ExitCode list_keys(const Common& common);

}  // namespace aan::cli
