#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Builds the search index again, step by step, so that a running server answers others between;
/// on a terminal with how far it is. The answer of all steps, {"works": N}. Errors: those of
/// `index.rebuild`; what is searched is whole then.
Result<std::string> rebuild_index(Shop& shop, const Common& common);
/// `aan index rebuild`.
ExitCode rebuild_index(const Common& common);

}  // namespace aan::cli
