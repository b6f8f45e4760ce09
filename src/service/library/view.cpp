#include "service/library/view.hpp"

#include "service/customer/customer_address.hpp"
#include "service/customer/library_link.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/library/gather.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {
namespace {

Result<> add_files(const Room& room, const ports::Snapshot& at, const sales::Order& order,
                   LibraryOrder& one) {
  BookReadings readings = AAN_TRY(readings_in(room, at, order, OrderSeenBy::giver));
  for (const sales::DownloadGrant& grant : AAN_TRY(at.sales().grants(order.id))) {
    const auto found = readings.find(grant.id.value);
    if (found == readings.end()) continue;
    BookReading& reading = found->second;
    if (reading.can_read) {
      // Of two files of a book the one that was begun.
      auto [there, is_first] = one.readable.try_emplace(reading.work.value);
      if (is_first || (reading.place && !there->second.place))
        there->second = {grant.id, std::move(reading.place)};
    } else if (reading.can_fetch) {
      one.to_fetch[reading.work.value].push_back({grant.id, reading.format, reading.size});
    }
  }
  return {};
}

Result<> add_days(const Room& room, const ports::Snapshot& at, const sales::Order& order,
                  LibraryOrder& one) {
  for (const sales::Preorder& waiting : AAN_TRY(at.sales().preorders(order.id)))
    for (const sales::OrderLine& line : order.lines)
      if (line.id == waiting.line_id && !waiting.released_at)
        one.to_come[line.quoted.work_id.value] = waiting.release_at.value_or(room.clock.wall());
  return {};
}

Result<LibraryOrder> order_in(const Room& room, const ports::Snapshot& at, sales::Order order) {
  LibraryOrder one;
  for (const sales::OrderLine& line : order.lines)
    if (auto book = AAN_TRY(at.catalog().find_work(line.quoted.work_id)))
      one.books.push_back(std::move(*book));
  one.token = order_token(room.keys.ring(), order).value_or("");
  if (!sales::refusal_of(order.state)) {
    AAN_TRY(add_files(room, at, order, one));
    AAN_TRY(add_days(room, at, order, one));
  }
  one.order = std::move(order);
  return one;
}

}  // namespace

Result<LibraryView> view_library(const Room& room, const customer::CustomerId& library) {
  LibraryView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto customer = AAN_TRY(at.customers().find_customer(library));
    if (customer) view.address = open_address(room, *customer).value_or("");
    const ports::LibraryLink link = AAN_TRY(at.libraries().link_of(library));
    if (link.generation > 0)
      view.link_token = library_token(room.keys.ring(), library, link.generation, link.key_id);
    view.keys = AAN_TRY(own_keys(room, at, library));
    view.reading_apps = AAN_TRY(reader_login(room, at, library));
    for (const sales::OrderId& id : AAN_TRY(at.libraries().orders_in(library, kLibraryOrdersMax)))
      if (auto order = AAN_TRY(at.sales().find_order(id));
          order && order->state != sales::OrderState::cancelled)
        view.orders.push_back(AAN_TRY(order_in(room, at, std::move(*order))));
    return {};
  }));
  return view;
}

}  // namespace aan::service
