#include "service/library/view.hpp"

#include "service/customer/customer_address.hpp"
#include "service/customer/library_link.hpp"
#include "service/library/gather.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {
namespace {

Result<LibraryOrder> order_in(const Room& room, const ports::Snapshot& at, sales::Order order) {
  LibraryOrder one;
  for (const sales::OrderLine& line : order.lines)
    if (auto book = AAN_TRY(at.catalog().find_work(line.quoted.work_id)))
      one.books.push_back(std::move(*book));
  one.token = order_token(room.keys.ring(), order).value_or("");
  if (!sales::refusal_of(order.state) && !AAN_TRY(at.gifts().gift_of(order.id)))
    for (const sales::DownloadGrant& grant : AAN_TRY(at.sales().grants(order.id))) {
      const auto file = AAN_TRY(at.catalog().find_file(grant.file_id));
      const auto edition = file && file->format == "epub"
                               ? AAN_TRY(at.catalog().find_edition(file->edition_id))
                               : std::nullopt;
      if (edition) one.readable.emplace(edition->work_id.value, grant.id);
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
