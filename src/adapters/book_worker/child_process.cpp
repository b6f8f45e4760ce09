#include "adapters/book_worker/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/clock.hpp"
#include "base/file.hpp"

namespace aan::book_worker {
namespace {

constexpr int kInput = 3;
constexpr int kAnswer = 4;
// Above every number the child uses, so that no dup2 below overwrites a source.
constexpr int kHigh = 16;

std::unexpected<Error> unavailable(const char* what, int code) {
  return fail(Errc::unavailable, "worker.start", std::string(what) + ": " + std::strerror(code),
              "Book files cannot be read at the moment.");
}

// What posix_spawn does in the child before the program begins.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  bool prepare(int input_fd, int answer_fd) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    bool ok =
        posix_spawnattr_setsigmask(&attributes_, &none) == 0 &&
        posix_spawnattr_setsigdefault(&attributes_, &all) == 0 &&
        posix_spawnattr_setpgroup(&attributes_, 0) == 0 &&
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                   POSIX_SPAWN_SETPGROUP) == 0;
    for (const int standard : {0, 1, 2})
      ok = ok && posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_RDWR, 0) == 0;
    return ok && posix_spawn_file_actions_adddup2(&actions_, input_fd, kInput) == 0 &&
           posix_spawn_file_actions_adddup2(&actions_, answer_fd, kAnswer) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(&actions_, kAnswer + 1) == 0;
  }

  // Returns the error number, 0 for none.
  int spawn(pid_t& pid, const char* program, const char* argument) {
    const std::string name = program, word = argument;
    std::string locale = "LC_ALL=C.UTF-8", zone = "TZ=UTC";
    // Whoever was started by a process that has ended since finds another parent than this one.
    const std::string parent = std::to_string(getpid());
    char* const arguments[] = {const_cast<char*>(name.c_str()), const_cast<char*>(word.c_str()),
                               const_cast<char*>(parent.c_str()), nullptr};
    char* const environment[] = {locale.data(), zone.data(), nullptr};
    return posix_spawn(&pid, program, &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

enum class Wait : std::uint8_t { ended, late, stopped };

Wait wait_until(int pidfd, int stop_fd, Duration deadline) {
  const SystemClock clock;
  const Duration end = clock.mono() + deadline;
  while (true) {
    const Duration left = end - clock.mono();
    struct pollfd events[] = {{pidfd, POLLIN, 0}, {stop_fd, POLLIN, 0}};  // below zero: passed over
    const int ready = poll(events, 2, static_cast<int>(std::max<std::int64_t>(left.ms(), 0)));
    if (ready > 0) return events[0].revents != 0 ? Wait::ended : Wait::stopped;
    if (ready == 0 && left.us <= 0) return Wait::late;
    if (ready < 0 && errno != EINTR) return Wait::late;
  }
}

}  // namespace

Result<ChildEnd> run_child(const ChildOrder& order) {
  const FileDescriptor input(fcntl(order.input_fd, F_DUPFD_CLOEXEC, kHigh));
  const FileDescriptor answer(fcntl(order.answer_fd, F_DUPFD_CLOEXEC, kHigh));
  if (!input.valid() || !answer.valid()) return unavailable("dup", errno);
  SpawnPlan plan;
  if (!plan.prepare(input.get(), answer.get())) return unavailable("posix_spawn plan", errno);
  pid_t pid = -1;
  if (const int code = plan.spawn(pid, order.program, order.argument); code != 0)
    return unavailable(order.program, code);

  // The wrapper in <sys/pidfd.h> of glibc 2.36 lacks its extern "C".
  const FileDescriptor handle(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  const Wait wait =
      handle.valid() ? wait_until(handle.get(), order.stop_fd, order.deadline) : Wait::late;
  // The whole group, before its number is given back: nothing a program started may outlive it.
  // A child that has ended keeps its status.
  kill(-pid, SIGKILL);
  siginfo_t info = {};
  while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED) != 0)
    if (errno != EINTR) return unavailable("waitid", errno);
  if (wait == Wait::stopped) return ChildEnd{ChildEnd::How::stopped, 0};
  if (wait == Wait::late) return ChildEnd{ChildEnd::How::deadline, 0};
  return ChildEnd{info.si_code == CLD_EXITED ? ChildEnd::How::exited : ChildEnd::How::killed,
                  info.si_status};
}

}  // namespace aan::book_worker
