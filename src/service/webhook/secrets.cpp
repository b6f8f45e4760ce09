#include "service/webhook/secrets.hpp"

#include "base/codec.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::string_view kMark = "whsec_";

std::string place_of(const webhook::Endpoint& endpoint) {
  return "webhook_endpoint|" + endpoint.id.value + "|secret";
}

}  // namespace

Secret new_webhook_secret(const Room& room) {
  return Secret(std::string(kMark) + base64(room.rng.bytes(kSecretBytes)));
}

void put_webhook_secret(const Room& room, webhook::Endpoint& endpoint, const Secret& secret,
                        const std::optional<Timestamp>& overlap_until) {
  endpoint.previous_sealed = overlap_until ? endpoint.secret_sealed : std::string();
  endpoint.previous_until = overlap_until;
  endpoint.secret_sealed = room.sealer.seal(secret.reveal(), place_of(endpoint));
}

Result<std::vector<Secret>> webhook_secrets(const Room& room, const webhook::Endpoint& endpoint,
                                            Timestamp now) {
  std::vector<Secret> secrets;
  secrets.emplace_back(AAN_TRY(room.sealer.open(endpoint.secret_sealed, place_of(endpoint))));
  if (!endpoint.previous_sealed.empty() && endpoint.previous_until &&
      now < *endpoint.previous_until)
    secrets.emplace_back(AAN_TRY(room.sealer.open(endpoint.previous_sealed, place_of(endpoint))));
  return secrets;
}

}  // namespace aan::service
