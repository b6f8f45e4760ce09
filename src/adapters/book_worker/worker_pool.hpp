#pragma once
#include <cstddef>
#include <filesystem>
#include <semaphore>
#include <string>

#include "base/file.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::book_worker {

inline constexpr unsigned kConcurrencyMax = 64;
inline constexpr std::size_t kAnswerBytesMax = std::size_t{64} << 20;

struct WorkerOptions {
  std::filesystem::path program;                ///< empty: aan-worker beside the running program
  Duration deadline = Duration::seconds(20);    ///< of one job, by the wall
  Duration queue_wait = Duration::seconds(60);  ///< for one of the places
  unsigned concurrency = 2;                     ///< workers at one time, 1 to kConcurrencyMax
};

/// Starts one `aan-worker` a job, hands it descriptors and nothing else (no environment, no other
/// file), kills it at the deadline and reads what it answered. The worker is not believed: its
/// answer is bytes to be parsed. Thread-safe.
class WorkerPool {
 public:
  explicit WorkerPool(WorkerOptions options);

  /// Ends jobs whose answer may be long (lists), and lets none of them begin: for a shop that is
  /// about to stop, which can bring them in again. Others go on.
  void stop_long_jobs();
  /// Ends all jobs, and lets none begin. What was stopped is `unavailable`.
  void stop();

  /// Runs a job on the file behind `input_fd`, which is opened anew, read-only, from its start.
  /// Errors: timeout (deadline or CPU limit), invalid (the file made the worker fail),
  /// too_large (answer), unavailable (no place in time, or the program cannot run).
  Result<std::string> run(const char* job, int input_fd);
  /// The same for an answer that may be long: it stays in memory of its own, behind a descriptor.
  Result<FileDescriptor> run_to_memory(const char* job, int input_fd, Duration deadline);
  /// The same with bytes as input.
  Result<std::string> run(const char* job, const std::string& input);

  [[nodiscard]] const std::filesystem::path& program() const { return options_.program; }

 private:
  Result<FileDescriptor> run_until(const char* job, int input_fd, Duration deadline, int stop_fd);
  WorkerOptions options_;
  FileDescriptor no_long_, none_;  // readable once such jobs are not to go on
  std::counting_semaphore<kConcurrencyMax> places_;
};

}  // namespace aan::book_worker
