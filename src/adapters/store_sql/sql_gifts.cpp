#include "adapters/store_sql/sql_gifts.hpp"

#include <algorithm>

#include "adapters/store_sql/bought_first.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_GIFT_COLUMNS                                                               \
  "SELECT id, order_id, opens_at, claim_key_id, claim_digest, own_generation, "        \
  "own_key_id, own_digest, key_wrapped, words_sealed, address_sealed, address_index, " \
  "created_at, claimed_at, claim_generation FROM gift "

namespace aan::store_sql {
namespace {

using MaybeGift = std::optional<sales::Gift>;

constexpr std::int64_t kGiftsMax = 500;

sales::Gift gift_of_row(Rows& rows) {
  sales::Gift gift;
  gift.id = rows.id<sales::GiftId>();
  gift.order_id = rows.id<sales::OrderId>();
  gift.opens_at = rows.time();
  gift.claim_key_id = rows.text();
  gift.claim_digest = rows.digest();
  gift.own_generation = rows.number();
  gift.own_key_id = rows.text();
  gift.own_digest = parse_hex(rows.maybe_text().value_or("")).value_or("");
  gift.key_wrapped = rows.sealed();
  gift.words_sealed = rows.sealed();
  gift.address_sealed = rows.sealed();
  gift.address_index = rows.text();
  gift.created_at = rows.time();
  gift.claimed_at = rows.maybe_time();
  gift.claim_generation = rows.number();
  return gift;
}

MaybeGift read_one(Connection& db, Sql sql, Values of) {
  Rows rows(db, sql, of);
  return rows.next() ? MaybeGift(gift_of_row(rows)) : std::nullopt;
}

}  // namespace

Result<MaybeGift> SqlGifts::find_gift(const sales::GiftId& id) const {
  return db_.attempt("store.find_gift", [&]() -> Result<MaybeGift> {
    return read_one(db_, AAN_GIFT_COLUMNS "WHERE id = :id LIMIT 1", {id});
  });
}

Result<MaybeGift> SqlGifts::gift_of(const sales::OrderId& order) const {
  return db_.attempt("store.gift_of", [&]() -> Result<MaybeGift> {
    return read_one(db_, AAN_GIFT_COLUMNS "WHERE order_id = :order_id LIMIT 1", {order});
  });
}

Result<MaybeGift> SqlGifts::find_gift_by_token(std::string_view token_digest) const {
  return db_.attempt("store.find_gift_by_token", [&]() -> Result<MaybeGift> {
    const std::string digest = hex(token_digest);
    if (auto own = read_one(db_, AAN_GIFT_COLUMNS "WHERE own_digest = :digest LIMIT 1", {digest}))
      return own;
    return read_one(db_, AAN_GIFT_COLUMNS "WHERE claim_digest = :digest LIMIT 1", {digest});
  });
}

Result<std::vector<sales::Gift>> SqlGifts::gifts_for(std::string_view address_index,
                                                     std::int64_t limit) const {
  using Gifts = std::vector<sales::Gift>;
  return db_.attempt("store.gifts_for", [&]() -> Result<Gifts> {
    Gifts gifts;
    if (address_index.empty()) return gifts;
    Rows rows(db_,
              AAN_GIFT_COLUMNS
              "WHERE address_index = :address_index ORDER BY (SELECT CASE WHEN o.paid_at IS NULL "
              "THEN 1 ELSE 0 END FROM orders o WHERE o.id = gift.order_id), created_at DESC, "
              "id DESC LIMIT :limit",
              {address_index, std::clamp<std::int64_t>(limit, 1, kOrdersMax)});
    while (rows.next()) gifts.push_back(gift_of_row(rows));
    return gifts;
  });
}

Result<> SqlGifts::add_gift(const sales::Gift& g) {
  return db_.attempt("store.add_gift", [&]() -> Result<> {
    const std::string claim = hex(g.claim_digest);
    const std::string key = base64url(g.key_wrapped);
    const std::string words = base64url(g.words_sealed);
    const std::string address = base64url(g.address_sealed);
    const std::int64_t added = db_.run(
        "INSERT INTO gift (id, order_id, opens_at, claim_key_id, claim_digest, own_generation, "
        "own_key_id, key_wrapped, words_sealed, address_sealed, address_index, created_at) "
        "VALUES (:id, :order_id, :opens_at, :claim_key_id, :claim_digest, 0, '', :key_wrapped, "
        ":words_sealed, :address_sealed, :address_index, :created_at) ON CONFLICT DO NOTHING",
        {g.id, g.order_id, g.opens_at, g.claim_key_id, claim, key, words, address, g.address_index,
         g.created_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_gift", "the order is a gift already");
  });
}

Result<bool> SqlGifts::claim_gift(const sales::GiftId& id, std::string_view own_key_id,
                                  std::string_view own_digest, Timestamp now) {
  return db_.attempt("store.claim_gift", [&]() -> Result<bool> {
    const std::string digest = hex(own_digest);
    return db_.run(
               "UPDATE gift SET claimed_at = :claimed_at, own_generation = 1, "
               "own_key_id = :own_key_id, own_digest = :own_digest "
               "WHERE id = :id AND claimed_at IS NULL",
               {now, own_key_id, digest, id}) == 1;
  });
}

Result<> SqlGifts::renew_gift_link(const sales::GiftId& id, std::int64_t from_generation,
                                   std::string_view own_key_id, std::string_view own_digest) {
  return db_.attempt("store.renew_gift_link", [&]() -> Result<> {
    const std::string digest = hex(own_digest);
    const std::int64_t renewed = db_.run(
        "UPDATE gift SET own_generation = own_generation + 1, own_key_id = :own_key_id, "
        "own_digest = :own_digest WHERE id = :id AND own_generation = :from_generation "
        "AND claimed_at IS NOT NULL",
        {own_key_id, digest, id, from_generation});
    if (renewed == 1) return {};
    return fail(Errc::conflict, "store.renew_gift_link", "the gift has another link by now");
  });
}

Result<> SqlGifts::renew_claim_link(const sales::GiftId& id, std::int64_t from_generation,
                                    std::string_view claim_key_id, std::string_view claim_digest) {
  return db_.attempt("store.renew_claim_link", [&]() -> Result<> {
    const std::string digest = hex(claim_digest);
    const std::int64_t renewed = db_.run(
        "UPDATE gift SET claim_generation = claim_generation + 1, claim_key_id = :claim_key_id, "
        "claim_digest = :claim_digest WHERE id = :id AND claim_generation = :from_generation "
        "AND claimed_at IS NULL",
        {claim_key_id, digest, id, from_generation});
    if (renewed == 1) return {};
    return fail(Errc::conflict, "store.renew_claim_link", "the gift has another link by now");
  });
}

Result<> SqlGifts::forget_gift(const sales::GiftId& id) {
  return db_.attempt("store.forget_gift", [&]() -> Result<> {
    db_.run(
        "UPDATE gift SET key_wrapped = '', words_sealed = '', address_sealed = '', "
        "address_index = '' WHERE id = :id",
        {id});
    return {};
  });
}

Result<> SqlGifts::forget_gift_words(const sales::GiftId& id) {
  return db_.attempt("store.forget_gift_words", [&]() -> Result<> {
    db_.run(
        "UPDATE gift SET words_sealed = '', "
        "key_wrapped = CASE WHEN address_sealed = '' THEN '' ELSE key_wrapped END WHERE id = :id",
        {id});
    return {};
  });
}

Result<std::int64_t> SqlGifts::forget_gift_addresses(Timestamp opened_before, std::int64_t limit) {
  return db_.attempt("store.forget_gift_addresses", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE gift SET address_sealed = '', address_index = '', "
        "key_wrapped = CASE WHEN words_sealed = '' THEN '' ELSE key_wrapped END WHERE id IN "
        "(SELECT id FROM gift WHERE address_index <> '' AND "
        "(claimed_at IS NOT NULL OR opens_at < :opened_before) ORDER BY id LIMIT :limit)",
        {opened_before, std::clamp<std::int64_t>(limit, 1, kGiftsMax)});
  });
}

}  // namespace aan::store_sql
