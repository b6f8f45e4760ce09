#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "ports/webhook_sender.hpp"
#include "service/room.hpp"

namespace aan::service {

/// An endpoint as it is asked for, as typed.
struct WebhookWish {
  std::string name;
  std::string url;
  std::string events;  ///< "order.paid refund.settled", or "all"
};

struct WebhookWithSecret {
  webhook::Endpoint endpoint;
  Secret secret;  ///< shown now or never
};

struct WebhookView {
  webhook::Endpoint endpoint;
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
};

/// What a person does about webhooks. Everything that changes one stands in the audit log under the
/// name `by`. Thread-safe.
class ManageWebhooks {
 public:
  ManageWebhooks(const Room& room, const ports::WebhookSender& sender)
      : room_(room), sender_(sender) {}

  /// Errors: invalid "desk_name", "webhook_url", "webhook_address" (it leads to this machine or a
  /// private network) or "webhook_events"; conflict "webhook_taken" when one has that name, or had
  /// it, and "webhooks_full" when there are as many as there may be.
  Result<WebhookWithSecret> add(const WebhookWish& wish, std::string_view by);
  /// Another address, other events; what is empty stays. What waits goes to the new address, at
  /// once. Errors: as `add`; not_found "no_such_webhook".
  Result<webhook::Endpoint> change(const WebhookWish& wish, std::string_view by);
  /// A new secret. The one before signs too for so many hours ("": a day; 0 to 168). Errors:
  /// not_found "no_such_webhook", invalid "webhook_hours".
  Result<WebhookWithSecret> roll(const std::string& name, const std::string& hours,
                                 std::string_view by);
  /// Queues a ping for it. Errors: not_found "no_such_webhook".
  Result<webhook::Delivery> ping(const std::string& name, std::string_view by);
  /// Sends a delivery that came to its end once more, or with an empty id everything that was given
  /// up; returns how many. Errors: not_found "no_such_webhook" or "no_such_delivery".
  Result<std::int64_t> redeliver(const std::string& name, const std::string& delivery,
                                 std::string_view by);
  /// From now on it is told nothing. Ending it again changes nothing. Errors: not_found
  /// "no_such_webhook".
  Result<webhook::Endpoint> end(const std::string& name, std::string_view by);

  /// By name; those that ended come last.
  [[nodiscard]] Result<std::vector<WebhookView>> list() const;
  /// Errors: not_found "no_such_webhook".
  [[nodiscard]] Result<WebhookView> view(const std::string& name) const;
  /// Errors: not_found "no_such_webhook". `query.endpoint` is set here.
  [[nodiscard]] Result<ports::DeliveryPage> deliveries(const std::string& name,
                                                       ports::DeliveryQuery query) const;

 private:
  [[nodiscard]] Result<std::string> checked_url(const std::string& typed) const;
  const Room& room_;
  const ports::WebhookSender& sender_;
};

}  // namespace aan::service
