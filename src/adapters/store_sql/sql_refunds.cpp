#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_payments.hpp"

#define AAN_REFUND_COLUMNS                                                                       \
  "SELECT id, payment_id, order_id, provider, network_ref, refund_amount, refund_asset, state, " \
  "reason, requested_by, requested_at, state_at FROM refund "

namespace aan::store_sql {

using payment::Refund;
using MaybeRefund = std::optional<Refund>;

namespace {

Refund refund_of(Rows& rows) {
  Refund refund;
  refund.id = rows.id<payment::RefundId>();
  refund.payment_id = rows.id<payment::PaymentId>();
  refund.order_id = rows.id<sales::OrderId>();
  refund.provider = rows.text();
  refund.network_ref = rows.text();
  refund.amount = rows.money();
  refund.state = rows.named(payment::parse_refund_state);
  refund.reason = rows.named(payment::parse_refund_reason);
  refund.requested_by = rows.text();
  refund.requested_at = rows.time();
  refund.state_at = rows.time();
  return refund;
}

MaybeRefund first(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return refund_of(rows);
}

bool insert(Connection& db, const Refund& r) {
  return db.run(
             "INSERT INTO refund (id, payment_id, order_id, provider, network_ref, refund_amount, "
             "refund_asset, state, reason, requested_by, requested_at, state_at) VALUES (:id, "
             ":payment_id, :order_id, :provider, :network_ref, :refund_amount, :refund_asset, "
             ":state, :reason, :requested_by, :requested_at, :state_at) ON CONFLICT DO NOTHING",
             {r.id, r.payment_id, r.order_id, r.provider, r.network_ref, r.amount.amount,
              r.amount.asset.code(), payment::name_of(r.state), payment::name_of(r.reason),
              r.requested_by, r.requested_at, r.state_at}) == 1;
}

// The refund that is stored under another id with the provider's name of this one.
bool is_name_taken(Connection& db, const Refund& r) {
  if (r.network_ref.empty()) return false;
  Rows rows(db,
            "SELECT COUNT(*) FROM refund WHERE provider = :provider AND network_ref = "
            ":network_ref AND network_ref <> '' AND id <> :id",
            {r.provider, r.network_ref, r.id});
  return rows.only().number() > 0;
}

std::unexpected<Error> would_change(const Refund& stored) {
  return fail(Errc::corrupt, "store.put_refund",
              "refund " + stored.id.value + " would change its payment, its amount or its name");
}

}  // namespace

Result<std::vector<Refund>> SqlPayments::refunds_of(const sales::OrderId& id) const {
  return db_.attempt("store.refunds_of", [&]() -> Result<std::vector<Refund>> {
    std::vector<Refund> refunds;
    Rows rows(db_,
              AAN_REFUND_COLUMNS "WHERE order_id = :order_id ORDER BY requested_at, id LIMIT 10000",
              {id});
    while (rows.next()) refunds.push_back(refund_of(rows));
    return refunds;
  });
}

Result<MaybeRefund> SqlPayments::find_refund(const payment::RefundId& id) const {
  return db_.attempt("store.find_refund", [&]() -> Result<MaybeRefund> {
    Rows rows(db_, AAN_REFUND_COLUMNS "WHERE id = :id LIMIT 1", {id});
    return first(rows);
  });
}

Result<MaybeRefund> SqlPayments::find_refund_by_ref(std::string_view provider,
                                                    std::string_view network_ref) const {
  return db_.attempt("store.find_refund_by_ref", [&]() -> Result<MaybeRefund> {
    Rows rows(db_,
              AAN_REFUND_COLUMNS
              "WHERE provider = :provider AND network_ref = :network_ref AND network_ref <> '' "
              "LIMIT 1",
              {provider, network_ref});
    return first(rows);
  });
}

Result<> SqlPayments::put_refund(const Refund& refund) {
  return db_.attempt("store.put_refund", [&]() -> Result<> {
    if (is_name_taken(db_, refund)) return would_change(refund);
    if (insert(db_, refund)) return {};
    Rows rows(db_, AAN_REFUND_COLUMNS "WHERE id = :id LIMIT 1", {refund.id});
    const Refund stored = refund_of(rows.only());
    const bool is_renamed = !stored.network_ref.empty() && !refund.network_ref.empty() &&
                            stored.network_ref != refund.network_ref;
    if (stored.amount != refund.amount || stored.payment_id != refund.payment_id || is_renamed)
      return would_change(stored);
    const Refund both = payment::merged(stored, refund);
    db_.run(
        "UPDATE refund SET network_ref = :network_ref, state = :state, requested_at = "
        ":requested_at, state_at = :state_at WHERE id = :id",
        {both.network_ref, payment::name_of(both.state), both.requested_at, both.state_at,
         both.id});
    return {};
  });
}

}  // namespace aan::store_sql
