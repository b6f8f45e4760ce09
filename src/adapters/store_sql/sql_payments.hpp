#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/payment_store.hpp"

namespace aan::store_sql {

/// Attempts to pay, payments and their evidence in SQL.
class SqlPayments final : public ports::PaymentStore {
 public:
  explicit SqlPayments(Connection& connection) : db_(connection) {}

  // sql_intents.cpp
  Result<std::optional<payment::PaymentIntent>> find_intent(
      const payment::IntentId& id) const override;
  Result<std::optional<payment::PaymentIntent>> find_intent_by_provider_ref(
      std::string_view provider, std::string_view provider_ref) const override;
  Result<std::vector<payment::PaymentIntent>> intents_of(const sales::OrderId& id) const override;
  Result<std::vector<payment::PaymentIntent>> intents_to_poll(Timestamp now,
                                                              std::int64_t limit) const override;
  Result<> add_intent(const payment::PaymentIntent& intent) override;
  Result<> set_prompt(const payment::IntentId& id, std::string_view provider_ref,
                      std::string_view prompt_url) override;
  Result<> set_next_poll(const payment::IntentId& id, Timestamp at) override;
  Result<> mark_failed(const payment::IntentId& id) override;
  Result<> mark_cancelled(const payment::IntentId& id) override;
  Result<> move_intent(const payment::IntentId& id, std::int64_t from_version,
                       payment::PaymentStatus to, payment::PaymentException exception) override;

  // sql_payments.cpp
  Result<std::vector<payment::Payment>> payments_of(const sales::OrderId& id) const override;
  Result<bool> add_event(const ports::StoredPaymentEvent& event) override;
  Result<> put_payment(const payment::Payment& payment) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
