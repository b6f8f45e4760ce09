#pragma once
#include <atomic>
#include <map>
#include <thread>

#include "service/webhook/deliver.hpp"

namespace aan::node {

/// Threads that carry messages out, one for each endpoint that something is due for: an endpoint
/// that hangs keeps its own courier busy and nobody else's. There are as many as there may be
/// endpoints (`webhook::kEndpointsMax`), and none while nothing is due.
class WebhookCouriers {
 public:
  explicit WebhookCouriers(service::DeliverWebhooks& deliver) : deliver_(deliver) {}
  ~WebhookCouriers() { stop(); }
  WebhookCouriers(const WebhookCouriers&) = delete;
  WebhookCouriers& operator=(const WebhookCouriers&) = delete;

  /// Sends a courier to every endpoint that something is due for and that none is on the way to.
  /// Called by one thread, again and again. Errors: those of the store.
  Result<> send_out();
  /// Waits for those under way: as long as one endpoint is waited for. Not while `send_out` runs.
  void stop();

 private:
  struct Courier {
    std::thread thread;
    std::atomic<bool> is_back = false;
  };
  void carry(const webhook::EndpointId& id, Courier& courier);
  service::DeliverWebhooks& deliver_;
  std::atomic<bool> is_stopping_ = false;
  std::map<webhook::EndpointId, Courier> couriers_;
};

}  // namespace aan::node
