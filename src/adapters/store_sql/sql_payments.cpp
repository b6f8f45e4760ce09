#include "adapters/store_sql/sql_payments.hpp"

#include "adapters/store_sql/engine/rows.hpp"

#define AAN_PAYMENT_COLUMNS                                                                  \
  "SELECT id, intent_id, order_id, provider, network_ref, received_amount, received_asset, " \
  "state, seen_at, state_at FROM payment "

namespace aan::store_sql {

using payment::Payment;

namespace {

Payment payment_of(Rows& rows) {
  Payment payment;
  payment.id = rows.id<payment::PaymentId>();
  payment.intent_id = rows.id<payment::IntentId>();
  payment.order_id = rows.id<sales::OrderId>();
  payment.provider = rows.text();
  payment.network_ref = rows.text();
  payment.amount = rows.money();
  payment.state = rows.named(payment::parse_fact_state);
  payment.seen_at = rows.time();
  payment.state_at = rows.time();
  return payment;
}

bool insert(Connection& db, const Payment& p) {
  return db.run(
             "INSERT INTO payment (id, intent_id, order_id, provider, network_ref, "
             "received_amount, received_asset, state, seen_at, state_at) VALUES (:id, :intent_id, "
             ":order_id, :provider, :network_ref, :received_amount, :received_asset, :state, "
             ":seen_at, :state_at) ON CONFLICT (received_asset, network_ref) DO NOTHING",
             {p.id, p.intent_id, p.order_id, p.provider, p.network_ref, p.amount.amount,
              p.amount.asset.code(), payment::name_of(p.state), p.seen_at, p.state_at}) == 1;
}

Payment read(Connection& db, const Payment& p) {
  Rows rows(db,
            AAN_PAYMENT_COLUMNS
            "WHERE received_asset = :asset AND network_ref = :network_ref LIMIT 1",
            {p.amount.asset.code(), p.network_ref});
  return payment_of(rows.only());
}

}  // namespace

Result<std::vector<Payment>> SqlPayments::payments_of(const sales::OrderId& id) const {
  using Payments = std::vector<Payment>;
  return db_.attempt("store.payments_of", [&]() -> Result<Payments> {
    Payments payments;
    Rows rows(db_,
              AAN_PAYMENT_COLUMNS "WHERE order_id = :order_id ORDER BY seen_at, id LIMIT 10000",
              {id});
    while (rows.next()) payments.push_back(payment_of(rows));
    return payments;
  });
}

Result<std::optional<Payment>> SqlPayments::find_payment(const payment::PaymentId& id) const {
  return db_.attempt("store.find_payment", [&]() -> Result<std::optional<Payment>> {
    Rows rows(db_, AAN_PAYMENT_COLUMNS "WHERE id = :id LIMIT 1", {id});
    if (!rows.next()) return std::nullopt;
    return payment_of(rows);
  });
}

Result<std::optional<Payment>> SqlPayments::find_payment_by_ref(
    std::string_view provider, std::string_view network_ref) const {
  return db_.attempt("store.find_payment_by_ref", [&]() -> Result<std::optional<Payment>> {
    Rows rows(db_,
              AAN_PAYMENT_COLUMNS
              "WHERE provider = :provider AND network_ref = :network_ref ORDER BY id LIMIT 1",
              {provider, network_ref});
    if (!rows.next()) return std::nullopt;
    return payment_of(rows);
  });
}

Result<bool> SqlPayments::add_event(const ports::StoredPaymentEvent& e) {
  return db_.attempt("store.add_event", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO payment_event (provider, event_id, intent_id, kind, payload, at) "
               "VALUES (:provider, :event_id, :intent_id, :kind, :payload, :at) "
               "ON CONFLICT (provider, event_id) DO NOTHING",
               {e.provider, e.event_id, e.intent_id, e.kind, e.payload, e.at}) == 1;
  });
}

Result<> SqlPayments::put_payment(const Payment& payment) {
  return db_.attempt("store.put_payment", [&]() -> Result<> {
    if (insert(db_, payment)) return {};
    const Payment stored = read(db_, payment);
    if (stored.amount != payment.amount || stored.intent_id != payment.intent_id)
      return fail(Errc::corrupt, "store.put_payment",
                  "payment " + stored.id.value + " would change its amount or its attempt");
    const Payment both = payment::merged(stored, payment);
    db_.run(
        "UPDATE payment SET state = :state, seen_at = :seen_at, state_at = :state_at "
        "WHERE id = :id",
        {payment::name_of(both.state), both.seen_at, both.state_at, stored.id});
    return {};
  });
}

}  // namespace aan::store_sql
