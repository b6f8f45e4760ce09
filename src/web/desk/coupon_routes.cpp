#include "web/desk/coupon_routes.hpp"

#include <algorithm>

#include "service/books/coupon_text.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/typed_moment.hpp"
#include "web/desk/book_choice.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kRows = 50;
constexpr std::int64_t kPointsAPercent = 100;
constexpr std::string_view kFields[] = {"code", "percent", "amount", "minimum",
                                        "from", "until",   "uses",   "books"};

// "20 %", "12.5 %" or "$5.00"
std::string taken_off(const sales::Coupon& coupon, const Locale& locale) {
  if (coupon.amount_off) return locale.money(*coupon.amount_off);
  std::string text = std::to_string(coupon.percent_bps / kPointsAPercent);
  if (const std::int64_t rest = coupon.percent_bps % kPointsAPercent; rest != 0) {
    text += "." + std::to_string(rest / 10);
    if (rest % 10 != 0) text += std::to_string(rest % 10);
  }
  return text + " %";
}

std::string in_capitals(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string books_of(const service::CouponView& view, const Locale& locale) {
  std::vector<std::string> titles;
  for (const catalog::Work& work : view.works) titles.push_back(work.title);
  return titles.empty() ? locale.text("desk_coupon_all") : locale.list(titles);
}

void fill_coupon(Block& row, const service::CouponView& view, bool may_change) {
  const Locale& locale = row.locale();
  const sales::Coupon& coupon = view.coupon;
  const std::string state{sales::name_of(view.state)};
  row.set("CODE", coupon.code).set("OFF", taken_off(coupon, locale));
  row.set("STATE", locale.text("desk_coupon." + state)).set("STATE_NAME", "coupon-" + state);
  row.set("BOOKS", books_of(view, locale));
  const std::string used = locale.number(view.used());
  row.set("USES", coupon.uses_max
                      ? locale.text("desk_coupon_of",
                                    {{"uses", used}, {"max", locale.number(*coupon.uses_max)}})
                      : used);
  if (view.held.held_until)
    row.add("HELD").set(
        "TEXT",
        locale.text("desk_coupon_held", {{"count", locale.number(view.held.held)},
                                         {"until", locale.time_of_day(*view.held.held_until)}}));
  if (const auto left = view.left(); left && view.state != sales::CouponState::expired)
    row.add("LEFT").set("TEXT", locale.text("desk_coupon_left", {{"count", locale.number(*left)}}));
  if (coupon.minimum) row.add("MINIMUM").set("AMOUNT", locale.money(*coupon.minimum));
  if (coupon.starts_at)
    row.add("FROM")
        .set("STAMP", rfc3339(*coupon.starts_at))
        .set("WHEN", locale.date(*coupon.starts_at));
  if (coupon.ends_at)
    row.add("UNTIL")
        .set("STAMP", rfc3339(*coupon.ends_at))
        .set("WHEN", service::typed(coupon.ends_at, service::DayEdge::end).contains('T')
                         ? locale.date_time(*coupon.ends_at)
                         : locale.date(*coupon.ends_at - Duration::seconds(1)));
  if (may_change && view.state != sales::CouponState::expired)
    row.add("END").set("CODE", coupon.code);
}

// At which field of the form it can be mended; empty: at none.
std::string field_of_fault(const Error& error) {
  const auto value = std::ranges::find(error.values, "field", &ErrorValue::name);
  if (value != error.values.end()) return std::get<std::string>(value->value);
  if (error.reason == "coupon_exists") return "code";
  return error.reason == "currency_not_sold" ? "currency" : "";
}

// Says what is wrong at its field, which it names as the page does; returns whether it did.
bool mark_field(Block& form, Error error) {
  const Locale& locale = form.locale();
  const std::string field = field_of_fault(error);
  if (std::ranges::find(kFields, field) == std::end(kFields) && field != "currency") return false;
  for (auto& [name, value] : error.values)
    if (name == "field")
      value = locale.text(field == "until" ? "desk_coupon_until" : "desk_coupon_from");
  form.add("BAD_" + in_capitals(field)).set("FAULT", sentence_of(locale, error));
  return true;
}

// What is wrong with the books that were typed is said there.
template <class T>
Result<T> about_books(Result<T> result) {
  if (!result && stays_on_page(result.error()))
    result.error().values.push_back({"field", std::string("books")});
  return result;
}

using Meant = std::vector<service::MeantBooks>;

// `meant`: by the books that were typed, as far as they were looked for.
Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Error* problem,
                              const Meant& meant) {
  const std::int64_t at = desk_page_number(visit.request);
  const auto list = AAN_TRY(service::list_coupons(front.room(), at * kRows, kRows));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::coupons, locale.text("desk_nav_coupons"), "coupons");
  Block& main = page.main();
  const bool may_change = visit.may(desk::Action::change_books);
  main.show_if("NONE", list.total == 0);
  if (list.total > 0) {
    Block table = main.add("TABLE");
    for (const service::CouponView& one : list.coupons) {
      Block row = table.add("ROW");
      fill_coupon(row, one, may_change);
    }
    add_desk_pager(main, "/desk/coupons?", at, kRows, list.total);
  }
  bool is_said = false;
  if (may_change) {
    const bool is_new = problem != nullptr && field_of(visit, "act") == "add";
    Block form = main.add("FORM");
    const std::vector<Asset> currencies = service::currencies_of(front.room());
    if (currencies.size() == 1) {
      form.add("ONE_CURRENCY").set("CURRENCY", front.room().currency.code());
    } else {
      const std::string chosen = is_new ? field_of(visit, "currency") : "";
      Block choice = form.add("CURRENCIES");
      for (const Asset& one : currencies)
        choice.add("OPTION").set("CODE", one.code()).show_if("CHOSEN", one.code() == chosen);
    }
    for (const std::string_view field : kFields)
      form.set(in_capitals(field), is_new ? field_of(visit, field) : "");
    is_said = is_new && mark_field(form, *problem);
    fill_choices(form, visit, meant);
  }
  const int status = problem == nullptr ? 200 : page.say_problem(*problem, is_said);
  return page.finish(status);
}

