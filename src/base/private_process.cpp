#include "base/private_process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace aan {

bool make_process_private() {
  ::umask(077);
  const struct rlimit none = {0, 0};
  const bool no_core = ::setrlimit(RLIMIT_CORE, &none) == 0;
  return ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && no_core;
}

}  // namespace aan
