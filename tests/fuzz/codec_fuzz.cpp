// Any text: the decoders never crash, what they accept has one text; the text functions keep
// their promises on ill-formed input; the key file's reader writes back what it read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/codec.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "crypto/keyring.hpp"

namespace aan {
namespace {

int check(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = parse_hex(text)) AAN_CHECK(hex(*bytes) == text);
  if (const auto bytes = parse_base64url(text)) AAN_CHECK(base64url(*bytes) == text);
  if (const auto bytes = parse_base32lower(text)) AAN_CHECK(base32lower(*bytes) == text);
  AAN_CHECK(parse_hex(hex(text)).value() == text);
  AAN_CHECK(parse_base64url(base64url(text)).value() == text);
  AAN_CHECK(parse_base32lower(base32lower(text)).value() == text);

  const std::string name = slug(text);
  AAN_CHECK(!name.empty() && name.size() <= 80 && is_utf8(name));
  AAN_CHECK(one_line(text).find_first_of("\r\n\t") == std::string::npos);
  AAN_CHECK(escape_xml(text).find_first_of("<>\"'") == std::string::npos);
  if (is_utf8(text))
    for (std::size_t bytes = 0; bytes < 8; ++bytes) AAN_CHECK(is_utf8(utf8_prefix(text, bytes)));

  if (const auto at = parse_http_date(text)) AAN_CHECK(http_date(*at) == text);
  if (const auto at = parse_rfc3339(text)) AAN_CHECK(parse_rfc3339(rfc3339(*at)).has_value());
  const Asset dollar = find_asset("USD").value();
  if (const auto money = parse_decimal(text, dollar))
    AAN_CHECK(parse_decimal(decimal(*money), dollar).value() == *money);
  if (const auto ring = crypto::KeyRing::parse(text))
    AAN_CHECK(crypto::KeyRing::parse(ring->encode().reveal()).has_value());
  return 0;
}

}  // namespace
}  // namespace aan

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return aan::check(data, size);
}
