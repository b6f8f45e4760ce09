#pragma once
#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Says on standard error what went wrong (as JSON with --json) and gives the exit code.
ExitCode report(const Common& common, const Error& error);

}  // namespace aan::cli
