#include "web/desk/sales_routes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/desk/sales.hpp"
#include "web/desk/desk_page.hpp"
#include "web/view/sale/plain_words.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kChartHeight = 150;
constexpr std::int64_t kChartTop = 14;
constexpr std::int64_t kSideMin = 60;      // where amounts stand, left of the bars
constexpr std::int64_t kLetterWidth = 12;  // at most, of the letters that phones get
constexpr std::int64_t kBarWidth = 14;
constexpr std::int64_t kBarStep = 20;
constexpr std::int64_t kLinesMax = 4;
constexpr std::int64_t kDaysBetween = 7;  // of the days that are named

ledger::Book book_of(const DeskFront& front) {
  return front.shop.use.shop.is_sandbox ? ledger::Book::sandbox : ledger::Book::main;
}

Result<service::Month> this_month(const DeskFront& front) {
  return service::month_of(front.room().clock.wall());
}

Result<service::Month> month_asked(const DeskFront& front, const Visit& visit) {
  const std::string text = visit.request.query("month").value_or("");
  if (text.empty()) return this_month(front);
  return service::parse_month(text);
}

// "€50": a line of the chart at a whole amount needs no cents.
std::string round_money(const Locale& locale, const Money& money) {
  constexpr std::string_view kNoCents = ".00";
  std::string text = locale.money(money);
  if (text.ends_with(kNoCents)) text.resize(text.size() - kNoCents.size());
  return text;
}

// The distance of the lines behind the bars: 1, 2 or 5 of some power of ten.
std::int64_t line_step(std::int64_t most) {
  for (std::int64_t power = 1;; power *= 10)
    for (const std::int64_t factor : {1, 2, 5})
      if (factor * power * kLinesMax >= most) return factor * power;
}

struct ChartLine {
  std::int64_t y = 0;
  std::string text;
};

// Every amount whole, whatever its currency writes.
std::int64_t side_of(const std::vector<ChartLine>& lines) {
  std::int64_t letters = 0;
  for (const ChartLine& line : lines) {
    const auto starts_letter = [](char c) { return (c & 0xC0) != 0x80; };
    letters = std::max<std::int64_t>(letters, std::ranges::count_if(line.text, starts_letter));
  }
  return std::max(kSideMin, (letters + 1) * kLetterWidth);
}

// Bars in whole units of the picture, drawn by the server: no script, nobody else's code.
void fill_chart(Block& main, const std::vector<service::SalesDay>& days) {
  const Locale& locale = main.locale();
  std::int64_t most = 1;
  for (const service::SalesDay& day : days) most = std::max(most, day.sold.amount);
  const std::int64_t step = line_step(most);
  const std::int64_t top = (most + step - 1) / step * step;
  const std::int64_t foot = kChartTop + kChartHeight;
  std::vector<ChartLine> lines;
  for (std::int64_t amount = 0; amount <= top; amount += step)
    lines.push_back({foot - amount * kChartHeight / top,
                     round_money(locale, {amount, days.front().sold.asset})});
  const std::int64_t side = side_of(lines);
  Block chart = main.add("CHART");
  chart.set("WIDTH", side + kBarStep * std::ssize(days));
  chart.set("HEIGHT", kChartTop + kChartHeight + 30);
  for (const ChartLine& line : lines)
    chart.add("LINE")
        .set("FROM", side)
        .set("Y", line.y)
        .set("BASE", line.y + 4)
        .set("TEXT", line.text);
  std::int64_t x = side + (kBarStep - kBarWidth) / 2;
  for (const service::SalesDay& day : days) {
    const std::int64_t height = std::max<std::int64_t>(0, day.sold.amount) * kChartHeight / top;
    Block bar = chart.add("BAR");
    bar.set("X", x).set("Y", foot - height).set("H", height).set("W", kBarWidth);
    if ((day.day.day - 1) % kDaysBetween == 0)
      bar.add("NAMED")
          .set("MIDDLE", x + kBarWidth / 2)
          .set("BASE", foot + 24)
          .set("DAY", static_cast<std::int64_t>(day.day.day));
    bar.set("SAID", locale.text("desk_sales_day", {{"day", locale.date(day.day)},
                                                   {"amount", locale.money(day.sold)}}));
    x += kBarStep;
  }
}

bool is_any_sold(const std::vector<service::SalesDay>& days) {
  return std::ranges::any_of(days, [](const service::SalesDay& day) {
    return !day.sold.is_zero() || !day.returned.is_zero();
  });
}

