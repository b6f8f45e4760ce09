#pragma once
#include "base/timestamp.hpp"

namespace aan {

/// The only way to learn the time. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Civil time; may jump.
  [[nodiscard]] virtual Timestamp wall() const = 0;
  /// Never goes back; for durations and deadlines only.
  [[nodiscard]] virtual Duration mono() const = 0;
};

/// The machine's clocks. One instance for the process, made by `node/`.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp wall() const override;
  [[nodiscard]] Duration mono() const override;
};

}  // namespace aan
