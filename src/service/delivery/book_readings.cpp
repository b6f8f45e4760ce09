#include "service/delivery/book_readings.hpp"

#include <algorithm>

#include "domain/catalog/book_format.hpp"
#include "ports/reading_store.hpp"
#include "service/delivery/download_right.hpp"
#include "service/delivery/reading_record.hpp"

namespace aan::service {
namespace {

// What the worker found out counts more than what the book says of its layout. That is said of an
// edition, and is about its first file.
Result<catalog::OnPages> how_to_read(const Room& room, const ports::Snapshot& at,
                                     const catalog::EditionFile& file,
                                     const catalog::BookDetail& book,
                                     const catalog::Edition& edition) {
  using catalog::OnPages;
  const OnPages plain = catalog::on_pages(file.format, false);
  if (plain != OnPages::pages) return plain;
  const auto kept = AAN_TRY(find_derived(at, kReadingArea, file.id.value));
  const bool is_left = kept && is_left_out(*kept, room.clock.wall());
  if (catalog::is_comic(file.format)) return is_left ? OnPages::comic : plain;
  const bool is_said = edition.fixed_layout && book.edition.id == edition.id &&
                       !book.files.empty() && book.files.front().format == file.format;
  if (is_left) return is_said ? OnPages::fixed_layout : OnPages::no_text;
  if (kept && kept->content) return OnPages::pages;
  return catalog::on_pages(file.format, is_said);
}

}  // namespace

Result<BookReadings> readings_in(const Room& room, const ports::Snapshot& at,
                                 const sales::Order& order, OrderSeenBy by) {
  BookReadings all;
  const bool is_good = !sales::refusal_of(order.state);
  const bool is_theirs =
      by == OrderSeenBy::taker || !AAN_TRY(at.gifts().gift_of(order.id)).has_value();
  for (const sales::DownloadGrant& grant : AAN_TRY(at.sales().grants(order.id))) {
    const auto file = AAN_TRY(version_to_send(at.catalog(), grant, 0));
    const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    const auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    if (!book) continue;
    BookReading& one = all[grant.id.value];
    one.work = book->work.id;
    one.how = AAN_TRY(how_to_read(room, at, file, *book, *edition));
    one.format = file.format;
    one.size = file.size;
    one.can_fetch =
        is_theirs && !file.is_damaged && !sales::refusal_of(order.state, grant, room.clock.wall());
    one.can_read = is_good && is_theirs && !file.is_damaged && one.how == catalog::OnPages::pages;
  }
  if (!is_theirs) return all;
  for (sales::ReadingPlace& place : AAN_TRY(ports::reading_of(at).places_of(order.id))) {
    const auto one = all.find(place.grant_id.value);
    if (one == all.end()) continue;
    one->second.can_forget = !one->second.can_read;
    one->second.place = std::move(place);
  }
  return all;
}

Result<BookReadings> readings_of(const Room& room, const sales::OrderId& id, OrderSeenBy by) {
  BookReadings all;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto order = AAN_TRY(at.sales().find_order(id));
    if (!order)
      return refuse(Errc::not_found, "reading", "There is no such order.", "no_such_order");
    all = AAN_TRY(readings_in(room, at, *order, by));
    return {};
  }));
  return all;
}

Result<std::vector<sales::OrderEvent>> events_with_places(const ports::Snapshot& at,
                                                          const OrderView& view) {
  std::vector<sales::OrderEvent> events = view.events;
  for (const sales::ReadingPlace& one : AAN_TRY(ports::reading_of(at).places_of(view.order.id))) {
    const auto later = std::ranges::find_if(
        events, [&](const sales::OrderEvent& event) { return event.at > one.kept_at; });
    events.insert(later,
                  {"place", one.grant_id.value + " " + std::to_string(one.share), one.kept_at});
  }
  return events;
}

Result<std::vector<sales::OrderEvent>> events_with_places(const Room& room, const OrderView& view) {
  std::vector<sales::OrderEvent> events;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    events = AAN_TRY(events_with_places(at, view));
    return {};
  }));
  return events;
}

}  // namespace aan::service
