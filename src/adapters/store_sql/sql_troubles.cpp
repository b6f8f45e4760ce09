// The questions by which faults are found. The conditions on states are said twice where an index
// of the few is to be used: SQLite compares them word by word.
#include <algorithm>
#include <map>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_attention.hpp"

namespace aan::store_sql {

using ports::OrderInTrouble;
using ports::OrdersInTrouble;

namespace {

constexpr std::int64_t kRowsMax = 10'000;

std::int64_t within(std::int64_t limit) { return std::clamp<std::int64_t>(limit, 1, kRowsMax); }

// Rows come by time: what is newest of an order counts, with the words of all before it.
OrdersInTrouble orders_in(Rows& rows) {
  OrdersInTrouble orders;
  std::map<std::string, std::size_t> places;
  while (rows.next()) {
    OrderInTrouble one;
    one.id = rows.id<sales::OrderId>();
    one.reference = rows.text();
    one.amount = rows.money();
    one.word = rows.text();
    one.at = rows.time();
    one.due_at = rows.maybe_time();
    const auto [at, is_new] = places.emplace(one.id.value, orders.size());
    if (is_new) {
      orders.push_back(std::move(one));
      continue;
    }
    OrderInTrouble& known = orders[at->second];
    if (!known.word.contains(one.word)) one.word = known.word + ", " + one.word;
    known = std::move(one);
  }
  return orders;
}

OrdersInTrouble ask(Connection& db, Sql sql, Values values) {
  Rows rows(db, sql, values);
  return orders_in(rows);
}

}  // namespace

Result<OrdersInTrouble> SqlAttention::refunds_failed(std::int64_t limit) const {
  return db_.attempt("store.refunds_failed", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, r.refund_amount, r.refund_asset, r.reason, r.state_at, "
               "CAST(NULL AS BIGINT) FROM refund r JOIN orders o ON o.id = r.order_id "
               "WHERE r.state = 'failed' AND r.state <> 'settled' AND NOT EXISTS (SELECT 1 FROM "
               "refund later WHERE later.payment_id = r.payment_id AND later.state <> 'failed' AND "
               "later.requested_at > r.requested_at) ORDER BY r.state_at, r.id LIMIT :limit",
               {within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::refunds_stuck(const ports::RefundPatience& patience,
                                                    std::int64_t limit) const {
  return db_.attempt("store.refunds_stuck", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, r.refund_amount, r.refund_asset, r.state, "
               "r.requested_at, CAST(NULL AS BIGINT) FROM refund r JOIN orders o ON o.id = "
               "r.order_id WHERE r.state <> 'settled' AND ((r.state = 'requested' AND "
               "r.requested_at < :requested_before) OR (r.state = 'processing' AND "
               "r.requested_at < :processing_before)) ORDER BY r.requested_at, r.id LIMIT :limit",
               {patience.requested_before, patience.processing_before, within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::owed_in_vain(std::int64_t limit) const {
  return db_.attempt("store.owed_in_vain", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, CAST(-SUM(p.posted_amount) AS BIGINT), p.posted_asset, "
               "o.state, MAX(e.at), CAST(NULL AS BIGINT) FROM posting p "
               "JOIN journal_entry e ON e.id = p.entry_id JOIN orders o ON o.id = e.order_id "
               "WHERE p.account LIKE '%:refund_due' "
               "AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.state IN "
               "('requested', 'processing')) AND NOT EXISTS (SELECT 1 FROM dispute d WHERE "
               "d.order_id = o.id AND d.state = 'open') "
               "GROUP BY o.id, o.reference, p.posted_asset, o.state "
               "HAVING SUM(p.posted_amount) < 0 ORDER BY MAX(e.at), o.id LIMIT :limit",
               {within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::disputes_open(std::int64_t limit) const {
  return db_.attempt("store.disputes_open", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, d.dispute_amount, d.dispute_asset, d.reason, "
               "d.opened_at, d.evidence_due_at FROM dispute d JOIN orders o ON o.id = d.order_id "
               "WHERE d.state = 'open' AND d.state <> 'won' ORDER BY d.opened_at, d.id "
               "LIMIT :limit",
               {within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::disputes_lost(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.disputes_lost", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, d.dispute_amount, d.dispute_asset, d.reason, "
               "d.state_at, CAST(NULL AS BIGINT) FROM dispute d JOIN orders o ON o.id = d.order_id "
               "WHERE d.state = 'lost' AND d.state <> 'won' AND d.state_at >= :since "
               "ORDER BY d.state_at, d.id LIMIT :limit",
               {since, within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::payments_lost(std::int64_t limit) const {
  return db_.attempt("store.payments_lost", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT id, reference, total_amount, total_asset, state, created_at, "
               "CAST(NULL AS BIGINT) FROM orders WHERE state = 'payment_lost' "
               "ORDER BY created_at, id LIMIT :limit",
               {within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::paid_late(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.paid_late", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, o.total_amount, o.total_asset, i.exception, "
               "i.created_at, CAST(NULL AS BIGINT) FROM payment_intent i JOIN orders o ON o.id = "
               "i.order_id WHERE i.exception = 'late' AND i.exception <> 'none' AND "
               "i.created_at >= :since AND o.state IN ('paid', 'fulfilled') "
               "ORDER BY i.created_at, i.id LIMIT :limit",
               {since, within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::underpaid(std::int64_t limit) const {
  return db_.attempt("store.underpaid", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, o.total_amount, o.total_asset, i.exception, "
               "i.created_at, CAST(NULL AS BIGINT) FROM payment_intent i JOIN orders o ON o.id = "
               "i.order_id WHERE i.exception = 'underpaid' AND i.exception <> 'none' AND "
               "o.state IN ('open', 'pending') ORDER BY i.created_at, i.id LIMIT :limit",
               {within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::beyond_limit(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.beyond_limit", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, o.total_amount, o.total_asset, e.kind || ' ' || "
               "e.detail, e.at, CAST(NULL AS BIGINT) FROM order_event e JOIN orders o ON o.id = "
               "e.order_id WHERE e.kind IN ('coupon_overused', 'stock_oversold', "
               "'payment_unusable') AND e.kind <> 'payment_unusable' AND e.at >= :since AND "
               "o.state IN ('paid', 'fulfilled') ORDER BY e.at, o.id, e.position LIMIT :limit",
               {since, within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::payments_unusable(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.payments_unusable", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, o.total_amount, o.total_asset, e.detail, e.at, "
               "CAST(NULL AS BIGINT) FROM order_event e JOIN orders o ON o.id = e.order_id "
               "WHERE e.kind IN ('coupon_overused', 'stock_oversold', 'payment_unusable') AND "
               "e.kind = 'payment_unusable' AND e.at >= :since "
               "ORDER BY e.at, o.id, e.position LIMIT :limit",
               {since, within(limit)});
  });
}

Result<OrdersInTrouble> SqlAttention::fraud_warned(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.fraud_warned", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT o.id, o.reference, o.total_amount, o.total_asset, e.detail, e.at, "
               "CAST(NULL AS BIGINT) FROM order_event e JOIN orders o ON o.id = e.order_id "
               "WHERE e.kind = 'fraud_warned' AND e.at >= :since AND o.state IN ('paid', "
               "'fulfilled') ORDER BY e.at, o.id, e.position LIMIT :limit",
               {since, within(limit)});
  });
}

// The words of the index `orders_tax_proof`. A company that owes the tax itself proves its place by
// its number, not by its card. The newest first: the old ones that a person settled stay among the
// rows.
Result<OrdersInTrouble> SqlAttention::tax_doubted(Timestamp since, std::int64_t limit) const {
  return db_.attempt("store.tax_doubted", [&]() -> Result<OrdersInTrouble> {
    return ask(db_,
               "SELECT id, reference, total_amount, total_asset, tax_country, created_at, "
               "CAST(NULL AS BIGINT) FROM orders WHERE tax_proof = 'contradicted' AND "
               "tax_treatment <> 'none' AND tax_treatment <> 'reverse_charge' AND created_at >= "
               ":since AND state IN ('paid', 'fulfilled') ORDER BY created_at DESC, id DESC LIMIT "
               ":limit",
               {since, within(limit)});
  });
}

Result<std::vector<ports::QueuedJob>> SqlAttention::jobs_in_vain(ports::Queue queue,
                                                                 std::int64_t attempts_min,
                                                                 std::int64_t limit) const {
  using Jobs = std::vector<ports::QueuedJob>;
  return db_.attempt("store.jobs_in_vain", [&]() -> Result<Jobs> {
    Jobs jobs;
    Rows rows(db_,
              "SELECT id, kind, attempts, due_at, last_errc, last_error FROM queue_job WHERE queue "
              "= :queue "
              "AND state = 'waiting' AND attempts >= :attempts ORDER BY due_at, id LIMIT :limit",
              {ports::name_of(queue), attempts_min, within(limit)});
    while (rows.next()) {
      ports::QueuedJob& job = jobs.emplace_back();
      job.queue = queue;
      job.id = rows.id<ports::JobId>();
      job.kind = rows.text();
      job.attempts = rows.number();
      job.due_at = rows.time();
      job.last_errc = ports::parse_errc(rows.text());
      job.last_error = rows.text();
    }
    return jobs;
  });
}

Result<std::vector<ports::FileInTrouble>> SqlAttention::files_damaged(std::int64_t limit) const {
  using Files = std::vector<ports::FileInTrouble>;
  return db_.attempt("store.files_damaged", [&]() -> Result<Files> {
    Files files;
    Rows rows(db_,
              "SELECT f.id, f.file_name, w.slug FROM edition_file f JOIN edition e ON e.id = "
              "f.edition_id JOIN work w ON w.id = e.work_id WHERE f.is_damaged = 1 "
              "ORDER BY f.id LIMIT :limit",
              {within(limit)});
    while (rows.next()) {
      ports::FileInTrouble& file = files.emplace_back();
      file.id = rows.id<catalog::FileId>();
      file.file_name = rows.text();
      file.slug = rows.text();
    }
    return files;
  });
}

}  // namespace aan::store_sql
