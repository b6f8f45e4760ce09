#pragma once
#include "base/result.hpp"

namespace aan::cli {

/// What the shell gets. Documented in `aan --help`.
enum class ExitCode : int {
  ok = 0,
  failed = 1,       ///< a fault of the program or the machine
  usage = 2,        ///< wrong arguments or configuration
  not_found = 3,    ///< no such book, order or file
  conflict = 4,     ///< the state does not allow it; another process has the data directory
  unavailable = 5,  ///< cannot be done now; try again
  /// Files refused, prices of an export left out, findings of a check, buried jobs, a refund
  /// refused.
  partly = 6,
};

ExitCode exit_code_of(const Error& error);

}  // namespace aan::cli
