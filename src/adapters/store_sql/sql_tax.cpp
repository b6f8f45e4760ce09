#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"
#include "base/codec.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kDoubtfulMax = 1000;

}  // namespace

Result<bool> SqlSales::add_tax_evidence(const sales::OrderId& id,
                                        const ports::SealedEvidence& evidence) {
  return db_.attempt("store.add_tax_evidence", [&]() -> Result<bool> {
    const std::string country = base64url(evidence.country_sealed);
    return db_.run(
               "INSERT INTO tax_evidence (order_id, sign, source, country_sealed, at) "
               "VALUES (:order_id, :sign, :source, :country, :at) ON CONFLICT DO NOTHING",
               {id, tax::name_of(evidence.sign), evidence.source, country, evidence.at}) == 1;
  });
}

Result<> SqlSales::add_tax_number(const sales::OrderId& id, const ports::SealedTaxNumber& number) {
  return db_.attempt("store.add_tax_number", [&]() -> Result<> {
    const std::string sealed = base64url(number.number_sealed);
    db_.run(
        "INSERT INTO order_tax_number (order_id, number_sealed, reference, said_on, at) "
        "VALUES (:order_id, :number_sealed, :reference, :said_on, :at)",
        {id, sealed, number.reference, number.said_on, number.at});
    return {};
  });
}

Result<std::optional<ports::SealedTaxNumber>> SqlSales::tax_number(const sales::OrderId& id) const {
  using Maybe = std::optional<ports::SealedTaxNumber>;
  return db_.attempt("store.tax_number", [&]() -> Result<Maybe> {
    Rows rows(db_,
              "SELECT number_sealed, reference, said_on, at FROM order_tax_number "
              "WHERE order_id = :order_id LIMIT 1",
              {id});
    if (!rows.next()) return Maybe();
    ports::SealedTaxNumber number;
    number.number_sealed = rows.sealed();
    number.reference = rows.text();
    number.said_on = rows.text();
    number.at = rows.time();
    return Maybe(std::move(number));
  });
}

Result<> SqlSales::set_tax_proof(const sales::OrderId& id, tax::Proof proof) {
  return db_.attempt("store.set_tax_proof", [&]() -> Result<> {
    if (db_.run("UPDATE orders SET tax_proof = :proof WHERE id = :id", {tax::name_of(proof), id}) ==
        1)
      return {};
    return refuse(Errc::not_found, "store.set_tax_proof", "There is no such order.");
  });
}

Result<std::vector<ports::SealedEvidence>> SqlSales::tax_evidence(const sales::OrderId& id) const {
  using All = std::vector<ports::SealedEvidence>;
  return db_.attempt("store.tax_evidence", [&]() -> Result<All> {
    All all;
    Rows rows(db_,
              "SELECT sign, source, country_sealed, at FROM tax_evidence "
              "WHERE order_id = :order_id ORDER BY at, sign, source LIMIT 100",
              {id});
    while (rows.next()) {
      ports::SealedEvidence& one = all.emplace_back();
      one.sign = rows.named(tax::parse_sign);
      one.source = rows.text();
      one.country_sealed = rows.sealed();
      one.at = rows.time();
    }
    return all;
  });
}

Result<std::vector<sales::OrderId>> SqlSales::orders_of_tax_proof(tax::Proof proof,
                                                                  std::int64_t limit) const {
  using Ids = std::vector<sales::OrderId>;
  return db_.attempt("store.orders_of_tax_proof", [&]() -> Result<Ids> {
    Ids ids;
    Rows rows(db_,
              "SELECT id FROM orders WHERE tax_proof = :proof AND tax_treatment <> 'none' "
              "AND paid_at IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT :limit",
              {tax::name_of(proof), std::clamp<std::int64_t>(limit, 1, kDoubtfulMax)});
    while (rows.next()) ids.push_back(rows.id<sales::OrderId>());
    return ids;
  });
}

}  // namespace aan::store_sql
