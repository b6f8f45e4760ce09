#include "adapters/webhook_http/signature.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::webhook_http {
namespace {

constexpr std::string_view kMark = "whsec_";

}  // namespace

Result<std::string> sign_message(std::string_view id, std::string_view timestamp,
                                 std::string_view body, std::span<const Secret> secrets) {
  const std::string text = std::string(id) + "." + std::string(timestamp) + "." + std::string(body);
  std::string value;
  for (const Secret& secret : secrets) {
    const std::string_view shown = secret.reveal();
    auto bytes = shown.starts_with(kMark) ? parse_base64(shown.substr(kMark.size()))
                                          : fail(Errc::corrupt, "webhook.sign", "no mark");
    if (!bytes || bytes->empty())
      return fail(Errc::corrupt, "webhook.sign", "a secret of another form");
    const Secret key(*std::move(bytes));
    value += (value.empty() ? "v1," : " v1,") + base64(crypto::hmac_sha256(key.reveal(), text));
  }
  if (value.empty()) return fail(Errc::corrupt, "webhook.sign", "no secret");
  return value;
}

}  // namespace aan::webhook_http
