#include "service/desk/overview.hpp"

#include "service/desk/find_order.hpp"

namespace aan::service {
namespace {

Result<std::int64_t> count(const ports::Snapshot& at, const ports::OrderQuery& query) {
  return AAN_TRY(at.sales().list_orders(query)).total;
}

// Nobody is owed anything for a test that is over.
ports::OrderQuery owed_alone(ports::OrderQuery query, const Providers& providers) {
  query.only_owed = true;
  query.only_real = !providers.take_test_money();
  return query;
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
    query.is_to_come = true;
    view.orders_to_come = AAN_TRY(count(at, query));
    view.orders[sales::OrderState::fulfilled] -= view.orders_to_come;
    query = owed_alone({.limit = 1}, providers);
    view.orders_owed = AAN_TRY(count(at, query));
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
    ports::OrderPage page =
        AAN_TRY(at.sales().list_orders(query.only_owed ? owed_alone(query, providers) : query));
    view.total = page.total;
    for (sales::Order& order : page.orders) {
      const OrderMoney money = AAN_TRY(order_money(at, providers, order, now));
      StillToCome to_come = AAN_TRY(still_to_come(at.sales(), at.gifts(), order, now));
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
