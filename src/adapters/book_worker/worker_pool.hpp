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
  WorkerOptions options_;
  std::counting_semaphore<kConcurrencyMax> places_;
};

}  // namespace aan::book_worker
