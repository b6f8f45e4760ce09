#include "cli/cli.hpp"

#include <cstdio>

#include "base/private_process.hpp"
#include "cli/command_line.hpp"

namespace aan::cli {

int run(int argc, char** argv) {
  if (!make_process_private()) {
    std::fprintf(stderr, "aan: the system does not let this process keep its memory private.\n");
    return static_cast<int>(ExitCode::failed);
  }
  try {
    return CommandLine().parse(argc, argv);
  } catch (const std::exception& thrown) {  // ours are Results: this is a fault of the program
    std::fprintf(stderr, "aan: a fault in the program: %s\n", thrown.what());
    return static_cast<int>(ExitCode::failed);
  }
}

}  // namespace aan::cli
