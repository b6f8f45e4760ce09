#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_ledger.hpp"

namespace aan::store_sql {

// What went back counts without its tax: the entries that take the tax back stand on both accounts.
// What a bank took beyond the price stands on `losses`, and is no turnover that went back.
Result<std::vector<ledger::TaxRow>> SqlLedger::tax_rows(ledger::Book book, Timestamp from,
                                                        Timestamp until) const {
  using All = std::vector<ledger::TaxRow>;
  return db_.attempt("store.tax_rows", [&]() -> Result<All> {
    All all;
    Rows rows(
        db_,
        "SELECT o.tax_country, o.tax_treatment, o.tax_bps, p.posted_asset, "
        "CAST(-SUM(CASE WHEN p.account LIKE '%:sales' THEN p.posted_amount ELSE 0 END) AS BIGINT), "
        "CAST(SUM(CASE WHEN p.account LIKE '%:returns' OR p.account LIKE '%:chargebacks' "
        "  THEN p.posted_amount ELSE 0 END) AS BIGINT), "
        "CAST(-SUM(CASE WHEN p.account LIKE '%:tax/%' THEN p.posted_amount ELSE 0 END) AS BIGINT), "
        "COUNT(DISTINCT o.id) "
        "FROM journal_entry e JOIN posting p ON p.entry_id = e.id JOIN orders o ON o.id = "
        "e.order_id "
        "WHERE e.at >= :from AND e.at < :until AND o.is_sandbox = :is_sandbox "
        "AND (p.account LIKE '%:sales' OR p.account LIKE '%:returns' "
        "  OR p.account LIKE '%:chargebacks' OR p.account LIKE '%:tax/%') "
        "GROUP BY o.tax_country, o.tax_treatment, o.tax_bps, p.posted_asset "
        "ORDER BY o.tax_country, o.tax_treatment, o.tax_bps, p.posted_asset LIMIT 10000",
        {from, until, book == ledger::Book::sandbox});
    while (rows.next()) {
      ledger::TaxRow& row = all.emplace_back();
      row.country = rows.text();
      row.treatment = rows.text();
      row.bps = rows.number();
      const std::string code = rows.text();
      const auto asset = find_asset(code);
      if (!asset) throw StoredNonsense("unknown asset " + code);
      row.sold = {rows.number(), *asset};
      row.given_back = {rows.number(), *asset};
      row.tax = {rows.number(), *asset};
      row.orders = rows.number();
    }
    return all;
  });
}

}  // namespace aan::store_sql
