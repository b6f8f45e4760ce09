#pragma once
#include <cstdint>

namespace aan::worker::draw {

/// A stream of numbers from a seed (splitmix64). Decides ornaments, nothing else; it must never
/// change, for a cover is the same picture on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// 0 to count-1.
  unsigned below(unsigned count) { return static_cast<unsigned>(next() % count); }
  /// In [low, high).
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_;
};

}  // namespace aan::worker::draw
