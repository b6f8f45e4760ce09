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
  Result<std::vector<payment::PaymentIntent>> intents_under_way(Timestamp since, Timestamp now,
                                                                std::int64_t limit) const override;
  Result<std::vector<payment::PaymentIntent>> intents_stuck(Timestamp before,
                                                            const ports::TestWays& ways,
                                                            std::int64_t limit) const override;
  Result<> add_intent(const payment::PaymentIntent& intent) override;
  Result<> set_prompt(const payment::IntentId& id, std::string_view provider_ref,
                      std::string_view prompt_url) override;
  Result<> set_next_poll(const payment::IntentId& id, Timestamp at) override;
  Result<> mark_failed(const payment::IntentId& id) override;
  Result<> mark_cancelled(const payment::IntentId& id) override;
  Result<> mark_voucher(const payment::IntentId& id, std::optional<Timestamp> day,
                        Timestamp expires_at, Timestamp monitor_until) override;
  Result<> move_intent(const payment::IntentId& id, std::int64_t from_version,
                       payment::PaymentStatus to, payment::PaymentException exception) override;

  // sql_payments.cpp
  Result<std::vector<payment::Payment>> payments_of(const sales::OrderId& id) const override;
  Result<std::optional<payment::Payment>> find_payment(const payment::PaymentId& id) const override;
  Result<std::optional<payment::Payment>> find_payment_by_ref(
      std::string_view provider, std::string_view network_ref) const override;
  Result<bool> add_event(const ports::StoredPaymentEvent& event) override;
  Result<> put_payment(const payment::Payment& payment) override;

  // sql_refunds.cpp
  Result<std::vector<payment::Refund>> refunds_of(const sales::OrderId& id) const override;
  Result<std::optional<payment::Refund>> find_refund(const payment::RefundId& id) const override;
  Result<std::optional<payment::Refund>> find_refund_by_ref(
      std::string_view provider, std::string_view network_ref) const override;
  Result<> put_refund(const payment::Refund& refund) override;

  // sql_disputes.cpp
  Result<std::vector<payment::Fee>> fees_of(const sales::OrderId& id) const override;
  Result<bool> put_fee(const payment::Fee& fee) override;
  Result<std::vector<payment::Dispute>> disputes_of(const sales::OrderId& id) const override;
  Result<ports::DisputePage> list_disputes(const ports::DisputeQuery& query) const override;
  Result<std::optional<payment::Dispute>> find_dispute_by_ref(
      std::string_view provider, std::string_view network_ref) const override;
  Result<> put_dispute(const payment::Dispute& dispute) override;

  // sql_bank_matters.cpp
  Result<std::vector<payment::BankMatter>> bank_matters_of(const sales::OrderId& id) const override;
  Result<std::vector<payment::BankMatter>> bank_matters_open(std::int64_t limit) const override;
  Result<std::vector<payment::BankMatter>> bank_matters_waiting(const ports::TestWays& ways,
                                                                std::int64_t limit) const override;
  Result<> put_bank_matter(const payment::BankMatter& matter) override;
  Result<> set_bank_answer(const payment::BankMatter& matter) override;
  Result<bool> close_bank_matter(std::string_view provider, std::string_view network_ref,
                                 payment::MatterKind kind, Timestamp now) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
