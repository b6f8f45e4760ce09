#include "domain/desk/totp.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace aan::desk {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kDigits = 6;
constexpr std::uint32_t kModulus = 1'000'000;
constexpr std::size_t kGroup = 4;

std::string upper_base32(std::string_view bytes) {
  std::string text = base32lower(bytes);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string digits_of(std::string_view typed) {
  std::string digits;
  for (const char c : typed)
    if (c != ' ' && c != '\t') digits += c;
  return digits;
}

}  // namespace

std::string new_totp_secret(Rng& rng) { return rng.bytes(kSecretBytes); }

std::int64_t totp_step_at(Timestamp at) { return at.unix_seconds() / kTotpStepSeconds; }

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (56 - 8 * i)) & 0xFFU);
  const std::string mac = crypto::hmac_sha1(secret, counter);
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(mac[i]));
  };
  // RFC 4226, 5.3: dynamic truncation.
  const std::size_t at = byte(mac.size() - 1) & 0x0FU;
  const std::uint32_t number =
      (byte(at) & 0x7FU) << 24U | byte(at + 1) << 16U | byte(at + 2) << 8U | byte(at + 3);
  std::string text = std::to_string(number % kModulus);
  return std::string(kDigits - text.size(), '0') + text;
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view typed,
                                       Timestamp now, std::int64_t last_step) {
  const std::string digits = digits_of(typed);
  const std::int64_t middle = totp_step_at(now);
  std::optional<std::int64_t> found;
  for (std::int64_t step = middle - 1; step <= middle + 1; ++step)
    if (crypto::equal_constant_time(totp_code(secret, step), digits) && step > last_step)
      found = step;
  return found;
}

std::string totp_address(std::string_view secret, std::string_view shop, std::string_view name) {
  const std::string issuer = percent_encode(shop);
  return "otpauth://totp/" + issuer + ":" + percent_encode(name) +
         "?secret=" + upper_base32(secret) + "&issuer=" + issuer;
}

std::string totp_text(std::string_view secret) {
  const std::string text = upper_base32(secret);
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); i += kGroup)
    grouped += (i == 0 ? "" : " ") + text.substr(i, kGroup);
  return grouped;
}

}  // namespace aan::desk
