#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::net {

struct MultipartLimits {
  std::size_t parts_max = 120;
  std::size_t header_bytes_max = 4096;  ///< of one part
};

/// The head of one part of multipart/form-data.
struct PartHead {
  std::string name;  ///< of the field
  /// Nothing: a plain field. A file's name as its owner calls it: one line of UTF-8 without
  /// folders, at most 255 bytes; "" when the browser sent none.
  std::optional<std::string> file_name;
};

/// Takes what a parser finds, in its order. An error ends the parse and is returned by `feed`.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual Result<> begin(PartHead head) = 0;
  virtual Result<> data(std::string_view bytes) = 0;
  virtual Result<> end() = 0;
};

/// The boundary of a Content-Type of multipart/form-data: 1 to 70 characters; nothing when there is
/// none, or one that RFC 2046 does not allow.
std::optional<std::string> boundary_of(std::string_view content_type);

/// Reads multipart/form-data (RFC 7578) as it arrives, in pieces of any size, and holds no more
/// of it than a part's head or a boundary. Strict: nothing before the first boundary, a name for
/// each part. Not thread-safe.
class MultipartParser {
 public:
  /// `sink` outlives the parser.
  MultipartParser(std::string_view boundary, PartSink& sink, const MultipartLimits& limits = {});
  /// Errors: invalid (not what the standard says), too_large (too many parts), those of the sink.
  /// After an error nothing more may be fed.
  Result<> feed(std::string_view bytes);
  /// Whether the closing boundary was seen: else the body ended too early.
  [[nodiscard]] bool is_complete() const { return state_ == State::closed; }

 private:
  enum class State : std::uint8_t { opening, after_boundary, head, data, closed };
  /// One step; false: more bytes are needed first.
  Result<bool> step();
  Result<bool> read_opening();
  Result<bool> read_after_boundary();
  Result<bool> read_head();
  Result<bool> read_data();
  [[nodiscard]] std::string_view rest() const { return std::string_view(held_).substr(at_); }

  PartSink& sink_;
  MultipartLimits limits_;
  std::string needle_;  ///< CR LF "--" boundary
  State state_ = State::opening;
  std::size_t parts_ = 0;
  std::string held_;
  std::size_t at_ = 0;  ///< what comes before was used
};

}  // namespace aan::net
