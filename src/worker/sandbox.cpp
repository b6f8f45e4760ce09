#include "worker/sandbox.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <memory>
#include <string>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define AAN_UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define AAN_UNDER_SANITIZER 1
#endif
#endif

namespace aan::worker {
namespace {

// Sanitizers map terabytes and start helpers; under them the limits and the filter stay open.
#ifdef AAN_UNDER_SANITIZER
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::unexpected<Error> cannot(const char* what) {
  return fail(Errc::unavailable, "worker.sandbox", what);
}

// A margin between soft and hard makes the CPU limit show as SIGXCPU, not as a bare SIGKILL.
bool set_limit(decltype(RLIMIT_CPU) resource, std::uint64_t most, std::uint64_t margin = 0) {
  const struct rlimit limit = {most, most + margin};
  return setrlimit(resource, &limit) == 0;
}

// Computing, memory, threads, and reading or writing what is already open.
constexpr std::array kAllowed = {SCMP_SYS(read),
                                 SCMP_SYS(readv),
                                 SCMP_SYS(pread64),
                                 SCMP_SYS(write),
                                 SCMP_SYS(writev),
                                 SCMP_SYS(lseek),
                                 SCMP_SYS(close),
                                 SCMP_SYS(dup),
                                 SCMP_SYS(fstat),
                                 SCMP_SYS(brk),
                                 SCMP_SYS(munmap),
                                 SCMP_SYS(mremap),
                                 SCMP_SYS(madvise),
                                 SCMP_SYS(futex),
                                 SCMP_SYS(set_robust_list),
                                 SCMP_SYS(rseq),
                                 SCMP_SYS(sched_yield),
                                 SCMP_SYS(sched_getaffinity),
                                 SCMP_SYS(membarrier),
                                 SCMP_SYS(gettid),
                                 SCMP_SYS(getpid),
                                 SCMP_SYS(clock_gettime),
                                 SCMP_SYS(clock_nanosleep),
                                 SCMP_SYS(gettimeofday),
                                 SCMP_SYS(getrandom),
                                 SCMP_SYS(getrusage),
                                 SCMP_SYS(sysinfo),
                                 SCMP_SYS(uname),
                                 SCMP_SYS(rt_sigaction),
                                 SCMP_SYS(rt_sigprocmask),
                                 SCMP_SYS(rt_sigreturn),
                                 SCMP_SYS(sigaltstack),
                                 SCMP_SYS(restart_syscall),
                                 SCMP_SYS(exit),
                                 SCMP_SYS(exit_group)};

// No honest run of ours comes here: whoever does has taken the process over.
constexpr std::array kDeadly = {SCMP_SYS(execve),
                                SCMP_SYS(execveat),
                                SCMP_SYS(fork),
                                SCMP_SYS(vfork),
                                SCMP_SYS(socket),
                                SCMP_SYS(socketpair),
                                SCMP_SYS(connect),
                                SCMP_SYS(bind),
                                SCMP_SYS(listen),
                                SCMP_SYS(accept),
                                SCMP_SYS(accept4),
                                SCMP_SYS(sendto),
                                SCMP_SYS(sendmsg),
                                SCMP_SYS(ptrace),
                                SCMP_SYS(kill),
                                SCMP_SYS(tkill),
                                SCMP_SYS(process_vm_readv),
                                SCMP_SYS(process_vm_writev),
                                SCMP_SYS(bpf),
                                SCMP_SYS(io_uring_setup),
                                SCMP_SYS(mount),
                                SCMP_SYS(unshare),
                                SCMP_SYS(setns),
                                SCMP_SYS(pidfd_getfd),
                                SCMP_SYS(keyctl),
                                SCMP_SYS(userfaultfd),
                                SCMP_SYS(perf_event_open)};

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

bool add_plain_rules(scmp_filter_ctx filter) {
  for (const int call : kAllowed)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  for (const int call : kDeadly)
    if (seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) != 0) return false;
  return true;
}

bool add_rules_with_conditions(scmp_filter_ctx filter) {
  constexpr std::uint64_t kThread = CLONE_VM | CLONE_THREAD;
  bool ok = true;
  const auto allow = [&](int call, unsigned argument, std::uint64_t mask, std::uint64_t value) {
    const scmp_arg_cmp condition = {argument, SCMP_CMP_MASKED_EQ, mask, value};
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition) == 0;
  };
  const auto allow_exactly = [&](int call, unsigned argument, std::uint64_t value) {
    allow(call, argument, ~0ULL, value);
  };
  // Memory never becomes code.
  allow(SCMP_SYS(mmap), 2, PROT_EXEC, 0);
  allow(SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
  allow(SCMP_SYS(clone), 0, kThread, kThread);
  // The flags of clone3 lie in memory where no filter sees them; glibc falls back to clone.
  ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
  // cairo asks whether a font that it has open may be read. The answer is always yes, unasked.
  for (const int call : {SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2)})
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), call, 0) == 0;
  // fstat of newer C libraries.
  allow_exactly(SCMP_SYS(newfstatat), 3, AT_EMPTY_PATH);
  for (const int command : {F_GETFL, F_GETFD, F_DUPFD_CLOEXEC})
    allow_exactly(SCMP_SYS(fcntl), 1, static_cast<std::uint64_t>(command));
  // Asking for a limit, not setting one.
  allow_exactly(SCMP_SYS(prlimit64), 2, 0);
  allow_exactly(SCMP_SYS(prctl), 0, PR_SET_NAME);
  // abort() signals itself.
  allow_exactly(SCMP_SYS(tgkill), 0, static_cast<std::uint64_t>(getpid()));
  return ok;
}

}  // namespace

Result<> end_with_parent(std::string_view parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return cannot("prctl failed");
  if (!parent.empty() && std::to_string(getppid()) != parent) return cannot("the shop has ended");
  return {};
}

Result<> limit_resources(std::uint64_t answer_bytes_max, std::uint64_t cpu_seconds_max,
                         unsigned wall_seconds_max) {
  if (close_range(kAnswerDescriptor + 1, ~0U, 0) != 0) return cannot("close_range failed");
  // One arena: each further one would reserve 64 MB of address space for nothing.
  mallopt(M_ARENA_MAX, 1);
  const bool limited = set_limit(RLIMIT_CPU, cpu_seconds_max, /*margin=*/2) &&
                       set_limit(RLIMIT_FSIZE, answer_bytes_max) &&
                       set_limit(RLIMIT_NOFILE, kOpenFilesMax) && set_limit(RLIMIT_CORE, 0) &&
                       (kSanitized || set_limit(RLIMIT_AS, kAddressSpaceMax));
  if (!limited) return cannot("setrlimit failed");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return cannot("prctl failed");
  alarm(wall_seconds_max);
  return {};
}

Result<> limit_to_pdf() {
  if (!set_limit(RLIMIT_CPU, kPdfCpuSecondsMax, /*margin=*/2)) return cannot("setrlimit failed");
  return {};
}

Result<> close_sandbox() {
  if (kSanitized) return {};
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter) return cannot("seccomp_init failed");
  if (!add_plain_rules(filter.get()) || !add_rules_with_conditions(filter.get()))
    return cannot("a seccomp rule was refused");
  // All threads: a library may have started one.
  if (seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) != 0 ||
      seccomp_load(filter.get()) != 0)
    return cannot("seccomp_load failed");
  return {};
}

}  // namespace aan::worker
