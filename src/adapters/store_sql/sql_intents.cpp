#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_payments.hpp"
#include "adapters/store_sql/test_ways.hpp"

#define AAN_INTENT_COLUMNS                                                               \
  "SELECT id, order_id, provider, method, due_amount, due_asset, status, exception, "    \
  "version, provider_ref, prompt_url, is_failed, is_cancelled, created_at, expires_at, " \
  "monitor_until, is_voucher, voucher_until FROM payment_intent "

namespace aan::store_sql {

using payment::PaymentIntent;
using MaybeIntent = std::optional<PaymentIntent>;
using Intents = std::vector<PaymentIntent>;

namespace {

constexpr std::int64_t kPollMax = 1000;

PaymentIntent intent_of(Rows& rows) {
  PaymentIntent intent;
  intent.id = rows.id<payment::IntentId>();
  intent.order_id = rows.id<sales::OrderId>();
  intent.provider = rows.text();
  intent.method = rows.text();
  intent.due = rows.money();
  intent.status = rows.named(payment::parse_payment_status);
  intent.exception = rows.named(payment::parse_payment_exception);
  intent.version = rows.number();
  intent.provider_ref = rows.text();
  intent.prompt_url = rows.text();
  intent.is_failed = rows.flag();
  intent.is_cancelled = rows.flag();
  intent.created_at = rows.time();
  intent.expires_at = rows.time();
  intent.monitor_until = rows.time();
  intent.is_voucher = rows.flag();
  intent.voucher_until = rows.maybe_time();
  return intent;
}

MaybeIntent first(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return intent_of(rows);
}

Intents all(Rows& rows) {
  Intents intents;
  while (rows.next()) intents.push_back(intent_of(rows));
  return intents;
}

Result<> require_one(std::int64_t changed, std::string_view step) {
  if (changed == 1) return {};
  return fail(Errc::not_found, step, "there is no such attempt");
}

}  // namespace

Result<MaybeIntent> SqlPayments::find_intent(const payment::IntentId& id) const {
  return db_.attempt("store.find_intent", [&]() -> Result<MaybeIntent> {
    Rows rows(db_, AAN_INTENT_COLUMNS "WHERE id = :id LIMIT 1", {id});
    return first(rows);
  });
}

Result<MaybeIntent> SqlPayments::find_intent_by_provider_ref(std::string_view provider,
                                                             std::string_view provider_ref) const {
  return db_.attempt("store.find_intent_by_provider_ref", [&]() -> Result<MaybeIntent> {
    if (provider_ref.empty()) return MaybeIntent{};
    Rows rows(db_,
              AAN_INTENT_COLUMNS
              "WHERE provider = :provider AND provider_ref = :provider_ref "
              "AND provider_ref <> '' LIMIT 1",
              {provider, provider_ref});
    return first(rows);
  });
}

Result<Intents> SqlPayments::intents_of(const sales::OrderId& id) const {
  return db_.attempt("store.intents_of", [&]() -> Result<Intents> {
    Rows rows(db_,
              AAN_INTENT_COLUMNS "WHERE order_id = :order_id ORDER BY created_at, id LIMIT 1000",
              {id});
    return all(rows);
  });
}

Result<Intents> SqlPayments::intents_to_poll(Timestamp now, std::int64_t limit) const {
  return db_.attempt("store.intents_to_poll", [&]() -> Result<Intents> {
    const std::int64_t rows_max = std::clamp<std::int64_t>(limit, 1, kPollMax);
    Rows young(db_,
               AAN_INTENT_COLUMNS
               "WHERE next_poll_at <= :now AND next_poll_at < monitor_until AND provider_ref <> '' "
               "ORDER BY created_at DESC, id LIMIT :limit",
               {now, (rows_max + 1) / 2});
    Intents found = all(young);
    Rows rows(db_,
              AAN_INTENT_COLUMNS
              "WHERE next_poll_at <= :now AND next_poll_at < monitor_until AND provider_ref <> '' "
              "ORDER BY next_poll_at, id LIMIT :limit",
              {now, rows_max});
    for (PaymentIntent& one : all(rows)) {
      if (static_cast<std::int64_t>(found.size()) >= rows_max) break;
      if (std::ranges::find(found, one.id, &PaymentIntent::id) == found.end())
        found.push_back(std::move(one));
    }
    return found;
  });
}

Result<Intents> SqlPayments::intents_under_way(Timestamp since, Timestamp now,
                                               std::int64_t limit) const {
  return db_.attempt("store.intents_under_way", [&]() -> Result<Intents> {
    Rows rows(db_,
              AAN_INTENT_COLUMNS
              "WHERE status = 'processing' AND created_at >= :since AND monitor_until <= :now "
              "ORDER BY created_at, id LIMIT :limit",
              {since, now, std::clamp<std::int64_t>(limit, 1, kPollMax)});
    return all(rows);
  });
}

Result<Intents> SqlPayments::intents_stuck(Timestamp before, const ports::TestWays& ways,
                                           std::int64_t limit) const {
  return db_.attempt("store.intents_stuck", [&]() -> Result<Intents> {
    Rows rows(db_,
              AAN_INTENT_COLUMNS
              "WHERE status = 'processing' AND created_at < :before " AAN_NO_TEST(
                  "payment_intent") "ORDER BY created_at, id LIMIT :limit",
              {before, ways_in_words(ways), std::clamp<std::int64_t>(limit, 1, kPollMax)});
    return all(rows);
  });
}

Result<> SqlPayments::add_intent(const PaymentIntent& i) {
  return db_.attempt("store.add_intent", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO payment_intent (id, order_id, provider, method, due_amount, due_asset, "
        "status, exception, version, provider_ref, prompt_url, is_failed, is_cancelled, "
        "created_at, expires_at, monitor_until, next_poll_at) VALUES (:id, :order_id, :provider, "
        ":method, :due_amount, :due_asset, :status, :exception, :version, :provider_ref, "
        ":prompt_url, :is_failed, :is_cancelled, :created_at, :expires_at, :monitor_until, 0) "
        "ON CONFLICT DO NOTHING",
        {i.id, i.order_id, i.provider, i.method, i.due.amount, i.due.asset.code(),
         payment::name_of(i.status), payment::name_of(i.exception), i.version, i.provider_ref,
         i.prompt_url, i.is_failed, i.is_cancelled, i.created_at, i.expires_at, i.monitor_until});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_intent", "this attempt is there already");
  });
}

