#pragma once
#include <vector>

#include "base/secret.hpp"
#include "domain/webhook/endpoint.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A new secret as its owner is shown it, once: "whsec_" and base64 of 32 random bytes.
Secret new_webhook_secret(const Room& room);
/// Makes `secret` the endpoint's; the one before signs beside it until `overlap_until`.
void put_webhook_secret(const Room& room, webhook::Endpoint& endpoint, const Secret& secret,
                        const std::optional<Timestamp>& overlap_until);
/// Those that sign now, the newest first. Errors: corrupt when the key that sealed one is lost.
Result<std::vector<Secret>> webhook_secrets(const Room& room, const webhook::Endpoint& endpoint,
                                            Timestamp now);

}  // namespace aan::service
