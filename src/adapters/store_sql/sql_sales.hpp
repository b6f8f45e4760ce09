#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/sale_store.hpp"

namespace aan::store_sql {

/// Orders, rights and downloads in SQL.
class SqlSales final : public ports::SaleStore {
 public:
  explicit SqlSales(Connection& connection) : db_(connection) {}

  // sql_orders_read.cpp
  Result<std::optional<sales::Order>> find_order(const sales::OrderId& id) const override;
  Result<std::optional<sales::Order>> find_order_by_token(
      std::string_view token_digest) const override;
  Result<std::optional<sales::Order>> find_order_by_reference(
      std::string_view reference) const override;
  Result<ports::OrderPage> list_orders(const ports::OrderQuery& query) const override;
  Result<std::vector<std::string>> references(std::int64_t limit) const override;
  Result<std::set<std::string>> keys_in_use() const override;
  Result<std::vector<sales::OrderEvent>> order_events(const sales::OrderId& id) const override;
  Result<std::vector<sales::OrderId>> expired_orders(Timestamp now,
                                                     std::int64_t limit) const override;
  Result<bool> is_cancel_requested(const sales::OrderId& id) const override;

  // sql_orders_search.cpp
  Result<std::vector<sales::OrderId>> search_orders(const ports::OrderSearch& search,
                                                    std::int64_t limit) const override;

  // sql_orders_write.cpp
  Result<> add_order(const sales::Order& order) override;
  Result<> move_order(const sales::OrderId& id, sales::OrderState from, std::int64_t from_version,
                      sales::OrderState to, Timestamp now) override;
  Result<> keep_open(const sales::OrderId& id, Timestamp until) override;
  Result<> renew_link(const sales::OrderId& id, std::int64_t from_generation,
                      std::string_view link_key_id, std::string_view token_digest) override;
  Result<> add_order_event(const sales::OrderId& id, const sales::OrderEvent& event) override;
  Result<std::vector<sales::OrderId>> named_orders(Timestamp before,
                                                   std::int64_t limit) const override;
  Result<> forget_name(const sales::OrderId& id) override;
  Result<> request_cancel(const sales::OrderId& id) override;

  // sql_tax.cpp
  Result<bool> add_tax_evidence(const sales::OrderId& id,
                                const ports::SealedEvidence& evidence) override;
  Result<> add_tax_number(const sales::OrderId& id, const ports::SealedTaxNumber& number) override;
  Result<std::optional<ports::SealedTaxNumber>> tax_number(const sales::OrderId& id) const override;
  Result<> set_tax_proof(const sales::OrderId& id, tax::Proof proof) override;
  Result<std::vector<ports::SealedEvidence>> tax_evidence(const sales::OrderId& id) const override;
  Result<std::vector<sales::OrderId>> orders_of_tax_proof(tax::Proof proof,
                                                          std::int64_t limit) const override;

  // sql_orders_purge.cpp
  Result<ports::PurgedOrders> purge_unpaid(Timestamp created_before, Timestamp monitored_before,
                                           std::int64_t limit) override;

  // sql_entitlements.cpp
  Result<std::vector<sales::Entitlement>> entitlements(const sales::OrderId& id) const override;
  Result<bool> add_entitlement(const sales::Entitlement& entitlement) override;
  Result<std::vector<sales::Preorder>> preorders(const sales::OrderId& id) const override;
  Result<std::vector<sales::Preorder>> due_preorders(Timestamp now,
                                                     std::int64_t limit) const override;
  Result<bool> add_preorder(const sales::OrderLine& line, const sales::OrderId& order,
                            Timestamp now) override;
  Result<bool> release_preorder(const sales::OrderLineId& line, Timestamp now) override;
  Result<std::vector<sales::DownloadGrant>> grants(const sales::OrderId& id) const override;
  Result<std::optional<sales::DownloadGrant>> find_grant(const sales::GrantId& id) const override;
  Result<> add_grant(const sales::DownloadGrant& grant) override;
  Result<bool> take_use(const sales::GrantId& id, Timestamp now) override;
  Result<bool> renew_grant(const sales::GrantId& id, std::int64_t uses, Timestamp expires_at,
                           Timestamp now) override;
  Result<bool> reopen_grant(const sales::GrantId& id, Timestamp expires_at, Timestamp now) override;

  // sql_downloads.cpp
  Result<std::optional<sales::DownloadToken>> find_download(
      std::string_view token_digest) const override;
  Result<> add_download(const sales::DownloadToken& token) override;
  Result<bool> take_bytes(std::string_view token_digest, std::uint64_t bytes) override;
  Result<bool> give_back_use(std::string_view token_digest, std::uint64_t bytes_spare) override;
  Result<std::optional<ports::IdempotencyRecord>> find_idempotency(
      std::string_view scope, std::string_view key) const override;
  Result<> add_idempotency(const ports::IdempotencyRecord& record) override;
  Result<std::int64_t> purge(Timestamp idempotency_before, Timestamp downloads_before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
