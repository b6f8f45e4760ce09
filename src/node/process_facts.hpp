#pragma once
#include <cstdint>

#include "base/timestamp.hpp"

namespace aan::node {

/// What the system says of this process. What it does not say is zero.
struct ProcessFacts {
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_files = 0;
  std::uint64_t files_max = 0;
  Duration processor;
};
ProcessFacts process_facts();

}  // namespace aan::node