// `meant` keeps which books were found, for the page that asks or says what is wrong.
Result<> act(const DeskFront& front, const Visit& visit, Meant& meant) {
  const std::string act = field_of(visit, "act");
  const std::string& by = visit.person().name;
  if (act == "end") {
    AAN_TRY(service::end_coupon(front.room(), field_of(visit, "code"), by));
    return {};
  }
  if (act != "add")
    return refuse(Errc::invalid, "desk.coupon", "The desk has no such button.", "no_such_button");
  service::CouponText typed;
  typed.code = field_of(visit, "code");
  typed.percent = field_of(visit, "percent");
  typed.amount = field_of(visit, "amount");
  typed.minimum = field_of(visit, "minimum");
  typed.currency = field_of(visit, "currency");
  typed.from = field_of(visit, "from");
  typed.until = field_of(visit, "until");
  typed.uses = field_of(visit, "uses");
  service::CouponWish wish = AAN_TRY(service::read_coupon(front.room(), typed));
  meant = AAN_TRY(about_books(
      service::meant_in_lines(front.room(), field_of(visit, "books"), sales::kCouponWorksMax)));
  wish.books = AAN_TRY(about_books(chosen_books(front, visit, meant)));
  AAN_TRY(service::add_coupon(front.room(), wish, by));
  return {};
}

}  // namespace

Result<net::Response> show_coupons(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr, {});
}

Result<net::Response> change_coupons(const DeskFront& front, const Visit& visit) {
  Meant meant;
  const auto done = act(front, visit, meant);
  if (done) return done_at("/desk/coupons", "coupon-" + field_of(visit, "act"));
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, &done.error(), meant);
}

}  // namespace aan::web
