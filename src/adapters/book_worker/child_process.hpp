#pragma once
#include <cstdint>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::book_worker {

/// How a child ended. `value` is its exit code or the signal that ended it; `stopped`: by whoever
/// holds `ChildOrder::stop_fd`.
struct ChildEnd {
  enum class How : std::uint8_t { exited, killed, deadline, stopped };
  How how = How::exited;
  int value = 0;
};

/// What to start. The child gets the argument and the number of this process as its words,
/// /dev/null as 0, 1 and 2, the input as 3, the answer as 4, an environment of two fixed words, and
/// no other descriptor.
struct ChildOrder {
  const char* program;
  const char* argument;
  int input_fd;
  int answer_fd;
  Duration deadline;
  int stop_fd = -1;  ///< readable once the child is not to go on; -1: it always may
};

/// Starts the program, waits for its end, a stop or the deadline, and always reaps it. The calling
/// thread is the child's parent until then, which is what `PR_SET_PDEATHSIG` of the worker goes by:
/// it follows the thread that started a child, and this one cannot end before it. Thread-safe.
/// Errors: unavailable.
Result<ChildEnd> run_child(const ChildOrder& order);

}  // namespace aan::book_worker
