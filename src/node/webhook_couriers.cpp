#include "node/webhook_couriers.hpp"

#include "base/log.hpp"

namespace aan::node {

// Goes on while something is due; a failure of the store ends the way, and the next one tries
// again.
void WebhookCouriers::carry(const webhook::EndpointId& id, Courier& courier) {
  try {
    bool is_more = true;
    while (is_more && !is_stopping_) {
      const auto tried = deliver_.deliver_one(id);
      if (!tried && tried.error().reason != "fenced")
        log::error("webhook.failed", {{"endpoint", id.value}, {"why", tried.error().to_string()}});
      is_more = tried.value_or(false);
    }
  } catch (const std::exception& thrown) {
    log::error("webhook.failed", {{"endpoint", id.value}, {"why", thrown.what()}});
  }
  courier.is_back = true;
}

Result<> WebhookCouriers::send_out() {
  for (auto at = couriers_.begin(); at != couriers_.end();) {
    if (!at->second.is_back) {
      ++at;
      continue;
    }
    at->second.thread.join();
    at = couriers_.erase(at);
  }
  if (is_stopping_) return {};
  for (const webhook::EndpointId& id : AAN_TRY(deliver_.due())) {
    if (couriers_.contains(id) || std::ssize(couriers_) >= webhook::kEndpointsMax) continue;
    Courier& courier = couriers_[id];
    courier.thread = std::thread([this, id, &courier] { carry(id, courier); });
  }
  return {};
}

void WebhookCouriers::stop() {
  is_stopping_ = true;
  for (auto& [id, courier] : couriers_) courier.thread.join();
  couriers_.clear();
}

}  // namespace aan::node
