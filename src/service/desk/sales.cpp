#include "service/desk/sales.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kPage = 2000;
constexpr int kMonths = 12;

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Month month_at(int year, unsigned month, const TimeZone& zone) {
  const bool is_last = month == kMonths;
  return {std::to_string(year) + "-" + two(month), zone.begin_of({year, month, 1}),
          zone.begin_of({is_last ? year + 1 : year, is_last ? 1 : month + 1, 1})};
}

// "sales" of "main:sales", "fees" of "main:fees/stripe".
std::string_view name_in(std::string_view account) {
  if (const auto colon = account.find(':'); colon != account.npos) account.remove_prefix(colon + 1);
  return account.substr(0, account.find('/'));
}

}  // namespace

Result<SalesExport> export_sales(const Room& room, ledger::Book book, Timestamp from,
                                 Timestamp until) {
  SalesExport sales;
  std::map<std::pair<std::string, std::string>, Money> sums;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::JournalQuery query{book, from, until, std::nullopt, kPage};
    for (;;) {
      auto page = AAN_TRY(at.ledger().lines(query));
      const bool is_last = std::ssize(page) < kPage;
      for (ports::JournalLine& line : page) {
        const Money& moved = line.posting.amount;
        const auto sum = sums.try_emplace({line.posting.account, std::string(moved.asset.code())},
                                          Money{0, moved.asset})
                             .first;
        sum->second = AAN_TRY(add(sum->second, moved));
        sales.lines.push_back(std::move(line));
      }
      if (sales.lines.size() > kExportLinesMax)
        return refuse(Errc::too_large, "desk.sales",
                      "There are too many lines for one export. Ask for a shorter time.",
                      "export_too_large");
      if (is_last) return {};
      query.after = sales.lines.back();
    }
  }));
  for (const auto& [key, sum] : sums)
    if (!sum.is_zero()) sales.sums.push_back({key.first, sum});
  return sales;
}

std::string csv_of(const SalesExport& sales) {
  std::string text = "at,order,kind,account,amount,currency\r\n";
  for (const ports::JournalLine& line : sales.lines)
    text += rfc3339(line.at) + "," + line.order_reference + "," + line.kind + "," +
            line.posting.account + "," + decimal(line.posting.amount) + "," +
            std::string(line.posting.amount.asset.code()) + "\r\n";
  return text;
}

std::vector<Asset> currencies_in(const SalesExport& sales, const Asset& own) {
  std::vector<Asset> found;
  for (const ports::JournalLine& line : sales.lines) {
    const Asset& asset = line.posting.amount.asset;
    if (!(asset == own) && std::ranges::find(found, asset) == found.end()) found.push_back(asset);
  }
  std::ranges::sort(found);
  found.insert(found.begin(), own);
  return found;
}

std::vector<SalesDay> days_of(const SalesExport& sales, const Asset& currency, Timestamp from,
                              Timestamp until, const TimeZone& zone) {
  std::vector<SalesDay> days;
  std::map<CivilDate, std::size_t> places;
  for (Timestamp at = from; at < until; at = zone.end_of(zone.day(at))) {
    places.emplace(zone.day(at), days.size());
    days.push_back({zone.day(at), Money{0, currency}, Money{0, currency}});
  }
  for (const ports::JournalLine& line : sales.lines) {
    const auto place = places.find(zone.day(line.at));
    if (place == places.end() || !(line.posting.amount.asset == currency)) continue;
    const std::string_view account = name_in(line.posting.account);
    SalesDay& day = days[place->second];
    // Credits are negative: what is earned is shown as more than nothing.
    if (account == "sales") day.sold.amount -= line.posting.amount.amount;
    if (account == "returns" || account == "chargebacks")
      day.returned.amount += line.posting.amount.amount;
  }
  return days;
}

Result<Month> parse_month(std::string_view text, const TimeZone& zone) {
  const auto parts = split(text, '-');
  if (text.size() == 7 && parts.size() == 2) {
    const auto year = parse_whole_number(parts[0]);
    const auto month = parse_whole_number(parts[1]);
    if (year && month && *year >= 2000 && *year < 2200 && *month >= 1 && *month <= kMonths)
      return month_at(static_cast<int>(*year), static_cast<unsigned>(*month), zone);
  }
  return refuse(Errc::invalid, "desk.sales", "A month is written as 2026-11.", "month");
}

Month month_of(Timestamp at, const TimeZone& zone) {
  const CivilDate day = zone.day(at);
  return month_at(day.year, day.month, zone);
}

Month neighbour(const Month& month, int by, const TimeZone& zone) {
  return month_of(by < 0 ? month.from - Duration::hours(1) : month.until, zone);
}

}  // namespace aan::service
