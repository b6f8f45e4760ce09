#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_payments.hpp"
#include "adapters/store_sql/test_ways.hpp"

#define AAN_MATTER_COLUMNS                                                    \
  "SELECT provider, network_ref, kind, payment_id, order_id, matter_amount, " \
  "matter_asset, reason, due_at, opened_at, answered_at, closed_at FROM bank_matter "

namespace aan::store_sql {

using payment::BankMatter;

namespace {

using Matters = std::vector<BankMatter>;
constexpr std::int64_t kMattersMax = 1'000;

Matters matters_in(Rows& rows) {
  Matters matters;
  while (rows.next()) {
    BankMatter it;
    it.provider = rows.text();
    it.network_ref = rows.text();
    it.kind = rows.named(payment::parse_matter_kind);
    it.payment_id = rows.id<payment::PaymentId>();
    it.order_id = rows.id<sales::OrderId>();
    it.amount = rows.money();
    it.reason = rows.text();
    it.due_at = rows.maybe_time();
    it.opened_at = rows.time();
    it.answered_at = rows.maybe_time();
    it.closed_at = rows.maybe_time();
    matters.push_back(std::move(it));
  }
  return matters;
}

}  // namespace

Result<Matters> SqlPayments::bank_matters_of(const sales::OrderId& id) const {
  return db_.attempt("store.bank_matters_of", [&]() -> Result<Matters> {
    Rows rows(db_,
              AAN_MATTER_COLUMNS
              "WHERE order_id = :order_id ORDER BY opened_at, network_ref, kind LIMIT 1000",
              {id});
    return matters_in(rows);
  });
}

Result<Matters> SqlPayments::bank_matters_open(std::int64_t limit) const {
  return db_.attempt("store.bank_matters_open", [&]() -> Result<Matters> {
    Rows rows(db_,
              AAN_MATTER_COLUMNS
              "WHERE closed_at IS NULL ORDER BY COALESCE(due_at, 9000000000000000000), "
              "opened_at, network_ref, kind LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kMattersMax)});
    return matters_in(rows);
  });
}

Result<Matters> SqlPayments::bank_matters_waiting(const ports::TestWays& ways,
                                                  std::int64_t limit) const {
  return db_.attempt("store.bank_matters_waiting", [&]() -> Result<Matters> {
    Rows rows(db_,
              AAN_MATTER_COLUMNS
              "WHERE closed_at IS NULL AND answered_at IS NULL " AAN_NO_TEST(
                  "bank_matter") "ORDER BY COALESCE(due_at, 9000000000000000000), opened_at, "
                                 "network_ref, kind LIMIT :limit",
              {ways_in_words(ways), std::clamp<std::int64_t>(limit, 1, kMattersMax)});
    return matters_in(rows);
  });
}

Result<> SqlPayments::put_bank_matter(const BankMatter& it) {
  return db_.attempt("store.put_bank_matter", [&]() -> Result<> {
    db_.run(
        "INSERT INTO bank_matter (provider, network_ref, kind, payment_id, order_id, "
        "matter_amount, matter_asset, reason, due_at, opened_at, answered_at, closed_at) VALUES "
        "(:provider, :network_ref, :kind, :payment_id, :order_id, :matter_amount, :matter_asset, "
        ":reason, :due_at, :opened_at, :answered_at, :closed_at) ON CONFLICT (provider, "
        "network_ref, kind) DO NOTHING",
        {it.provider, it.network_ref, payment::name_of(it.kind), it.payment_id, it.order_id,
         it.amount.amount, it.amount.asset.code(), it.reason, it.due_at, it.opened_at,
         it.answered_at, it.closed_at});
    return {};
  });
}

Result<> SqlPayments::set_bank_answer(const BankMatter& it) {
  return db_.attempt("store.set_bank_answer", [&]() -> Result<> {
    db_.run(
        "UPDATE bank_matter SET answered_at = :answered_at, due_at = :due_at WHERE provider = "
        ":provider AND network_ref = :network_ref AND kind = :kind",
        {it.answered_at, it.due_at, it.provider, it.network_ref, payment::name_of(it.kind)});
    return {};
  });
}

Result<bool> SqlPayments::close_bank_matter(std::string_view provider, std::string_view network_ref,
                                            payment::MatterKind kind, Timestamp now) {
  return db_.attempt("store.close_bank_matter", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE bank_matter SET closed_at = :closed_at WHERE provider = :provider AND "
               "network_ref = :network_ref AND kind = :kind AND closed_at IS NULL",
               {now, provider, network_ref, payment::name_of(kind)}) == 1;
  });
}

}  // namespace aan::store_sql
