#pragma once
#include <cstddef>
#include <span>
#include <string>

namespace aan {

/// Source of unpredictable bytes. Thread-safe. Tests hand in a seeded one.
class Rng {
 public:
  virtual ~Rng() = default;
  virtual void fill(std::span<std::byte> out) = 0;
  /// `count` bytes as a string.
  [[nodiscard]] std::string bytes(std::size_t count);
};

/// The kernel's generator (getrandom). Aborts when the kernel has none: nothing safe could follow.
class SystemRng final : public Rng {
 public:
  void fill(std::span<std::byte> out) override;
};

}  // namespace aan
