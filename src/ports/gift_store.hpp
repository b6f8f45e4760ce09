#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/gift.hpp"

namespace aan::ports {

/// Orders that are for somebody else. Errors: unavailable, corrupt, internal, and those named.
class GiftStore {
 public:
  virtual ~GiftStore() = default;

  virtual Result<std::optional<sales::Gift>> find_gift(const sales::GiftId& id) const = 0;
  virtual Result<std::optional<sales::Gift>> gift_of(const sales::OrderId& order) const = 0;
  /// By the digest of either link's token: `own_digest` says whether it is the second one.
  virtual Result<std::optional<sales::Gift>> find_gift_by_token(
      std::string_view token_digest) const = 0;
  /// Gifts for whoever has the address of this keyed digest, those that were paid first, each
  /// part newest first, at most `limit`.
  virtual Result<std::vector<sales::Gift>> gifts_for(std::string_view address_index,
                                                     std::int64_t limit) const = 0;

  /// Of an order that is stored already. Errors: conflict when the order has one.
  virtual Result<> add_gift(const sales::Gift& gift) = 0;
  /// The link of whoever claims it, once; says whether nobody had.
  virtual Result<bool> claim_gift(const sales::GiftId& id, std::string_view own_key_id,
                                  std::string_view own_digest, Timestamp now) = 0;
  /// Another own link: the next generation; the one before opens nothing any more. Errors: conflict
  /// when the generation is not there any more.
  virtual Result<> renew_gift_link(const sales::GiftId& id, std::int64_t from_generation,
                                   std::string_view own_key_id, std::string_view own_digest) = 0;
  /// Another first link, while nobody has claimed it: the next generation; the one before opens
  /// nothing any more. Errors: conflict when it was claimed, or the generation is not there any
  /// more.
  virtual Result<> renew_claim_link(const sales::GiftId& id, std::int64_t from_generation,
                                    std::string_view claim_key_id,
                                    std::string_view claim_digest) = 0;
  /// Forgets name, words and address, and the key of all three.
  virtual Result<> forget_gift(const sales::GiftId& id) = 0;
  /// Forgets name and words; the address of whoever gets it stays until its own end, and the key
  /// with it.
  virtual Result<> forget_gift_words(const sales::GiftId& id) = 0;
  /// Forgets addresses of gifts that were claimed, or whose day was before `opened_before`, at most
  /// `limit`; returns how many.
  virtual Result<std::int64_t> forget_gift_addresses(Timestamp opened_before,
                                                     std::int64_t limit) = 0;
};

}  // namespace aan::ports
