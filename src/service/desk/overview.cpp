#include "service/desk/overview.hpp"

#include "service/desk/find_order.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kOwedAtOnce = 500;
constexpr std::int64_t kOwedLookedAt = 10'000;

Result<std::int64_t> count(const ports::Snapshot& at, const ports::OrderQuery& query) {
  return AAN_TRY(at.sales().list_orders(query)).total;
}

// A page of the orders that are owed money, without those of tests: nobody who took them is there.
// Which those are the store cannot know, so all that the journal names are looked at.
Result<ports::OrderPage> owed_for_real(const ports::Snapshot& at, const ports::OrderQuery& query) {
  ports::OrderPage owed;
  ports::OrderQuery next = query;
  next.limit = kOwedAtOnce;
  for (next.offset = 0; next.offset < kOwedLookedAt; next.offset += kOwedAtOnce) {
    ports::OrderPage page = AAN_TRY(at.sales().list_orders(next));
    for (sales::Order& order : page.orders) {
      if (order.is_sandbox) continue;
      const std::int64_t place = owed.total++ - query.offset;
      if (place >= 0 && place < query.limit) owed.orders.push_back(std::move(order));
    }
    if (next.offset + kOwedAtOnce >= page.total) break;
  }
  return owed;
}

Result<ports::OrderPage> orders_in(const ports::Snapshot& at, const Providers& providers,
                                   const ports::OrderQuery& query) {
  const bool is_real_alone = query.only_owed && !providers.take_test_money();
  return is_real_alone ? owed_for_real(at, query) : at.sales().list_orders(query);
}

}  // namespace

Result<DeskOverview> desk_overview(const Room& room, const Providers& providers,
                                   const desk::PersonId& who) {
  DeskOverview view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.books = AAN_TRY(at.catalog().list_works(0, 1)).total;
    ports::OrderQuery query;
    query.limit = 1;
    for (const sales::OrderState state : sales::kOrderStates) {
      query.state = state;
      view.orders[state] = AAN_TRY(count(at, query));
    }
    query.state.reset();
    query.only_owed = true;
    view.orders_owed = AAN_TRY(orders_in(at, providers, query)).total;
    for (const ports::Queue queue : {ports::Queue::outbox, ports::Queue::inbox})
      view.jobs_waiting += AAN_TRY(at.queues().depth(queue)).waiting;
    view.recovery_codes_left = AAN_TRY(at.people().recovery_codes_left(who));
    return {};
  }));
  return view;
}

Result<DeskOrders> desk_orders(const Room& room, const Providers& providers,
                               const ports::OrderQuery& query) {
  DeskOrders view;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::OrderPage page = AAN_TRY(orders_in(at, providers, query));
    view.total = page.total;
    for (sales::Order& order : page.orders) {
      const OrderMoney money = AAN_TRY(order_money(at, providers, order, now));
      StillToCome to_come = AAN_TRY(still_to_come(at, order, now));
      view.orders.push_back({std::move(order), money, std::move(to_come)});
    }
    return {};
  }));
  return view;
}

Result<OrderView> desk_order(const Room& room, const Providers& providers,
                             const std::string& which) {
  return view_order_by_id(room, providers, AAN_TRY(find_order(room, which)).id);
}

}  // namespace aan::service
