#include "service/sale/tax_report.hpp"

#include "domain/tax/rates.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kSalesMax = 1000;

}  // namespace

Result<TaxReport> tax_report(const Room& room, ledger::Book book, Timestamp from, Timestamp until) {
  if (from >= until)
    return refuse(Errc::invalid, "tax.report", "The end of the time must be after its beginning.",
                  "tax_period");
  TaxReport report{from, until, {}};
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    report.rows = AAN_TRY(at.ledger().tax_rows(book, from, until));
    return {};
  }));
  return report;
}

Result<std::string> csv_of(const TaxReport& report) {
  std::string text =
      "from,until,country,treatment,rate_percent,currency,orders,sold,given_back,net,tax\r\n";
  const std::string period = rfc3339(report.from) + "," + rfc3339(report.until) + ",";
  for (const ledger::TaxRow& row : report.rows)
    text += period + row.country + "," + row.treatment + "," + tax::percent(row.bps) + "," +
            std::string(row.tax.asset.code()) + "," + std::to_string(row.orders) + "," +
            decimal(row.sold) + "," + decimal(row.given_back) + "," +
            decimal(AAN_TRY(subtract(row.sold, row.given_back))) + "," + decimal(row.tax) + "\r\n";
  return text;
}

Result<std::vector<DoubtfulSale>> doubtful_sales(const Room& room, bool only_one) {
  std::vector<DoubtfulSale> doubtful;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const tax::Proof proof = only_one ? tax::Proof::one : tax::Proof::contradicted;
    for (const sales::OrderId& id : AAN_TRY(at.sales().orders_of_tax_proof(proof, kSalesMax))) {
      auto order = AAN_TRY(at.sales().find_order(id));
      if (!order) continue;
      auto evidence = AAN_TRY(read_tax_evidence(room, at.sales(), *order));
      doubtful.push_back({*std::move(order), std::move(evidence)});
    }
    return {};
  }));
  return doubtful;
}

}  // namespace aan::service
