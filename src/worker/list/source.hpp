#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::worker::list {

/// A file of unknown origin grows to no more than that, however small it is packed.
inline constexpr std::uint64_t kUnpackedBytesMax = 2ULL << 30;
/// A packed list grows to so many times its size at most, asked above a floor: real ones of books
/// stay below 30, and some kilobytes of nothing but the same row would be millions of books.
inline constexpr std::uint64_t kRatioMax = 300;
inline constexpr std::uint64_t kRatioFloor = 1ULL << 20;
/// The step of the error that says so: rows that were read before are worth nothing.
inline constexpr std::string_view kSwells = "list.swells";
/// liblzma may use that much for one file (`xz -9` needs 65 MB).
inline constexpr std::uint64_t kUnpackMemoryMax = 80ULL << 20;

/// The bytes of a list, unpacked where it is xz or gzip by its first bytes. Several xz streams or
/// gzip members one after the other are one list, as their tools have it.
class Source {
 public:
  /// Takes a descriptor that is read from where it stands. Errors: invalid (what is packed is
  /// damaged), too_large, internal.
  static Result<Source> open(int file);
  /// A list that is in memory.
  static Source of(std::string text);
  ~Source();
  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;

  /// What was read and not consumed yet.
  [[nodiscard]] std::string_view view() const { return std::string_view(buffer_).substr(begin_); }
  void consume(std::size_t bytes) { begin_ += bytes; }
  /// Reads on: `view` becomes longer. False: this was all. Errors: as of `open`; too_large with
  /// `kSwells` as its step.
  Result<bool> fill();
  /// A line without its end. False: no more. A line longer than `bytes_max` is cut to it, and
  /// `is_cut` says so.
  Result<bool> line(std::string& into, std::size_t bytes_max, bool& is_cut);

 private:
  struct Unpacker;
  Source();
  std::unique_ptr<Unpacker> unpacker_;
  std::string buffer_;
  std::size_t begin_ = 0;
};

}  // namespace aan::worker::list
