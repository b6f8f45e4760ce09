#include "web/desk/overview_routes.hpp"

#include <algorithm>
#include <ranges>

#include "domain/webhook/event.hpp"
#include "service/desk/overview.hpp"
#include "service/desk/sales.hpp"
#include "service/desk/setup.hpp"
#include "web/desk/attention_view.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kFewCodes = 3;
constexpr std::int64_t kFaultsShown = 5;

using sales::OrderState;

// States that somebody may have to do something about, in the order of their urgency.
constexpr OrderState kShown[] = {
    OrderState::disputed,  OrderState::payment_lost, OrderState::charged_back,
    OrderState::pending,   OrderState::open,         OrderState::paid,
    OrderState::fulfilled, OrderState::refunded,     OrderState::cancelled};

void fill_orders(Block& main, const service::DeskOverview& view) {
  const Locale& locale = main.locale();
  Block orders = main.add("ORDERS");
  const auto add = [&](const std::string& name, const std::string& text, std::int64_t count) {
    if (count == 0) return;
    orders.add("ROW")
        .set("PATH", "/desk/orders?state=" + name)
        .set("NAME", locale.text(text))
        .set("COUNT", locale.number(count));
  };
  for (const OrderState state : kShown) {
    const std::string name{sales::name_of(state)};
    const auto found = view.orders.find(state);
    if (state == OrderState::fulfilled) add("to_come", "desk_state_to_come", view.orders_to_come);
    if (found != view.orders.end()) add(name, "desk_state." + name, found->second);
  }
  orders.show_if("NO_ORDER", view.orders_to_come == 0 &&
                                 std::ranges::all_of(
                                     view.orders, [](const auto& one) { return one.second == 0; }));
  if (view.orders_owed > 0)
    orders.add("OWED").set("COUNT", locale.plural("desk_owed", view.orders_owed));
}

Result<> fill_attention(Block& main, const DeskFront& front, const Visit& visit,
                        const service::DeskOverview& view) {
  const Locale& locale = main.locale();
  const auto open = visible(visit, AAN_TRY(service::list_attention(front.room())).open);
  const bool has_few_codes = view.recovery_codes_left <= kFewCodes;
  if (open.empty() && !has_few_codes) {
    main.show("CALM");
    return {};
  }
  Block attention = main.add("ATTENTION");
  for (const attention::Item& item : open | std::views::take(kFaultsShown)) {
    Block one = attention.add("ITEM");
    one.set("TEXT", attention::row_of(item.what.kind).what);
    const std::string path = path_for(visit, item);
    one.add("LINKED")
        .set("LABEL", item.what.label.empty() ? locale.text("desk_nav_attention") : item.what.label)
        .set("PATH", path.empty() ? "/desk/attention" : path);
  }
  if (has_few_codes) {
    Block one = attention.add("ITEM");
    one.set("TEXT", locale.plural("desk_codes_left", view.recovery_codes_left));
    one.add("LINKED").set("LABEL", locale.text("desk_me")).set("PATH", "/desk/me");
  }
  if (!open.empty())
    attention.add("ALL").set("TEXT", std::ssize(open) > kFaultsShown
                                         ? locale.plural("desk_see_open", std::ssize(open))
                                         : locale.text("desk_next_steps"));
  return {};
}

// What the configuration says that does nothing yet, or less than it seems: no fault of the shop.
void fill_warnings(Block& main, const DeskFront& front, const Visit& visit) {
  const auto& warnings = front.shop.use.shop.warnings;
  if (warnings.empty()) return;
  Block block = main.add("WARNINGS");
  for (const std::string& warning : warnings) block.add("WARNING").set("TEXT", warning);
  block.show_if("SETTINGS", visit.may(desk::Action::see_settings));
}

// What the month has brought so far.
Result<> fill_sales(Block& main, const DeskFront& front) {
  const Locale& locale = main.locale();
  const service::Month month = service::month_of(front.room().clock.wall());
  const auto book = front.shop.use.shop.is_sandbox ? ledger::Book::sandbox : ledger::Book::main;
  const auto sales = AAN_TRY(service::export_sales(front.room(), book, month.from, month.until));
  Block block = main.add("SALES");
  block.set("MONTH", locale.partial_date(month.name));
  for (const Asset& currency : service::currencies_in(sales, front.room().currency)) {
    Money sold{0, currency};
    Money returned = sold;
    for (const service::SalesDay& day :
         service::days_of(sales, currency, month.from, month.until)) {
      sold.amount += day.sold.amount;
      returned.amount += day.returned.amount;
    }
    Block figure = block.add("FIGURE").set("SOLD", locale.money(sold));
    if (!returned.is_zero()) figure.add("RETURNED").set("AMOUNT", locale.money(returned));
  }
  return {};
}

}  // namespace

Result<net::Response> show_overview(const DeskFront& front, const Visit& visit) {
  const service::DeskOverview view =
      AAN_TRY(service::desk_overview(front.room(), front.shop.use.providers, visit.person().id));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::overview, locale.text("desk_nav_overview"), "overview");
  Block& main = page.main();
  if (visit.may(desk::Action::change_settings)) {
    const auto stage = AAN_TRY(service::setup_stage(front.room()));
    if (stage != service::SetupStage::closed)
      main.show(stage == service::SetupStage::done ? "SETUP_ENDS" : "SETUP");
  }
  AAN_TRY(fill_attention(main, front, visit, view));
  fill_warnings(main, front, visit);
  if (view.books == 0) main.add("FIRST").show_if("UPLOAD", visit.may(desk::Action::change_books));
  // A month too large to be added up here has its page.
  if (visit.may(desk::Action::see_money))
    if (const auto filled = fill_sales(main, front);
        !filled && filled.error().code != Errc::too_large)
      return std::unexpected(filled.error());
  if (visit.may(desk::Action::see_orders)) fill_orders(main, view);
  if (visit.may(desk::Action::see_orders)) {
    main.add("EVENTS").set("NAMES", webhook::text_of(webhook::subscribable_kinds()) + " gap");
    page.load_script("desk_live.js");
  }
  main.set("BOOKS", locale.plural("book_count", view.books));
  main.set("WAITING", locale.plural("desk_waiting", view.jobs_waiting));
  main.set("VERSION", front.shop.use.shop.version);
  return page.finish();
}

}  // namespace aan::web
