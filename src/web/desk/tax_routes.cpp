#include "web/desk/tax_routes.hpp"

#include <algorithm>

#include "domain/tax/country.hpp"
#include "service/sale/tax_report.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kDoubtfulShown = 100;

Result<service::Quarter> quarter_asked(const DeskFront& front, const Visit& visit) {
  const std::string text = visit.request.query("quarter").value_or("");
  if (text.empty()) return service::quarter_of(front.room().clock.wall());
  return service::parse_quarter(text);
}

std::string country_or_none(const Locale& locale, const std::string& code) {
  if (code.empty()) return locale.text("desk_tax_nowhere");
  const std::string_view name = tax::country_name(code);
  return name.empty() ? code : std::string(name);
}

void fill_rows(Block& main, const service::TaxReport& report) {
  const Locale& locale = main.locale();
  if (report.rows.empty()) {
    main.show("NOTHING");
    return;
  }
  Block table = main.add("ROWS");
  for (const ledger::TaxRow& row : report.rows) {
    Block line = table.add("ROW");
    line.set("COUNTRY", country_or_none(locale, row.country));
    line.set("TREATMENT", locale.text("desk_tax_kind." + row.treatment));
    line.set_if("RATE", row.treatment == "taxed" ? tax::percent(row.bps) + " %" : "");
    line.set("ORDERS", row.orders);
    line.set("SOLD", locale.money(row.sold));
    line.set("BACK", row.given_back.is_zero() ? "" : locale.money(row.given_back));
    line.set("TAX", locale.money(row.tax));
  }
}

void fill_doubts(Block& main, const std::vector<service::DoubtfulSale>& sales) {
  if (sales.empty()) return;
  const Locale& locale = main.locale();
  Block list = main.add("DOUBTS");
  for (std::size_t i = 0; i < std::min(sales.size(), kDoubtfulShown); ++i) {
    const service::DoubtfulSale& sale = sales[i];
    Block row = list.add("SALE");
    row.set("PATH", "/desk/orders/" + sale.order.reference).set("REFERENCE", sale.order.reference);
    row.set("DAY", locale.date(sale.order.created_at));
    row.set("TAXED_IN", country_or_none(locale, sale.order.quote.tax_country));
    row.set("TOTAL", locale.money(sale.order.quote.total));
    for (const tax::Evidence& piece : sale.evidence)
      row.add("PIECE").set("TEXT",
                           locale.text("desk_tax_says." + std::string(name_of(piece.sign)),
                                       {{"country", country_or_none(locale, piece.country)}}));
  }
  if (sales.size() > kDoubtfulShown)
    list.add("MORE").set("TEXT",
                         locale.plural("desk_tax_more_doubts",
                                       static_cast<std::int64_t>(sales.size() - kDoubtfulShown)));
}

}  // namespace

Result<net::Response> show_tax(const DeskFront& front, const Visit& visit) {
  const service::Quarter quarter = AAN_TRY(quarter_asked(front, visit));
  const bool is_play = front.shop.use.shop.is_sandbox;
  const auto report = AAN_TRY(
      service::tax_report(front.room(), is_play ? ledger::Book::sandbox : ledger::Book::main,
                          quarter.from, quarter.until));
  const auto doubts = AAN_TRY(service::doubtful_sales(front.room(), false));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::sales, locale.text("desk_tax_heading"), "tax");
  Block& main = page.main();
  main.set("QUARTER", quarter.name);
  main.set("BEFORE", "/desk/tax?quarter=" + service::neighbour(quarter, -1).name);
  if (quarter.until <= front.room().clock.wall())
    main.add("AFTER").set("PATH", "/desk/tax?quarter=" + service::neighbour(quarter, 1).name);
  main.set("EXPORT", "/desk/tax/export?quarter=" + quarter.name + (is_play ? "&play=1" : ""));
  main.show_if("PLAY", is_play);
  main.show_if("UNREGISTERED", !front.shop.use.shop.tax.is_registered());
  fill_rows(main, report);
  fill_doubts(main, doubts);
  return page.finish();
}

Result<net::Response> send_tax(const DeskFront& front, const Visit& visit) {
  const service::Quarter quarter = AAN_TRY(quarter_asked(front, visit));
  // Play money leaves only where the address says so.
  const bool is_play = visit.request.query("play").value_or("") == "1";
  const auto report = AAN_TRY(
      service::tax_report(front.room(), is_play ? ledger::Book::sandbox : ledger::Book::main,
                          quarter.from, quarter.until));
  net::Response response = net::Response::text(AAN_TRY(service::csv_of(report)));
  response.set("content-type", "text/csv; charset=utf-8; header=present");
  response.set("content-disposition",
               net::attachment((is_play ? "play-money-tax-" : "tax-") + quarter.name + ".csv"));
  return response;
}

}  // namespace aan::web