void fill_days(Block& main, const std::vector<service::SalesDay>& days, const std::string& id) {
  const Locale& locale = main.locale();
  fill_chart(main, days);
  Block table = main.add("DAYS").set("ID", "days" + id);
  Money sold{0, days.front().sold.asset};
  Money returned = sold;
  for (const service::SalesDay& day : days) {
    if (day.sold.is_zero() && day.returned.is_zero()) continue;
    sold.amount += day.sold.amount;
    returned.amount += day.returned.amount;
    table.add("DAY_ROW")
        .set("DAY", locale.date(day.day))
        .set("SOLD", locale.money(day.sold))
        .set("RETURNED", day.returned.is_zero() ? "" : locale.money(day.returned));
  }
  table.set("SOLD_ALL", locale.money(sold)).set("RETURNED_ALL", locale.money(returned));
}

void fill_sums(Block& main, const service::SalesExport& sales, const Asset& currency,
               const std::string& id) {
  Block table = main.add("SUMS").set("ID", "accounts" + id);
  for (const ledger::Balance& one : sales.sums)
    if (one.amount.asset == currency)
      table.add("SUM")
          .set("ACCOUNT", one.account)
          .set("WORDS", account_words(main.locale(), one.account))
          .set("AMOUNT", main.locale().money(one.amount));
}

}  // namespace

std::string account_words(const Locale& locale, std::string_view account) {
  const std::string_view name = account.substr(account.find(':') + 1);
  const std::string_view kind = name.substr(0, name.find('/'));
  const std::string key = "desk_ledger." + std::string(kind);
  if (locale.find(key) == nullptr) return std::string(account);
  if (kind == name) return locale.text(key);
  const auto parts = split(name.substr(kind.size() + 1), '/');
  if (parts.size() != 2) return locale.text(key, {{"whom", parts.front()}});
  const auto rate = plain_words(std::string(parts[1]) + " bps", locale);
  return locale.text(key, {{"whom", locale.country(parts[0]) + ", " + rate}});
}

Result<net::Response> show_sales(const DeskFront& front, const Visit& visit) {
  const auto asked = month_asked(front, visit);
  if (!asked && asked.error().code != Errc::invalid) return std::unexpected(asked.error());
  const service::Month month = asked ? *asked : AAN_TRY(this_month(front));
  const auto sales =
      AAN_TRY(service::export_sales(front.room(), book_of(front), month.from, month.until));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::sales, locale.text("desk_nav_sales"), "sales");
  Block& main = page.main();
  main.set("MONTH", locale.partial_date(month.name)).set("VALUE", month.name);
  main.set("BEFORE", "/desk/sales?month=" + service::neighbour(month, -1).name);
  // What has not begun has sold nothing.
  if (month.until <= front.room().clock.wall())
    main.add("AFTER").set("PATH", "/desk/sales?month=" + service::neighbour(month, 1).name);
  const bool is_play = book_of(front) == ledger::Book::sandbox;
  main.set("EXPORT", "/desk/sales/export?month=" + month.name + (is_play ? "&play=1" : ""));
  main.show_if("PLAY", is_play);
  const Asset& own = front.room().currency;
  const std::vector<Asset> currencies = service::currencies_in(sales, own);
  bool is_any = false;
  for (const Asset& currency : currencies) {
    const auto days = service::days_of(sales, currency, month.from, month.until);
    const bool has_sums = std::ranges::any_of(
        sales.sums, [&](const ledger::Balance& one) { return one.amount.asset == currency; });
    if (!is_any_sold(days) && !has_sums) continue;
    const std::string id = currency == own ? "" : "-" + std::string(currency.code());
    Block part = main.add("PART");
    if (currencies.size() > 1) part.add("HEAD").set("CODE", currency.code());
    if (is_any_sold(days)) fill_days(part, days, id);
    is_any |= is_any_sold(days);
    if (has_sums) fill_sums(part, sales, currency, id);
  }
  main.show_if("NOTHING", !is_any);
  if (asked) return page.finish();
  // What was typed stays, beside what is wrong with it; below it is this month.
  main.show("WRONG");
  main.set("VALUE", visit.request.query("month").value_or(""));
  return page.finish(page.say_problem(asked.error()));
}

Result<net::Response> send_sales(const DeskFront& front, const Visit& visit) {
  const service::Month month = AAN_TRY(month_asked(front, visit));
  // Play money leaves only where the address says so.
  const bool is_play = visit.request.query("play").value_or("") == "1";
  const ledger::Book book = is_play ? ledger::Book::sandbox : ledger::Book::main;
  const auto sales = AAN_TRY(service::export_sales(front.room(), book, month.from, month.until));
  net::Response response = net::Response::text(service::csv_of(sales));
  response.set("content-type", "text/csv; charset=utf-8; header=present");
  response.set("content-disposition",
               net::attachment((is_play ? "play-money-" : "sales-") + month.name + ".csv"));
  return response;
}

}  // namespace aan::web
