#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace aan::net {

/// Decodes a chunked body (RFC 9112 section 7.1) as it arrives. Strict: sizes of 1 to 8
/// hexadecimal digits without blank, sign or prefix, CRLF everywhere, bounded extensions and
/// trailers, both checked and thrown away.
class ChunkDecoder {
 public:
  enum class State : std::uint8_t { more, done, malformed, too_large };
  explicit ChunkDecoder(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  /// Takes bytes from the front of `in` (`consumed` tells how many) and appends content to `out`.
  State feed(std::string_view in, std::size_t& consumed, std::string& out);

 private:
  enum class Step : std::uint8_t { size, data, data_end, trailer, done };
  State read_size(std::string_view line);
  bool take_line(std::string_view in, std::size_t& at, State& state);

  std::size_t bytes_max_;
  Step step_ = Step::size;
  std::uint64_t left_ = 0;    // of the chunk being read
  std::string line_;          // the size or trailer line being read
  std::size_t overhead_ = 0;  // bytes of extensions and trailers so far
};

}  // namespace aan::net
