#include "node/commands/sales_commands_json.hpp"

#include "base/time_zone.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/desk/sales.hpp"

namespace aan::node {

namespace json = boost::json;

namespace {

struct Asked {
  service::Month month;
  bool is_play;
  service::SalesExport sales;
  bool is_play_left_out;  ///< there is nothing, but there is of play money
};

Result<Asked> asked_in(const Node& node, const json::object& arguments) {
  const std::string text = text_in(arguments, "month");
  const service::Month month =
      text.empty() ? service::month_of(node.clock.wall()) : AAN_TRY(service::parse_month(text));
  const bool is_play = number_in(arguments, "play", 0) != 0;
  const ledger::Book book = is_play ? ledger::Book::sandbox : ledger::Book::main;
  Asked asked{month, is_play,
              AAN_TRY(service::export_sales(node.room, book, month.from, month.until)), false};
  if (!is_play && asked.sales.lines.empty())
    asked.is_play_left_out =
        !AAN_TRY(service::export_sales(node.room, ledger::Book::sandbox, month.from, month.until))
             .lines.empty();
  return asked;
}

}  // namespace

Result<json::object> list_sales_days(Node& node, const json::object& arguments) {
  const auto [month, is_play, sales, is_play_left_out] = AAN_TRY(asked_in(node, arguments));
  json::array days;
  for (const Asset& currency : service::currencies_in(sales, node.room.currency))
    for (const auto& day : service::days_of(sales, currency, month.from, month.until))
      days.push_back({{"day", write_day(day.day)},
                      {"sold", money(day.sold)},
                      {"given_back", money(day.returned)}});
  return json::object{{"month", month.name},
                      {"play", is_play},
                      {"play_left_out", is_play_left_out},
                      {"days", std::move(days)}};
}

Result<json::object> export_sales(Node& node, const json::object& arguments) {
  const auto [month, is_play, sales, is_play_left_out] = AAN_TRY(asked_in(node, arguments));
  json::array lines;
  for (const ports::JournalLine& one : sales.lines)
    lines.push_back({{"at", rfc3339(one.at)},
                     {"order", one.order_reference},
                     {"kind", one.kind},
                     {"account", one.posting.account},
                     {"amount", money(one.posting.amount)}});
  json::array sums;
  for (const ledger::Balance& one : sales.sums)
    sums.push_back({{"account", one.account}, {"balance", money(one.amount)}});
  return json::object{
      {"month", month.name},       {"play", is_play},         {"play_left_out", is_play_left_out},
      {"lines", std::move(lines)}, {"sums", std::move(sums)}, {"csv", service::csv_of(sales)}};
}

}  // namespace aan::node
