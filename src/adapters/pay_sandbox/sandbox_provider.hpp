#pragma once
#include <functional>
#include <mutex>
#include <string>

#include "adapters/pay_sandbox/books.hpp"
#include "base/rng.hpp"
#include "base/secret.hpp"
#include "ports/payment_provider.hpp"
#include "ports/sandbox_desk.hpp"
#include "ports/store.hpp"

namespace aan::pay_sandbox {

/// A bank that deals in play money, behind the same port as a real one. It trusts the shop no
/// more than a real one would: its books are its own (records of the area "provider/sandbox"),
/// what happens is written there first, and the shop learns of it by signed messages, or by
/// asking, or never. Whoever pays twice has paid twice.
///
/// Thread-safe. The store and the source of chance must outlive it.
class SandboxProvider final : public ports::PaymentProvider, public ports::SandboxDesk {
 public:
  SandboxProvider(ports::Store& store, Rng& rng) : store_(store), rng_(rng) {}

  [[nodiscard]] ports::ProviderDescription describe() const override;
  /// The address is "/sandbox/<ref>"; the ref is 160 random bits.
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& intent) override;
  /// A message is "v1=<HMAC-SHA-256 in hex>", a line end, and the event in its one JSON text.
  Result<> verify(std::string_view message, Timestamp now) const override;
  Result<ports::KeptMessage> keep_message(std::string_view message) const override;
  Result<ports::PaymentMessage> read_message(std::string_view message) const override;
  Result<std::vector<ports::PaymentEvent>> query(const payment::PaymentIntent& intent) override;
  /// Noted, and no more: the buyer may have the page open and pay on it.
  Result<> cancel(const payment::PaymentIntent& intent) override;
  /// Settled at once, dated with the moment it was asked for. Errors: conflict "too_much",
  /// "refund_refused", "no_such_payment", "idempotency_key_reused", "sandbox_full".
  Result<ports::RefundAnswer> refund(const payment::Payment& payment,
                                     const payment::Refund& refund) override;
  Result<> probe() override;

  Result<ports::SandboxSession> view(std::string_view ref) const override;
  /// The same key gives the same messages again, so that a crash between the books and the shop's
  /// inbox loses none. Errors: not_found, invalid (key), conflict, limited.
  Result<std::vector<std::string>> act(std::string_view ref, ports::SandboxAct act,
                                       std::string_view key, Timestamp now) override;

 private:
  using Change = std::function<Result<>(Session&)>;
  Result<> change(const char* name, std::string_view ref, const Change& change);
  Result<std::string> find_ref(const payment::IntentId& id) const;
  Result<std::string> secret() const;
  Result<std::string> sign(const ports::PaymentEvent& event) const;

  ports::Store& store_;
  Rng& rng_;
  mutable std::mutex secret_guard_;
  mutable Secret secret_;  ///< once it is known
};

}  // namespace aan::pay_sandbox
