#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/webhook/event.hpp"

namespace aan::ports {

/// A message to an endpoint, now.
struct WebhookMessage {
  std::string url;
  std::vector<Secret> secrets;  ///< "whsec_...": it is signed with each, the newest first
  webhook::Event event;
  std::int64_t attempt = 1;
  Timestamp now;  ///< part of what is signed
};

/// Sends messages to programs of others. Thread-safe; waits for the answer, at most ten seconds.
class WebhookSender {
 public:
  virtual ~WebhookSender() = default;
  /// The status of the answer, whatever it is; what else is in it is not looked at. Errors, each
  /// with a reason in a word: forbidden "address" (it leads to this machine or a private network),
  /// unavailable "dns", "connect" or "tls", timeout "deadline", upstream_malformed "answer".
  virtual Result<int> send(const WebhookMessage& message) = 0;
  /// Whether a host that is an IP address, or a name of this machine, may be sent to. Names are
  /// looked up when they are dialled. Errors: invalid "webhook_address".
  [[nodiscard]] virtual Result<> check_host(std::string_view host) const = 0;
  /// Addresses of this machine and of private networks are allowed, and http.
  [[nodiscard]] virtual bool reaches_private() const = 0;
};

}  // namespace aan::ports
