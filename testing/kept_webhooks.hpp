#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "ports/webhook_sender.hpp"

namespace aan::testing {

/// Programs of others that keep what they are sent, by address, or answer as they are told.
class KeptWebhooks final : public ports::WebhookSender {
 public:
  Result<int> send(const ports::WebhookMessage& message) override {
    std::function<Result<int>(const ports::WebhookMessage&)> answer;
    {
      const std::scoped_lock lock(mutex_);
      tries[message.url].push_back(message);
      if (const auto at = answers.find(message.url); at != answers.end()) answer = at->second;
    }
    const Result<int> said = answer ? answer(message) : Result<int>(200);
    const std::scoped_lock lock(mutex_);
    if (said && *said >= 200 && *said < 300) taken[message.url].push_back(message);
    return said;
  }
  [[nodiscard]] Result<> check_host(std::string_view host) const override {
    if (host != "127.0.0.1") return {};
    return refuse(Errc::invalid, "webhook.address", "not there", "webhook_address");
  }
  [[nodiscard]] bool reaches_private() const override { return false; }

  /// What an address answers; 200 where nothing is said. Called outside of the lock.
  std::map<std::string, std::function<Result<int>(const ports::WebhookMessage&)>> answers;
  std::map<std::string, std::vector<ports::WebhookMessage>> tries;
  std::map<std::string, std::vector<ports::WebhookMessage>> taken;

 private:
  std::mutex mutex_;
};

}  // namespace aan::testing
