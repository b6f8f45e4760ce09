#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/attention_store.hpp"

namespace aan::store_sql {

/// What a person has to look at, in SQL: the items here, the questions in `sql_troubles`.
class SqlAttention final : public ports::AttentionStore {
 public:
  explicit SqlAttention(Connection& connection) : db_(connection) {}

  Result<std::vector<attention::Item>> standing() const override;
  Result<std::optional<attention::Item>> find_item(const attention::ItemId& id) const override;
  Result<std::int64_t> round() const override;
  Result<ports::OrdersInTrouble> refunds_failed(std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> refunds_stuck(const ports::RefundPatience& patience,
                                               std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> owed_in_vain(std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> disputes_open(std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> disputes_lost(Timestamp since, std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> payments_lost(std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> paid_late(Timestamp since, std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> tax_doubted(Timestamp since, std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> underpaid(std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> beyond_limit(Timestamp since, std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> fraud_warned(Timestamp since, std::int64_t limit) const override;
  Result<ports::OrdersInTrouble> payments_unusable(Timestamp since,
                                                   std::int64_t limit) const override;
  Result<std::vector<ports::QueuedJob>> jobs_in_vain(ports::Queue queue, std::int64_t attempts_min,
                                                     std::int64_t limit) const override;
  Result<std::vector<ports::FileInTrouble>> files_damaged(std::int64_t limit) const override;

  Result<> add_item(const attention::Item& item) override;
  Result<> change_item(const attention::Item& item) override;
  Result<> clear_item(const attention::ItemId& id, Timestamp now) override;
  Result<> next_round(std::int64_t from) override;
  Result<std::int64_t> purge_cleared(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
