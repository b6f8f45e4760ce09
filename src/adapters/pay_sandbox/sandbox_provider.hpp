#pragma once
#include <optional>
#include <string>

#include "adapters/pay_sandbox/bank_codec.hpp"
#include "base/rng.hpp"
#include "ports/payment_provider.hpp"
#include "ports/sandbox_desk.hpp"
#include "ports/store.hpp"

namespace aan::pay_sandbox {

/// A processor of play money behind the real port, with books of its own (records of the area
/// "provider/sandbox"), a counter where a person pays (`SandboxDesk`), and signed messages.
/// Everything it does is durable before it answers. Thread-safe.
class SandboxProvider final : public ports::PaymentProvider, public ports::SandboxDesk {
 public:
  /// Both must outlive this.
  SandboxProvider(ports::Store& store, Rng& rng) : store_(store), rng_(rng) {}

  [[nodiscard]] ports::ProviderDescription describe() const override;
  /// The prompt is the path /sandbox/{ref}, ref being 160 random bits.
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& intent) override;
  /// Format: "v1 <hex HMAC-SHA-256 of the rest>\n<JSON>".
  Result<ports::PaymentEvent> parse_event(std::string_view message) const override;
  Result<std::vector<ports::PaymentEvent>> query(const payment::PaymentIntent& intent) override;
  Result<> cancel(const payment::PaymentIntent& intent) override;
  Result<std::string> refund(const payment::Payment& payment, const Money& amount,
                             std::string_view idempotency_key) override;
  Result<> probe() override { return {}; }

  Result<ports::SandboxSession> view(std::string_view ref) const override;
  Result<std::vector<std::string>> act(std::string_view ref, ports::SandboxAct act,
                                       std::string_view key, Timestamp now) override;

 private:
  Result<Session> load(const ports::RecordStore& records, std::string_view ref) const;
  Result<Session> read(std::string_view ref) const;
  Result<std::string> secret() const;
  Result<std::string> signed_message(const Session& session, const Movement& movement) const;

  ports::Store& store_;
  Rng& rng_;
};

}  // namespace aan::pay_sandbox
