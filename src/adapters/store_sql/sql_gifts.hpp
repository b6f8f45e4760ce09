#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/gift_store.hpp"

namespace aan::store_sql {

/// Gifts in SQL.
class SqlGifts final : public ports::GiftStore {
 public:
  explicit SqlGifts(Connection& connection) : db_(connection) {}

  Result<std::optional<sales::Gift>> find_gift(const sales::GiftId& id) const override;
  Result<std::optional<sales::Gift>> gift_of(const sales::OrderId& order) const override;
  Result<std::optional<sales::Gift>> find_gift_by_token(
      std::string_view token_digest) const override;
  Result<std::vector<sales::Gift>> gifts_for(std::string_view address_index,
                                             std::int64_t limit) const override;
  Result<> add_gift(const sales::Gift& gift) override;
  Result<bool> claim_gift(const sales::GiftId& id, std::string_view own_key_id,
                          std::string_view own_digest, Timestamp now) override;
  Result<> renew_gift_link(const sales::GiftId& id, std::int64_t from_generation,
                           std::string_view own_key_id, std::string_view own_digest) override;
  Result<> renew_claim_link(const sales::GiftId& id, std::int64_t from_generation,
                            std::string_view claim_key_id, std::string_view claim_digest) override;
  Result<> forget_gift(const sales::GiftId& id) override;
  Result<> forget_gift_words(const sales::GiftId& id) override;
  Result<std::int64_t> forget_gift_addresses(Timestamp opened_before, std::int64_t limit) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
