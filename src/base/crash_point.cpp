#include "base/crash_point.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <string>

namespace aan {
namespace {

struct Plan {
  std::string name;
  long at = 0;
  const char* log = nullptr;
  const char* armed_by = nullptr;  ///< a file; until it is there no point counts
  std::atomic<bool> is_armed{false};
  std::atomic<long> passed{0};
  Plan() {
    log = std::getenv("AAN_CRASH_LOG");
    armed_by = std::getenv("AAN_CRASH_ARMED_BY");
    is_armed = armed_by == nullptr;
    const char* text = std::getenv("AAN_CRASH_AT");
    if (text == nullptr) return;
    name = text;
    const auto colon = name.rfind(':');
    at = colon == std::string::npos ? 1 : std::strtol(name.c_str() + colon + 1, nullptr, 10);
    name.resize(colon == std::string::npos ? name.size() : colon);
  }
};

}  // namespace

void crash_point(const char* name) {
  static Plan plan;
  if (!plan.is_armed) {
    if (access(plan.armed_by, F_OK) != 0) return;
    plan.is_armed = true;
  }
  if (plan.log != nullptr) {
    const std::string line = std::string(name) + "\n";
    const int fd = open(plan.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) {
      [[maybe_unused]] const ssize_t written = ::write(fd, line.data(), line.size());
      close(fd);
    }
  }
  if (plan.at == 0 || (plan.name != "*" && plan.name != name)) return;
  if (plan.passed.fetch_add(1) + 1 == plan.at) kill(getpid(), SIGKILL);
}

}  // namespace aan
