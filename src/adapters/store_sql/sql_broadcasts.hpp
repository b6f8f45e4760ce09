#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/broadcast_store.hpp"

namespace aan::store_sql {

/// Letters to those who have an earlier version of a file, in SQL.
class SqlBroadcasts final : public ports::BroadcastStore {
 public:
  explicit SqlBroadcasts(Connection& connection) : db_(connection) {}
  Result<std::optional<customer::Broadcast>> find_broadcast(
      const customer::BroadcastId& id) const override;
  Result<std::optional<customer::Broadcast>> find_broadcast_of(
      const catalog::FileId& file) const override;
  Result<std::vector<customer::Broadcast>> broadcasts(std::int64_t limit) const override;
  Result<std::optional<customer::Broadcast>> next_broadcast() const override;
  Result<std::vector<customer::CustomerId>> buyers_after(const catalog::FileId& version,
                                                         const customer::CustomerId& after,
                                                         std::int64_t limit) const override;
  Result<std::int64_t> count_buyers(const catalog::FileId& version) const override;
  Result<std::optional<sales::OrderId>> order_with(const customer::CustomerId& customer,
                                                   const catalog::FileId& version) const override;
  Result<std::optional<customer::LetterLink>> letter_link(
      const customer::CustomerId& id) const override;
  Result<std::optional<customer::LetterLink>> find_letter_link(
      std::string_view token_digest) const override;
  Result<> add_broadcast(const customer::Broadcast& broadcast) override;
  Result<> move_broadcast(const customer::Broadcast& to, const customer::CustomerId& from) override;
  Result<> put_letter_link(const customer::LetterLink& link) override;
  Result<bool> set_opted_out(std::string_view token_digest,
                             const std::optional<Timestamp>& at) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
