#pragma once
#include <string>
#include <string_view>

#include "net/body.hpp"

namespace aan::net {

/// RFC 1952 with no time stamp, so equal input gives equal bytes. Empty on failure.
std::string gzip(std::string_view bytes, Compress level);
/// RFC 7932. Empty on failure.
std::string brotli(std::string_view bytes, Compress level);
/// Text, JSON, XML, SVG, scripts: what becomes smaller.
[[nodiscard]] bool is_compressible_type(std::string_view content_type);

/// Content codings in the order in which we prefer them.
enum class Coding : std::uint8_t { identity, gzip, brotli };

/// What an Accept-Encoding header allows besides identity (RFC 9110 section 12.5.3). No header,
/// or one that cannot be read: nothing.
struct AcceptedCodings {
  bool gzip = false;
  bool brotli = false;
};
AcceptedCodings parse_accept_encoding(std::string_view value);

}  // namespace aan::net
