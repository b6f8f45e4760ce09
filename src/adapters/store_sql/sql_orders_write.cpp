#include "adapters/store_sql/sql_sales.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

namespace aan::store_sql {
namespace {

void insert_line(Connection& db, const sales::OrderId& order_id, const sales::OrderLine& line,
                 int position) {
  const sales::QuoteLine& q = line.quoted;
  db.run(
      "INSERT INTO order_line (id, order_id, position, offer_id, offer_revision, work_id, "
      "edition_id, edition_version, title, authors, price_amount, price_asset, discount_amount, "
      "tax_amount, tax_added_amount, bundle_id, bundle_title) "
      "VALUES (:id, :order_id, :position, :offer_id, :offer_revision, :work_id, :edition_id, "
      ":edition_version, :title, :authors, :price_amount, :price_asset, :discount_amount, "
      ":tax_amount, :tax_added_amount, :bundle_id, :bundle_title)",
      {line.id, order_id, position, q.offer_id, q.offer_revision, q.work_id, q.edition_id,
       q.edition_version, q.title, q.authors, q.price.amount, q.price.asset.code(),
       q.discount.amount, q.tax.amount, q.tax_added.amount, q.bundle_id, q.bundle_title});
  int file_position = 0;
  for (const catalog::FileId& file : q.files)
    db.run(
        "INSERT INTO order_line_file (order_line_id, position, file_id) "
        "VALUES (:line_id, :position, :file_id)",
        {line.id, file_position++, file});
}

// The columns of a processor's fee hold nothing: before a payment nobody knows it, and afterwards
// it is the journal's. False when an order with this id or token is there. Names the columns that
// may clash through DO NOTHING without a target: both are unique.
bool insert_order(Connection& db, const sales::Order& o) {
  const sales::Quote& q = o.quote;
  const std::string token = hex(o.token_digest);
  const std::string key = base64url(o.buyer_key_wrapped);
  const std::string name = base64url(o.receipt_name_sealed);
  return db.run(
             "INSERT INTO orders (id, reference, state, version, subtotal_amount, subtotal_asset, "
             "discount_amount, discount_asset, tax_amount, tax_asset, total_amount, total_asset, "
             "processor_fee_amount, processor_fee_asset, proceeds_amount, proceeds_asset, "
             "terms_version, coupon_code, tax_treatment, tax_country, tax_bps, tax_proof, "
             "link_generation, link_key_id, token_digest, "
             "buyer_key_wrapped, receipt_name_sealed, locale, is_sandbox, is_cancel_requested, "
             "created_at, "
             "expires_at, paid_at, fulfilled_at) "
             "VALUES (:id, :reference, :state, :version, :subtotal_amount, :subtotal_asset, "
             ":discount_amount, :discount_asset, :tax_amount, :tax_asset, :total_amount, "
             ":total_asset, 0, :fee_asset, :proceeds_amount, "
             ":proceeds_asset, :terms_version, :coupon_code, :tax_treatment, :tax_country, "
             ":tax_bps, :tax_proof, :link_generation, :link_key_id, "
             ":token_digest, "
             ":buyer_key_wrapped, :receipt_name_sealed, :locale, :is_sandbox, 0, :created_at, "
             ":expires_at, :paid_at, :fulfilled_at) ON CONFLICT DO NOTHING",
             {o.id,
              o.reference,
              sales::name_of(o.state),
              o.version,
              q.subtotal.amount,
              q.subtotal.asset.code(),
              q.discount.amount,
              q.discount.asset.code(),
              q.tax.amount,
              q.tax.asset.code(),
              q.total.amount,
              q.total.asset.code(),
              q.total.asset.code(),
              q.proceeds.amount,
              q.proceeds.asset.code(),
              q.terms_version,
              q.coupon,
              tax::name_of(q.treatment),
              q.tax_country,
              q.tax_bps,
              tax::name_of(o.tax_proof),
              o.link_generation,
              o.link_key_id,
              token,
              key,
              name,
              o.locale,
              o.is_sandbox,
              o.created_at,
              o.expires_at,
              o.paid_at,
              o.fulfilled_at}) == 1;
}

}  // namespace

Result<> SqlSales::add_order(const sales::Order& order) {
  return db_.attempt("store.add_order", [&]() -> Result<> {
    if (!insert_order(db_, order))
      return fail(Errc::conflict, "store.add_order", "an order with this id or token is there");
    int position = 0;
    for (const sales::OrderLine& line : order.lines) insert_line(db_, order.id, line, position++);
    return {};
  });
}

Result<> SqlSales::move_order(const sales::OrderId& id, sales::OrderState from,
                              std::int64_t from_version, sales::OrderState to, Timestamp now) {
  return db_.attempt("store.move_order", [&]() -> Result<> {
    const std::optional<Timestamp> paid =
        to == sales::OrderState::paid ? std::optional(now) : std::nullopt;
    const std::optional<Timestamp> fulfilled =
        to == sales::OrderState::fulfilled ? std::optional(now) : std::nullopt;
    const std::int64_t moved = db_.run(
        "UPDATE orders SET state = :to, version = version + 1, "
        "paid_at = COALESCE(:paid_at, paid_at), "
        "fulfilled_at = COALESCE(:fulfilled_at, fulfilled_at) "
        "WHERE id = :id AND state = :from AND version = :version",
        {sales::name_of(to), paid, fulfilled, id, sales::name_of(from), from_version});
    if (moved == 1) return {};
    return fail(Errc::conflict, "store.move_order", "the order is elsewhere by now");
  });
}

Result<> SqlSales::keep_open(const sales::OrderId& id, Timestamp until) {
  return db_.attempt("store.keep_open", [&]() -> Result<> {
    db_.run("UPDATE orders SET expires_at = :until WHERE id = :id AND expires_at < :later",
            {until, id, until});
    return {};
  });
}

Result<> SqlSales::renew_link(const sales::OrderId& id, std::int64_t from_generation,
                              std::string_view link_key_id, std::string_view token_digest) {
  return db_.attempt("store.renew_link", [&]() -> Result<> {
    const std::string token = hex(token_digest);
    const std::int64_t renewed = db_.run(
        "UPDATE orders SET link_generation = link_generation + 1, link_key_id = :link_key_id, "
        "token_digest = :token_digest WHERE id = :id AND link_generation = :from_generation",
        {link_key_id, token, id, from_generation});
    if (renewed == 1) {
      db_.run("DELETE FROM download_token WHERE order_id = :order_id", {id});
      return {};
    }
    return fail(Errc::conflict, "store.renew_link", "the order has another link by now");
  });
}

Result<> SqlSales::add_order_event(const sales::OrderId& id, const sales::OrderEvent& event) {
  return db_.attempt("store.add_order_event", [&]() -> Result<> {
    db_.run(
        "INSERT INTO order_event (order_id, position, kind, detail, at) "
        "SELECT CAST(:order_id AS TEXT), COALESCE(MAX(position), 0) + 1, CAST(:kind AS TEXT), "
        "CAST(:detail AS TEXT), CAST(:at AS BIGINT) FROM order_event WHERE order_id = :of_order",
        {id, event.kind, event.detail, event.at, id});
    return {};
  });
}

Result<> SqlSales::forget_name(const sales::OrderId& id) {
  return db_.attempt("store.forget_name", [&]() -> Result<> {
    db_.run(
        "UPDATE orders SET receipt_name_sealed = '', buyer_key_wrapped = CASE WHEN EXISTS "
        "(SELECT 1 FROM tax_evidence e WHERE e.order_id = orders.id) THEN buyer_key_wrapped "
        "ELSE '' END WHERE id = :id",
        {id});
    return {};
  });
}

Result<std::vector<sales::OrderId>> SqlSales::named_orders(Timestamp before,
                                                           std::int64_t limit) const {
  using Ids = std::vector<sales::OrderId>;
  constexpr std::int64_t kNamedMax = 1000;
  return db_.attempt("store.named_orders", [&]() -> Result<Ids> {
    Ids ids;
    const std::int64_t most = std::clamp<std::int64_t>(limit, 1, kNamedMax);
    Rows rows(
        db_,
        "SELECT id FROM orders WHERE receipt_name_sealed <> '' AND created_at < :made_before "
        "AND COALESCE(fulfilled_at, created_at) < :before AND NOT EXISTS (SELECT 1 FROM gift w "
        "WHERE w.order_id = orders.id AND w.opens_at >= :opens_before) UNION SELECT g.order_id "
        "FROM "
        "gift g JOIN orders o ON o.id = g.order_id WHERE g.words_sealed <> '' AND "
        "g.opens_at < :opened_before AND o.created_at < :given_before LIMIT :limit",
        {before, before, before, before, before, most});
    while (rows.next()) ids.push_back(rows.id<sales::OrderId>());
    return ids;
  });
}

Result<> SqlSales::request_cancel(const sales::OrderId& id) {
  return db_.attempt("store.request_cancel", [&]() -> Result<> {
    const std::int64_t marked =
        db_.run("UPDATE orders SET is_cancel_requested = 1 WHERE id = :id", {id});
    if (marked == 1) return {};
    return refuse(Errc::not_found, "store.request_cancel", "There is no such order.");
  });
}

}  // namespace aan::store_sql
