#include "adapters/pay_stripe/signature.hpp"

#include <optional>
#include <string>
#include <vector>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "crypto/hash.hpp"

namespace aan::pay_stripe {
namespace {

constexpr std::size_t kHeaderBytesMax = 2048;
constexpr std::size_t kSignaturesMax = 16;

struct Parsed {
  std::string_view stamp;  ///< as written: it is part of what is signed
  std::int64_t seconds = 0;
  std::vector<std::string> signatures;
};

std::optional<std::int64_t> seconds_in(std::string_view text) {
  const auto value = parse_whole_number(text);
  return value && *value >= 0 ? value : std::nullopt;
}

std::optional<Parsed> parse(std::string_view header) {
  if (header.size() > kHeaderBytesMax) return std::nullopt;
  Parsed parsed;
  std::optional<std::int64_t> seconds;
  for (const std::string_view part : split(header, ',')) {
    if (part.starts_with("t=")) {
      parsed.stamp = part.substr(2);  // of several, the last counts
      seconds = seconds_in(parsed.stamp);
    } else if (part.starts_with("v1=") && parsed.signatures.size() < kSignaturesMax) {
      if (auto bytes = parse_hex(part.substr(3))) parsed.signatures.push_back(std::move(*bytes));
    }
  }
  if (!seconds || parsed.signatures.empty()) return std::nullopt;
  parsed.seconds = *seconds;
  return parsed;
}

std::unexpected<Error> not_theirs(const char* why, const char* reason) {
  return fail(Errc::unauthenticated, "stripe.signature", why,
              "The message is not signed by Stripe.", reason);
}

}  // namespace

Result<> verify_signature(std::string_view header, std::string_view body,
                          std::span<const Secret> secrets, Timestamp now) {
  const auto parsed = parse(header);
  if (!parsed) return not_theirs("the header has no time or no v1 signature", "signature");
  const std::string signed_text = std::string(parsed->stamp) + "." + std::string(body);
  bool is_authentic = false;
  for (const Secret& secret : secrets) {
    if (secret.empty()) continue;
    const std::string expected = crypto::hmac_sha256(secret.reveal(), signed_text);
    for (const std::string& one : parsed->signatures)
      if (crypto::equal_constant_time(one, expected)) is_authentic = true;
  }
  if (!is_authentic) return not_theirs("no signature matches a secret", "signature");
  const std::int64_t age = now.unix_seconds() - parsed->seconds;
  if (age > kSignatureTolerance.s() || -age > kSignatureTolerance.s())
    return not_theirs("the time is outside the tolerance; is the clock of this machine right?",
                      "stamp");
  return {};
}

}  // namespace aan::pay_stripe
