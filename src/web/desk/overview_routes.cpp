#include "web/desk/overview_routes.hpp"

#include <ranges>

#include "service/desk/overview.hpp"
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
  for (const OrderState state : kShown) {
    const auto found = view.orders.find(state);
    if (found == view.orders.end() || found->second == 0) continue;
    const std::string name{sales::name_of(state)};
    orders.add("ROW")
        .set("PATH", "/desk/orders?state=" + name)
        .set("NAME", locale.text("desk_state." + name))
        .set("COUNT", locale.number(found->second));
  }
  if (view.orders_owed > 0)
    orders.add("OWED").set("COUNT", locale.plural("desk_owed", view.orders_owed));
}

Result<> fill_attention(Block& main, const DeskFront& front, const Visit& visit,
                        const service::DeskOverview& view) {
  const Locale& locale = main.locale();
  const auto open = visible(visit, AAN_TRY(service::list_attention(front.room())).open);
  std::vector<std::string> items;
  for (const attention::Item& item : open | std::views::take(kFaultsShown))
    items.push_back(std::string(attention::row_of(item.what.kind).what) + " " + item.what.label);
  if (view.recovery_codes_left <= kFewCodes)
    items.push_back(locale.plural("desk_codes_left", view.recovery_codes_left));
  for (const std::string& warning : front.shop.use.shop.warnings) items.push_back(warning);
  if (items.empty()) {
    main.show("CALM");
    return {};
  }
  Block attention = main.add("ATTENTION");
  for (const std::string& item : items) attention.add("ITEM").set("TEXT", item);
  if (!open.empty())
    attention.add("ALL").set("TEXT", locale.plural("desk_see_open", std::ssize(open)));
  return {};
}

}  // namespace

Result<net::Response> show_overview(const DeskFront& front, const Visit& visit) {
  const service::DeskOverview view =
      AAN_TRY(service::desk_overview(front.room(), visit.person().id));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::overview, locale.text("desk_nav_overview"), "overview");
  Block& main = page.main();
  AAN_TRY(fill_attention(main, front, visit, view));
  if (visit.may(desk::Action::see_orders)) fill_orders(main, view);
  main.set("BOOKS", locale.plural("book_count", view.books));
  main.set("WAITING", locale.plural("desk_waiting", view.jobs_waiting));
  main.set("VERSION", front.shop.use.shop.version);
  return page.finish();
}

}  // namespace aan::web
