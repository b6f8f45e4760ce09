#include "adapters/book_worker/worker_pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "adapters/book_worker/child_process.hpp"
#include "base/file.hpp"
#include "base/log.hpp"

namespace aan::book_worker {
namespace {

// What the worker says before it looks at a file: it was started wrongly, or has no sandbox.
constexpr int kStartedWrongly = 2;
constexpr int kNoSandbox = 3;
constexpr int kExecFailed = 127;

std::unexpected<Error> unavailable(std::string detail) {
  return fail(Errc::unavailable, "worker.start", std::move(detail),
              "Book files cannot be read at the moment.");
}

std::filesystem::path beside_this_program() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "aan-worker";
}

// A new open file description: its offset is ours alone, and it cannot be written through.
Result<FileDescriptor> reopened(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  FileDescriptor again(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!again.valid())
    return fail(Errc::internal, "worker.input", std::string("reopening: ") + std::strerror(errno));
  return again;
}

Result<FileDescriptor> memory_file(const char* name) {
  FileDescriptor fd(memfd_create(name, MFD_CLOEXEC));
  if (!fd.valid()) return unavailable(std::string("memfd_create: ") + std::strerror(errno));
  return fd;
}

Result<> write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return unavailable(std::string("write: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

// At most one byte more than allowed, however the file may have grown.
Result<std::string> read_answer(int fd) {
  std::string answer;
  off_t at = 0;
  while (answer.size() <= kAnswerBytesMax) {
    const std::size_t before = answer.size();
    constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
    answer.resize(before + kChunkBytes);
    const ssize_t got = pread(fd, answer.data() + before, kChunkBytes, at);
    if (got < 0 && errno != EINTR)
      return unavailable(std::string("reading the answer: ") + std::strerror(errno));
    const auto count = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    answer.resize(before + count);
    at += static_cast<off_t>(count);
    if (got == 0) return answer;
  }
  return fail(Errc::too_large, "worker.answer", "more than 64 MB", "This file is too large.");
}

std::unexpected<Error> stopping() {
  return fail(Errc::unavailable, "worker.run", "stopped",
              "The shop is being stopped. Bring the file in again when it is back.");
}

bool is_readable(int fd) {
  struct pollfd event = {fd, POLLIN, 0};
  return poll(&event, 1, 0) > 0;
}

void make_readable(int fd) {
  const std::uint64_t one = 1;
  // Without the descriptor, or without memory, jobs go on to their deadline, as before.
  [[maybe_unused]] const ssize_t written = write(fd, &one, sizeof(one));
}

Result<> judge(const ChildEnd& end, const std::filesystem::path& program) {
  switch (end.how) {
    case ChildEnd::How::exited:
      if (end.value == 0) return {};
      if (end.value == kExecFailed) return unavailable(program.string() + " cannot be started");
      if (end.value == kStartedWrongly || end.value == kNoSandbox)
        return unavailable("the worker ended with code " + std::to_string(end.value));
      // A library gave up on the file: it would again.
      log::warn("worker.exited", {{"code", end.value}});
      return fail(Errc::invalid, "worker.run", "ended with code " + std::to_string(end.value),
                  "This file made the reader fail; it is not safe to sell.");
    case ChildEnd::How::deadline:
      return fail(Errc::timeout, "worker.run", "deadline", "Reading this file took too long.");
    case ChildEnd::How::stopped: return stopping();
    case ChildEnd::How::killed: break;
  }
  if (end.value == SIGXCPU)
    return fail(Errc::timeout, "worker.run", "CPU limit", "Reading this file took too long.");
  log::warn("worker.killed", {{"signal", end.value}});
  return fail(Errc::invalid, "worker.run", "killed by signal " + std::to_string(end.value),
              "This file made the reader fail; it is not safe to sell.");
}

}  // namespace

WorkerPool::WorkerPool(WorkerOptions options)
    : options_(std::move(options)),
      no_long_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      none_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      places_(static_cast<std::ptrdiff_t>(std::clamp(options_.concurrency, 1U, kConcurrencyMax))) {
  if (options_.program.empty()) options_.program = beside_this_program();
}

void WorkerPool::stop_long_jobs() { make_readable(no_long_.get()); }

void WorkerPool::stop() {
  stop_long_jobs();
  make_readable(none_.get());
}

Result<std::string> WorkerPool::run(const char* job, int input_fd) {
  const FileDescriptor answer = AAN_TRY(run_until(job, input_fd, options_.deadline, none_.get()));
  return read_answer(answer.get());
}

Result<FileDescriptor> WorkerPool::run_to_memory(const char* job, int input_fd, Duration deadline) {
  return run_until(job, input_fd, deadline, no_long_.get());
}

Result<FileDescriptor> WorkerPool::run_until(const char* job, int input_fd, Duration deadline,
                                             int stop_fd) {
  if (is_readable(stop_fd)) return stopping();
  const FileDescriptor input = AAN_TRY(reopened(input_fd));
  FileDescriptor answer = AAN_TRY(memory_file("aan-answer"));
  if (!places_.try_acquire_for(std::chrono::microseconds(options_.queue_wait.us)))
    return unavailable("all workers are busy");
  const auto end = run_child({.program = options_.program.c_str(),
                              .argument = job,
                              .input_fd = input.get(),
                              .answer_fd = answer.get(),
                              .deadline = deadline,
                              .stop_fd = stop_fd});
  places_.release();
  if (!end) return std::unexpected(end.error());
  AAN_TRY(judge(*end, options_.program));
  return answer;
}

Result<std::string> WorkerPool::run(const char* job, const std::string& input) {
  const FileDescriptor file = AAN_TRY(memory_file("aan-order"));
  AAN_TRY(write_all(file.get(), input));
  return run(job, file.get());
}

}  // namespace aan::book_worker
