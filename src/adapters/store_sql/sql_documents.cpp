#include "adapters/store_sql/sql_documents.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_DOCUMENT_COLUMNS                                                                 \
  "SELECT id, series, number, kind, order_id, refund_id, corrects, issued_at, seller_name, " \
  "seller_address, seller_tax_number, seller_registered, buyer_key_wrapped, buyer_sealed, "  \
  "total_amount, total_asset, tax_amount, tax_asset FROM document "

namespace aan::store_sql {
namespace {

sales::Document document_of(Rows& rows) {
  sales::Document one;
  one.id = rows.id<sales::DocumentId>();
  one.series = rows.text();
  one.number = rows.number();
  one.kind = rows.named(sales::parse_document_kind);
  one.order_id = rows.id<sales::OrderId>();
  one.gone_by = rows.text();
  one.corrects = rows.text();
  one.issued_at = rows.time();
  one.seller.name = rows.text();
  one.seller.address = rows.text();
  one.seller.tax_number = rows.text();
  one.seller.registered = rows.text();
  one.buyer_key_wrapped = rows.sealed();
  one.buyer_sealed = rows.sealed();
  one.total = rows.money();
  one.tax = rows.money();
  return one;
}

}  // namespace

Result<std::vector<sales::Document>> SqlDocuments::documents_of(const sales::OrderId& id) const {
  using All = std::vector<sales::Document>;
  return db_.attempt("store.documents_of", [&]() -> Result<All> {
    All all;
    Rows rows(db_,
              AAN_DOCUMENT_COLUMNS
              "WHERE order_id = :order_id ORDER BY issued_at, "
              "CASE WHEN corrects = '' THEN 0 ELSE 1 END, series, number LIMIT 1000",
              {id});
    while (rows.next()) all.push_back(document_of(rows));
    return all;
  });
}

Result<std::optional<sales::Document>> SqlDocuments::find_document(std::string_view series,
                                                                   std::int64_t number) const {
  using Maybe = std::optional<sales::Document>;
  return db_.attempt("store.find_document", [&]() -> Result<Maybe> {
    Rows rows(db_, AAN_DOCUMENT_COLUMNS "WHERE series = :series AND number = :number LIMIT 1",
              {series, number});
    return rows.next() ? Maybe(document_of(rows)) : Maybe();
  });
}

Result<std::int64_t> SqlDocuments::add_document(const sales::Document& it) {
  return db_.attempt("store.add_document", [&]() -> Result<std::int64_t> {
    {
      Rows known(db_,
                 "SELECT 1 FROM document WHERE order_id = :order_id AND refund_id = :refund_id "
                 "LIMIT 1",
                 {it.order_id, it.gone_by});
      if (known.next())
        return fail(Errc::conflict, "store.add_document", "it was given out already");
    }
    std::int64_t number = 0;
    {
      Rows next(db_,
                "INSERT INTO document_series (series, last_number) VALUES (:series, 1) "
                "ON CONFLICT (series) DO UPDATE SET last_number = document_series.last_number + 1 "
                "RETURNING last_number",
                {it.series});
      number = next.only().number();
    }
    const std::string key = base64url(it.buyer_key_wrapped);
    const std::string buyer = base64url(it.buyer_sealed);
    db_.run(
        "INSERT INTO document (id, series, number, kind, order_id, refund_id, corrects, issued_at, "
        "seller_name, seller_address, seller_tax_number, seller_registered, buyer_key_wrapped, "
        "buyer_sealed, total_amount, total_asset, tax_amount, tax_asset) "
        "VALUES (:id, :series, :number, :kind, :order_id, :refund_id, :corrects, :issued_at, "
        ":seller_name, :seller_address, :seller_tax_number, :seller_registered, "
        ":buyer_key_wrapped, :buyer_sealed, :total_amount, :total_asset, :tax_amount, :tax_asset)",
        {it.id, it.series, number, sales::name_of(it.kind), it.order_id, it.gone_by, it.corrects,
         it.issued_at, it.seller.name, it.seller.address, it.seller.tax_number,
         it.seller.registered, key, buyer, it.total.amount, it.total.asset.code(), it.tax.amount,
         it.tax.asset.code()});
    return number;
  });
}

}  // namespace aan::store_sql