Result<> SqlPayments::set_prompt(const payment::IntentId& id, std::string_view provider_ref,
                                 std::string_view prompt_url) {
  return db_.attempt("store.set_prompt", [&]() -> Result<> {
    const std::int64_t changed = db_.run(
        "UPDATE payment_intent SET "
        "provider_ref = CASE WHEN provider_ref = '' THEN :provider_ref ELSE provider_ref END, "
        "prompt_url = CASE WHEN provider_ref = '' THEN :prompt_url ELSE prompt_url END "
        "WHERE id = :id",
        {provider_ref, prompt_url, id});
    return require_one(changed, "store.set_prompt");
  });
}

Result<> SqlPayments::set_next_poll(const payment::IntentId& id, Timestamp at) {
  return db_.attempt("store.set_next_poll", [&]() -> Result<> {
    return require_one(
        db_.run("UPDATE payment_intent SET next_poll_at = :at WHERE id = :id", {at, id}),
        "store.set_next_poll");
  });
}

Result<> SqlPayments::mark_failed(const payment::IntentId& id) {
  return db_.attempt("store.mark_failed", [&]() -> Result<> {
    return require_one(db_.run("UPDATE payment_intent SET is_failed = 1 WHERE id = :id", {id}),
                       "store.mark_failed");
  });
}

Result<> SqlPayments::mark_cancelled(const payment::IntentId& id) {
  return db_.attempt("store.mark_cancelled", [&]() -> Result<> {
    return require_one(db_.run("UPDATE payment_intent SET is_cancelled = 1 WHERE id = :id", {id}),
                       "store.mark_cancelled");
  });
}

Result<> SqlPayments::mark_voucher(const payment::IntentId& id, std::optional<Timestamp> day,
                                   Timestamp expires_at, Timestamp monitor_until) {
  return db_.attempt("store.mark_voucher", [&]() -> Result<> {
    return require_one(
        db_.run("UPDATE payment_intent SET is_voucher = 1, voucher_until = :day, "
                "expires_at = :expires_at, monitor_until = :monitor_until WHERE id = :id",
                {day, expires_at, monitor_until, id}),
        "store.mark_voucher");
  });
}

Result<> SqlPayments::move_intent(const payment::IntentId& id, std::int64_t from_version,
                                  payment::PaymentStatus to, payment::PaymentException exception) {
  return db_.attempt("store.move_intent", [&]() -> Result<> {
    const std::int64_t moved = db_.run(
        "UPDATE payment_intent SET status = :status, exception = :exception, "
        "version = version + 1 WHERE id = :id AND version = :version",
        {payment::name_of(to), payment::name_of(exception), id, from_version});
    if (moved == 1) return {};
    return fail(Errc::conflict, "store.move_intent", "the attempt is elsewhere by now");
  });
}

}  // namespace aan::store_sql
