#pragma once
#include <cstdint>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::book_worker {

/// How a child ended. `value` is its exit code or the signal that ended it.
struct ChildEnd {
  enum class How : std::uint8_t { exited, killed, deadline };
  How how = How::exited;
  int value = 0;
};

/// What to start. The child gets /dev/null as 0, 1 and 2, the input as 3, the answer as 4, an
/// environment of two fixed words, and no other descriptor.
struct ChildOrder {
  const char* program;
  const char* argument;
  int input_fd;
  int answer_fd;
  Duration deadline;
};

/// Starts the program, waits for its end or the deadline, and always reaps it. Thread-safe.
/// Errors: unavailable.
Result<ChildEnd> run_child(const ChildOrder& order);

}  // namespace aan::book_worker
