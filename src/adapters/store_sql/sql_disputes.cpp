#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_payments.hpp"

#define AAN_FEE_COLUMNS                                                                 \
  "SELECT provider, network_ref, payment_id, order_id, fee_amount, fee_asset, at FROM " \
  "payment_fee "
#define AAN_DISPUTE_COLUMNS                                                                 \
  "SELECT id, payment_id, order_id, provider, network_ref, dispute_amount, dispute_asset, " \
  "state, is_withdrawn, reason, evidence_due_at, opened_at, state_at, funds_at FROM dispute "

namespace aan::store_sql {

using payment::Dispute;
using payment::Fee;
using MaybeDispute = std::optional<Dispute>;

namespace {

constexpr std::int64_t kDisputesMax = 500;

Fee fee_of(Rows& rows) {
  Fee fee;
  fee.provider = rows.text();
  fee.network_ref = rows.text();
  fee.payment_id = rows.id<payment::PaymentId>();
  fee.order_id = rows.id<sales::OrderId>();
  fee.amount = rows.money();
  fee.at = rows.time();
  return fee;
}

Dispute dispute_of(Rows& rows) {
  Dispute dispute;
  dispute.id = rows.id<payment::DisputeId>();
  dispute.payment_id = rows.id<payment::PaymentId>();
  dispute.order_id = rows.id<sales::OrderId>();
  dispute.provider = rows.text();
  dispute.network_ref = rows.text();
  dispute.amount = rows.money();
  dispute.state = rows.named(payment::parse_dispute_state);
  dispute.is_withdrawn = rows.flag();
  dispute.reason = rows.text();
  dispute.evidence_due_at = rows.maybe_time();
  dispute.opened_at = rows.time();
  dispute.state_at = rows.time();
  dispute.funds_at = rows.time();
  return dispute;
}

bool insert(Connection& db, const Dispute& d) {
  return db.run(
             "INSERT INTO dispute (id, payment_id, order_id, provider, network_ref, "
             "dispute_amount, dispute_asset, state, is_withdrawn, reason, evidence_due_at, "
             "opened_at, state_at, funds_at) VALUES (:id, :payment_id, :order_id, :provider, "
             ":network_ref, :dispute_amount, :dispute_asset, :state, :is_withdrawn, :reason, "
             ":evidence_due_at, :opened_at, :state_at, :funds_at) "
             "ON CONFLICT (provider, network_ref) DO NOTHING",
             {d.id, d.payment_id, d.order_id, d.provider, d.network_ref, d.amount.amount,
              d.amount.asset.code(), payment::name_of(d.state), d.is_withdrawn, d.reason,
              d.evidence_due_at, d.opened_at, d.state_at, d.funds_at}) == 1;
}

}  // namespace

Result<std::vector<Fee>> SqlPayments::fees_of(const sales::OrderId& id) const {
  return db_.attempt("store.fees_of", [&]() -> Result<std::vector<Fee>> {
    std::vector<Fee> fees;
    Rows rows(db_,
              AAN_FEE_COLUMNS
              "WHERE order_id = :order_id ORDER BY at, provider, network_ref LIMIT 10000",
              {id});
    while (rows.next()) fees.push_back(fee_of(rows));
    return fees;
  });
}

Result<bool> SqlPayments::put_fee(const Fee& fee) {
  return db_.attempt("store.put_fee", [&]() -> Result<bool> {
    const std::int64_t added = db_.run(
        "INSERT INTO payment_fee (provider, network_ref, payment_id, order_id, fee_amount, "
        "fee_asset, at) VALUES (:provider, :network_ref, :payment_id, :order_id, :fee_amount, "
        ":fee_asset, :at) ON CONFLICT (provider, network_ref) DO NOTHING",
        {fee.provider, fee.network_ref, fee.payment_id, fee.order_id, fee.amount.amount,
         fee.amount.asset.code(), fee.at});
    if (added == 1) return true;
    Rows rows(db_,
              AAN_FEE_COLUMNS "WHERE provider = :provider AND network_ref = :network_ref LIMIT 1",
              {fee.provider, fee.network_ref});
    const Fee stored = fee_of(rows.only());
    if (stored.amount != fee.amount || stored.payment_id != fee.payment_id)
      return fail(Errc::corrupt, "store.put_fee",
                  "fee " + fee.network_ref + " would change its payment or its amount");
    return false;
  });
}

Result<std::vector<Dispute>> SqlPayments::disputes_of(const sales::OrderId& id) const {
  return db_.attempt("store.disputes_of", [&]() -> Result<std::vector<Dispute>> {
    std::vector<Dispute> disputes;
    Rows rows(db_,
              AAN_DISPUTE_COLUMNS "WHERE order_id = :order_id ORDER BY opened_at, id LIMIT 10000",
              {id});
    while (rows.next()) disputes.push_back(dispute_of(rows));
    return disputes;
  });
}

Result<ports::DisputePage> SqlPayments::list_disputes(const ports::DisputeQuery& query) const {
  return db_.attempt("store.list_disputes", [&]() -> Result<ports::DisputePage> {
    const std::string state{query.state ? payment::name_of(*query.state) : std::string_view{}};
    ports::DisputePage page;
    {
      Rows rows(db_, "SELECT COUNT(*) FROM dispute WHERE :any_state = '' OR state = :state LIMIT 1",
                {state, state});
      page.total = rows.only().number();
    }
    // No evidence is due of what is decided; an open one without a day comes after those with one.
    Rows rows(db_,
              AAN_DISPUTE_COLUMNS
              "WHERE :any_state = '' OR state = :state "
              "ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, "
              "CASE WHEN state = 'open' THEN COALESCE(evidence_due_at, 9000000000000000000) "
              "ELSE 0 END, opened_at DESC, id DESC LIMIT :limit OFFSET :offset",
              {state, state, std::clamp<std::int64_t>(query.limit, 1, kDisputesMax),
               std::max<std::int64_t>(query.offset, 0)});
    while (rows.next()) page.disputes.push_back(dispute_of(rows));
    return page;
  });
}

Result<MaybeDispute> SqlPayments::find_dispute_by_ref(std::string_view provider,
                                                      std::string_view network_ref) const {
  return db_.attempt("store.find_dispute_by_ref", [&]() -> Result<MaybeDispute> {
    Rows rows(db_,
              AAN_DISPUTE_COLUMNS
              "WHERE provider = :provider AND network_ref = :network_ref LIMIT 1",
              {provider, network_ref});
    if (!rows.next()) return std::nullopt;
    return dispute_of(rows);
  });
}

Result<> SqlPayments::put_dispute(const Dispute& dispute) {
  return db_.attempt("store.put_dispute", [&]() -> Result<> {
    if (insert(db_, dispute)) return {};
    Rows rows(db_,
              AAN_DISPUTE_COLUMNS
              "WHERE provider = :provider AND network_ref = :network_ref LIMIT 1",
              {dispute.provider, dispute.network_ref});
    const Dispute stored = dispute_of(rows.only());
    if (stored.amount != dispute.amount || stored.payment_id != dispute.payment_id)
      return fail(Errc::corrupt, "store.put_dispute",
                  "dispute " + stored.id.value + " would change its payment or its amount");
    const Dispute both = payment::merged(stored, dispute);
    db_.run(
        "UPDATE dispute SET state = :state, is_withdrawn = :is_withdrawn, reason = :reason, "
        "evidence_due_at = :evidence_due_at, opened_at = :opened_at, state_at = :state_at, "
        "funds_at = :funds_at WHERE id = :id",
        {payment::name_of(both.state), both.is_withdrawn, both.reason, both.evidence_due_at,
         both.opened_at, both.state_at, both.funds_at, both.id});
    return {};
  });
}

}  // namespace aan::store_sql
