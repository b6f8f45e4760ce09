#include "node/commands/tax_commands_json.hpp"

#include "domain/tax/country.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/sale/tax_report.hpp"
#include "service/typed_moment.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

// A day means its first moment where the shop is, also as the end of a time: accountants write
// periods so.
Result<Timestamp> moment_in(const json::object& arguments, std::string_view name) {
  const std::string text = text_in(arguments, name);
  if (const auto at = service::parse_moment(text, service::DayEdge::begin)) return *at;
  return refuse(Errc::invalid, "tax.export",
                "“" + text + "” is no moment for “" + std::string(name) +
                    "”. Write a day of the shop such as 2026-10-01, its first second, or "
                    "2026-10-01T00:00:00Z, in UTC.");
}

json::object evidence(const tax::Evidence& one) {
  return {{"sign", tax::name_of(one.sign)},
          {"source", one.source},
          {"country", one.country.empty() ? json::value(nullptr) : json::value(one.country)},
          {"at", rfc3339(one.at)}};
}

}  // namespace

Result<json::object> export_tax(Node& node, const json::object& arguments) {
  const Timestamp from = AAN_TRY(moment_in(arguments, "from"));
  const Timestamp until = AAN_TRY(moment_in(arguments, "until"));
  const bool is_play = number_in(arguments, "play", 0) != 0;
  const service::TaxReport report = AAN_TRY(service::tax_report(
      node.room, is_play ? ledger::Book::sandbox : ledger::Book::main, from, until));
  bool is_play_left_out = false;
  if (!is_play && report.rows.empty())
    is_play_left_out =
        !AAN_TRY(service::tax_report(node.room, ledger::Book::sandbox, from, until)).rows.empty();
  json::array rows;
  for (const ledger::TaxRow& row : report.rows)
    rows.push_back({{"country", row.country},
                    {"treatment", row.treatment},
                    {"rate_bps", row.bps},
                    {"currency", row.tax.asset.code()},
                    {"orders", row.orders},
                    {"sold", money(row.sold)},
                    {"given_back", money(row.given_back)},
                    {"net", money(AAN_TRY(subtract(row.sold, row.given_back)))},
                    {"tax", money(row.tax)}});
  return json::object{{"from", rfc3339(from)},
                      {"until", rfc3339(until)},
                      {"play", is_play},
                      {"play_left_out", is_play_left_out},
                      {"rows", std::move(rows)}};
}

Result<json::object> list_tax_rates(Node& node, const json::object&) {
  const tax::Regime& regime = node.config.taxes.regime;
  const tax::Rates& rates = node.config.taxes.rates;
  const Timestamp now = node.clock.wall();
  const auto rate = [&](std::string_view country, tax::Kind kind) {
    const auto bps = rates.find(country, kind, now);
    return bps ? json::value(*bps) : json::value(nullptr);
  };
  json::array rows;
  for (const tax::Country& country : tax::countries()) {
    if (!rates.find(country.code, regime.kind, now)) continue;
    rows.push_back({{"country", country.code},
                    {"name", country.name},
                    {"ebook_bps", rate(country.code, tax::Kind::ebook)},
                    {"standard_bps", rate(country.code, tax::Kind::standard)},
                    {"own", rates.is_own(country.code)}});
  }
  json::array also;
  for (const std::string& one : regime.also) also.emplace_back(one);
  return json::object{{"registered_in",
                       regime.is_registered() ? json::value(regime.country) : json::value(nullptr)},
                      {"prices", tax::name_of(regime.prices)},
                      {"one_stop_shop", regime.has_oss},
                      {"also_registered_in", std::move(also)},
                      {"kind", tax::name_of(regime.kind)},
                      {"as_of", tax::kRatesAsOf},
                      {"rates", std::move(rows)}};
}

Result<json::object> list_tax_doubts(Node& node, const json::object& arguments) {
  const bool only_one = number_in(arguments, "one", 0) != 0;
  json::array orders;
  for (const service::DoubtfulSale& one : AAN_TRY(service::doubtful_sales(node.room, only_one))) {
    json::array pieces;
    for (const tax::Evidence& piece : one.evidence) pieces.push_back(evidence(piece));
    orders.push_back({{"reference", one.order.reference},
                      {"id", one.order.id.value},
                      {"total", money(one.order.quote.total)},
                      {"tax", money(one.order.quote.tax)},
                      {"taxed_in", one.order.quote.tax_country},
                      {"proof", tax::name_of(one.order.tax_proof)},
                      {"created_at", rfc3339(one.order.created_at)},
                      {"evidence", std::move(pieces)}});
  }
  return json::object{{"orders", std::move(orders)}};
}

}  // namespace aan::node
