#pragma once
#include <cstdint>
#include <mutex>
#include <random>

#include "base/rng.hpp"

namespace aan::testing {

/// Bytes that look random and are the same for the same seed. Thread-safe. Never outside tests.
class SeededRng final : public Rng {
 public:
  explicit SeededRng(std::uint64_t seed = 1) : engine_(seed) {}

  void fill(std::span<std::byte> out) override {
    const std::lock_guard lock(engine_guard_);
    for (std::byte& byte : out) byte = static_cast<std::byte>(engine_() >> 56);
  }
  /// A number below `bound`, which must not be zero.
  std::uint64_t below(std::uint64_t bound) {
    const std::lock_guard lock(engine_guard_);
    return engine_() % bound;
  }

 private:
  std::mutex engine_guard_;
  std::mt19937_64 engine_;  // its sequence is fixed by the standard, on every platform
};

}  // namespace aan::testing
