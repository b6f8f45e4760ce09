#pragma once

namespace aan::cli {

/// The whole command line of `aan`. Exit codes: see `exit_code.hpp`.
int run(int argc, char** argv);

}  // namespace aan::cli
