#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/authority.hpp"
#include "net/request.hpp"

namespace aan::net {

struct HeadLimits {
  std::size_t bytes = std::size_t{16} << 10U;
  std::size_t headers = 100;
  std::size_t target_bytes = std::size_t{8} << 10U;
};

/// What the head says about the message itself, as opposed to what is asked.
struct Framing {
  bool http_1_0 = false;
  bool wants_close = false;
  bool chunked = false;
  bool expects_continue = false;
  std::optional<std::uint64_t> content_length;
  Authority authority;
  [[nodiscard]] bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

struct HeadResult {
  enum class State : std::uint8_t { incomplete, complete, refused };
  State state = State::incomplete;
  std::size_t bytes = 0;  ///< of the head, when complete
  int status = 0;         ///< when refused; the connection must be closed after the answer
  const char* why = "";
  /// When refused: "/" and the first segment of the path asked for, which says who is to answer;
  /// "/" alone when the segment is no plain word; empty when no request line could be read.
  std::string place = {};
};

/// Reads one request head from the front of a connection's bytes. Strict RFC 9112, because a
/// proxy in front of us that reads a message in another way than we do can be made to hand one
/// visitor's request to another: bare LF, folded lines, blanks before a colon, names with '_',
/// repeated or odd Content-Length, Transfer-Encoding that is not exactly "chunked" or comes
/// with Content-Length or in HTTP/1.0, are all refused, none is repaired.
class HeadParser {
 public:
  explicit HeadParser(const HeadLimits& limits) : limits_(limits) {}
  /// `bytes`: everything received so far, the same front as in the last call. Fills method,
  /// target, path, query_string and headers of `request` when complete; strings of an earlier
  /// request are reused. Work is linear in the bytes, however they arrive.
  HeadResult parse(std::string_view bytes, Request& request, Framing& framing);
  /// Forgets the bytes seen; before the next request.
  void reset() { scanned_ = 0; }

 private:
  HeadResult read(std::string_view bytes, Request& request, Framing& framing);

  HeadLimits limits_;
  std::size_t scanned_ = 0;  // all line ends before this are checked
};

/// Splits and decodes an origin-form target into path and query_string. False: refuse with 400.
bool parse_target(Request& request);
/// Whether the query string is percent-encoded UTF-8 text without control characters, in at most
/// as many fields of such a length as `queries` reads by itself.
[[nodiscard]] bool is_readable_query(const Request& request);

/// True for characters of an RFC 9110 token.
[[nodiscard]] bool is_token_char(char c);
/// True for what may stand in a header's value: visible, blank, tab, and bytes from 0x80 on.
[[nodiscard]] bool is_field_value(std::string_view value);

}  // namespace aan::net
