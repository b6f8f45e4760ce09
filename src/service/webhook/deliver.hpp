#pragma once
#include <vector>

#include "ports/webhook_sender.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A delivery is held for so long: longer than an endpoint is waited for.
inline constexpr Duration kDeliveryLease = Duration::seconds(30);

/// Carries deliveries to their endpoints. Each endpoint has a pace of its own; a message may arrive
/// more than once, always under the same id. Thread-safe, also with other processes of the shop.
class DeliverWebhooks {
 public:
  DeliverWebhooks(const Room& room, ports::WebhookSender& sender) : room_(room), sender_(sender) {}

  /// Endpoints that something is due for.
  [[nodiscard]] Result<std::vector<webhook::EndpointId>> due() const;
  /// The delivery that is due longest for one endpoint. True: one was tried. Errors: those of the
  /// store; what the endpoint answers is none.
  Result<bool> deliver_one(const webhook::EndpointId& id);
  /// Forgets what came to its end a month ago. Returns how many rows went.
  Result<std::int64_t> purge();

 private:
  struct Outcome {
    int status = 0;
    std::string error;  ///< empty: the endpoint took it
  };
  [[nodiscard]] Outcome attempt(const webhook::Endpoint& endpoint,
                                const webhook::Delivery& delivery) const;
  Result<> end(const webhook::EndpointId& id, const webhook::Delivery& held,
               const Outcome& outcome);
  const Room& room_;
  ports::WebhookSender& sender_;
};

}  // namespace aan::service
