#pragma once
#include "net/outbound/http_client.hpp"
#include "ports/webhook_sender.hpp"

namespace aan::webhook_http {

struct WebhookHttpOptions {
  /// Also this machine, private networks and http: for programs that stand beside the shop.
  bool may_reach_private = false;
  std::string user_agent = "aan";
};

/// Messages by HTTP. A name is looked up for each connection, and every address that it leads to is
/// looked at when it is dialled, so that a name which leads elsewhere a moment later gains nothing.
class HttpWebhookSender final : public ports::WebhookSender {
 public:
  explicit HttpWebhookSender(const WebhookHttpOptions& options);
  Result<int> send(const ports::WebhookMessage& message) override;
  [[nodiscard]] Result<> check_host(std::string_view host) const override;
  [[nodiscard]] bool reaches_private() const override { return may_reach_private_; }

 private:
  bool may_reach_private_;
  net::outbound::HttpClient client_;
};

}  // namespace aan::webhook_http
