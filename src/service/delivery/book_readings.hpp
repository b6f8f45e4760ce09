#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/on_pages.hpp"
#include "domain/sales/reading_place.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

/// How the newest version of a file of an order is read, and where reading stands.
struct BookReading {
  catalog::WorkId work;
  catalog::OnPages how = catalog::OnPages::no_text;
  bool can_read = false;   ///< on pages, now, by whoever looks
  bool can_fetch = false;  ///< the file can be downloaded, now, by whoever looks
  std::string format;      ///< of that file
  std::uint64_t size = 0;
  bool can_forget = false;  ///< there is a place, and no page any more on which it is forgotten
  std::optional<sales::ReadingPlace> place;
};
/// By the id of a grant.
using BookReadings = std::map<std::string, BookReading>;

/// Of every file of an order that was delivered: the one place where it is decided what is offered
/// to be read on pages. A use of a download that is spent or old keeps nobody from reading; money
/// that went back, a damaged file and, for the giver, a gift do.
Result<BookReadings> readings_in(const Room& room, const ports::Snapshot& at,
                                 const sales::Order& order, OrderSeenBy by);
/// In a snapshot of its own. Errors: not_found "no_such_order".
Result<BookReadings> readings_of(const Room& room, const sales::OrderId& order, OrderSeenBy by);

/// The events of an order, and where reading of its files stands among them, by its time: kind
/// "place", detail "GRANT SHARE", in millionths. For the people of the shop: a place is stored once
/// and not for each page, and one that was forgotten is no more among them.
Result<std::vector<sales::OrderEvent>> events_with_places(const ports::Snapshot& at,
                                                          const OrderView& view);
/// In a snapshot of its own.
Result<std::vector<sales::OrderEvent>> events_with_places(const Room& room, const OrderView& view);

}  // namespace aan::service
