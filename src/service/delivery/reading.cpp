#include "service/delivery/reading.hpp"

#include <algorithm>

#include "base/whole_number.hpp"
#include "crypto/token.hpp"
#include "domain/catalog/book_format.hpp"
#include "ports/reading_store.hpp"
#include "service/delivery/device_words.hpp"
#include "service/delivery/download_right.hpp"
#include "service/delivery/stamps.hpp"
#include "service/shared_slot.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> no_such_page() {
  return refuse(Errc::not_found, "reading", "The book has not so many pages.", "no_such_page");
}

// A text has a step behind its last page, its end, with which the last page is passed. The pictures
// of a comic are seen where they are open.
std::size_t last_page_of(const catalog::EditionFile& file, const catalog::ReadingIndex& index) {
  return index.pages.size() + (catalog::is_comic(file.format) ? 0 : 1);
}

// Where a place is, from 1; what was read through is at its end.
std::size_t page_of(const Room& room, const catalog::EditionFile& file,
                    const catalog::ReadingIndex& index, const sales::ReadingPlace& place) {
  const std::string position = open_device_words(room, place).position;
  // Of pictures a device says the number of the page.
  if (const auto number = parse_whole_number(position); number && *number > 0)
    return std::min(static_cast<std::size_t>(*number), index.pages.size());
  if (place.share >= catalog::kWholeBook) return last_page_of(file, index);
  return catalog::page_at(index, place.share, sales::document_named_in(position)) + 1;
}

// What was truly passed where a page (from 1) is open: who opens a chapter has not read it yet.
std::int64_t share_passed(const catalog::EditionFile& file, const catalog::ReadingIndex& index,
                          std::size_t page) {
  if (catalog::is_comic(file.format)) return catalog::share_at(index, page - 1);
  return page > index.pages.size() ? catalog::kWholeBook : catalog::share_before(index, page - 1);
}

constexpr std::ptrdiff_t kEventsRead = 1000;  // as many as `order_events` gives of one order
constexpr std::int64_t kPlacesAUnit = 500;    // that are purged at once

// What says that nobody moved the place meanwhile. A device's words are sealed anew each time.
bool is_same(const std::optional<sales::ReadingPlace>& a,
             const std::optional<sales::ReadingPlace>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->file_id == b->file_id && a->share == b->share && a->kept_at == b->kept_at &&
         a->device_sealed == b->device_sealed;
}

// Whether a page of it was opened before. `Look`: a snapshot or a unit of work.
template <class Look>
Result<bool> was_opened(Look& at, const sales::OrderId& order, const sales::GrantId& grant) {
  const std::vector<sales::OrderEvent> events = AAN_TRY(at.sales().order_events(order));
  // Behind the last that is read nothing would be found again, and each page would be written down.
  if (std::ssize(events) >= kEventsRead) return true;
  return std::ranges::any_of(events, [&](const sales::OrderEvent& one) {
    return one.kind == "read" && one.detail.starts_with(grant.value + " ");
  });
}

bool is_of_gift(const sales::Order& order, const std::string& token) {
  return order.token_digest != crypto::token_digest(token);
}

}  // namespace

struct Reading::Opened {
  sales::Order order;
  sales::DownloadGrant grant;
  catalog::EditionFile file;
  catalog::Work work;
  catalog::Edition edition;
  bool is_gift = false;
  bool is_stamped = false;
  bool was_opened = false;  // a page of it, some time before: the order's time line says so
  std::optional<sales::ReadingPlace> place;
  ReadingCopies::Copy copy;
};

Reading::Reading(const Room& room, ReadingCopies& copies)
    : room_(room), copies_(copies), salt_(crypto::new_token(room.rng)) {}

Result<Reading::Opened> Reading::open_right(const std::string& token, const sales::GrantId& id) {
  Opened it;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    DownloadRight right = AAN_TRY(find_right(at, token, id));
    it.file = AAN_TRY(version_to_send(at.catalog(), right.grant, 0));
    const auto edition = AAN_TRY(at.catalog().find_edition(it.file.edition_id));
    const auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    if (!book) return fail(Errc::corrupt, "reading", "a file without its book");
    it.edition = *edition;
    it.work = book->work;
    it.is_stamped = AAN_TRY(is_stamped_for(at, it.file, right.order.created_at));
    it.is_gift = is_of_gift(right.order, token);
    it.place = AAN_TRY(ports::reading_of(at).find_place(id));
    it.was_opened = AAN_TRY(was_opened(at, right.order.id, id));
    it.order = std::move(right.order);
    it.grant = std::move(right.grant);
    return {};
  }));
  it.copy = AAN_TRY(copies_.open(it.file));
  return it;
}

// Memory of a fixed size: two lines may share a place by chance, and then share what it allows.
Result<> Reading::count(const sales::GrantId& grant, std::uint64_t bytes,
                        std::uint64_t copy_bytes) {
  const std::int64_t hour = room_.clock.mono().us / Duration::hours(1).us;
  const std::scoped_lock lock(taken_mutex_);
  Taken& taken = taken_[shared_slot(salt_, grant.value, kPlaces)];
  if (taken.hour != hour) taken = {hour, 0};
  if (taken.bytes + bytes > kReadingBytesAnHour + 3 * copy_bytes)
    return refuse(Errc::limited, "reading",
                  "This book was read very often within an hour. Please wait a little.",
                  "reading_too_fast");
  taken.bytes += bytes;
  return {};
}

Result<ReadingView> Reading::open(const std::string& token, const sales::GrantId& id,
                                  const ReadingAsk& ask) {
  Opened it = AAN_TRY(open_right(token, id));
  ReadingView view;
  const std::size_t left_at = it.place ? page_of(room_, it.file, it.copy.index, *it.place) : 1;
  view.page = ask.page;
  if (view.page == 0 || view.page > last_page_of(it.file, it.copy.index)) return no_such_page();
  if (view.page <= it.copy.index.pages.size()) {
    const catalog::ReadingPage& page = it.copy.index.pages[view.page - 1];
    AAN_TRY(count(id, page.text.length, it.copy.index.bytes));
    view.xhtml = AAN_TRY(ReadingCopies::bytes_of(it.copy, page.text));
  }
  // A device's place on this very page says more than its beginning.
  const bool is_new = !it.place || left_at != view.page || it.place->file_id != it.file.id;
  view.share = is_new ? share_passed(it.file, it.copy.index, view.page) : it.place->share;
  const bool is_look_new = ask.look && (!it.place || *ask.look != it.place->look);
  if (ask.keeps_place && (is_new || is_look_new || !it.was_opened)) {
    sales::ReadingPlace turned;
    turned.grant_id = id;
    turned.order_id = it.order.id;
    turned.file_id = it.file.id;
    turned.share = view.share;
    turned.kept_at = room_.clock.wall();
    AAN_TRY(room_.store.write("reading.turn", [&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(find_right(unit, token, id));
      // Once, as use of the book: which pages are read when is nobody's business.
      if (!it.was_opened && !AAN_TRY(was_opened(unit, it.order.id, id)))
        AAN_TRY(unit.sales().add_order_event(it.order.id,
                                             {"read", what_goes_out(id, it.file), turned.kept_at}));
      ports::ReadingStore& reading = ports::reading_of(unit);
      const auto now = AAN_TRY(reading.find_place(id));
      // Who kept or forgot a place since this page was asked for said so later than this page.
      const bool is_moved = !is_same(now, it.place);
      if (is_moved && (!now || !ask.look)) return {};
      sales::ReadingPlace place = is_new && !is_moved ? turned : *now;
      if (now) place.look = now->look;
      if (ask.look) place.look = *ask.look;
      if (!is_moved) place.kept_at = turned.kept_at;
      return reading.put_place(place);
    }));
  }
  view.order = std::move(it.order);
  view.is_gift = it.is_gift;
  view.picture = catalog::comic_picture(it.file.format, view.xhtml);
  view.work = std::move(it.work);
  view.edition = std::move(it.edition);
  view.index = std::move(it.copy.index);
  view.place = std::move(it.place);
  view.is_stamped = it.is_stamped;
  return view;
}

Result<std::string> Reading::picture(const std::string& token, const sales::GrantId& id,
                                     std::size_t number) {
  const Opened it = AAN_TRY(open_right(token, id));
  const auto& pictures = it.copy.index.pictures;
  if (number == 0 || number > pictures.size() || pictures[number - 1].length == 0)
    return refuse(Errc::not_found, "reading", "There is no such picture.", "no_such_picture");
  AAN_TRY(count(id, pictures[number - 1].length, it.copy.index.bytes));
  return ReadingCopies::bytes_of(it.copy, pictures[number - 1]);
}

Result<ReadingStand> Reading::stand(const std::string& token, const sales::GrantId& id) {
  const Opened it = AAN_TRY(open_right(token, id));
  ReadingStand stand;
  stand.pages = it.copy.index.pages.size();
  if (!it.place) return stand;
  // The end has nothing to read: whoever goes on from there sees the last page.
  stand.page = std::min(page_of(room_, it.file, it.copy.index, *it.place), stand.pages);
  stand.share = it.place->share;
  stand.kept_at = it.place->kept_at;
  stand.device = open_device_words(room_, *it.place).device;
  return stand;
}

Result<ReadingStand> Reading::keep(const std::string& token, const sales::GrantId& id,
                                   std::size_t page) {
  const Opened it = AAN_TRY(open_right(token, id));
  const std::size_t pages = it.copy.index.pages.size();
  if (page == 0 || page > last_page_of(it.file, it.copy.index)) return no_such_page();
  sales::ReadingPlace place;
  place.grant_id = id;
  place.order_id = it.order.id;
  place.file_id = it.file.id;
  place.share = share_passed(it.file, it.copy.index, page);
  place.kept_at = room_.clock.wall();
  AAN_TRY(room_.store.write("reading.keep", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(find_right(unit, token, id));
    const auto now = AAN_TRY(ports::reading_of(unit).find_place(id));
    place.look = now ? now->look : std::string();
    return ports::reading_of(unit).put_place(place);
  }));
  return ReadingStand{std::min(page, pages), pages, place.share, place.kept_at, ""};
}

Result<bool> Reading::forget(const std::string& token, const sales::GrantId& id) {
  bool is_gift = false;
  AAN_TRY(room_.store.write("reading.forget", [&](ports::UnitOfWork& unit) -> Result<> {
    // What is kept about somebody can be taken away after the money went back too.
    const auto order = AAN_TRY(order_behind(unit, token));
    const auto grant = order ? AAN_TRY(unit.sales().find_grant(id)) : std::nullopt;
    if (!grant || grant->order_id != order->id)
      return refuse(Errc::not_found, "reading", "There is no such download.", "no_such_download");
    is_gift = is_of_gift(*order, token);
    if (!is_gift && AAN_TRY(unit.gifts().gift_of(order->id)))
      return download_refused(sales::DownloadRefusal::given);
    return ports::reading_of(unit).forget_place(id);
  }));
  return is_gift;
}

Result<std::int64_t> Reading::purge() {
  const Timestamp before = room_.clock.wall() - sales::kReadingPlaceFor;
  std::int64_t all = 0;
  std::int64_t rows = kPlacesAUnit;
  while (rows == kPlacesAUnit) {
    AAN_TRY(room_.store.write("reading.purge", [&](ports::UnitOfWork& unit) -> Result<> {
      rows = AAN_TRY(ports::reading_of(unit).purge_places(before, kPlacesAUnit));
      return {};
    }));
    all += rows;
  }
  return all;
}

}  // namespace aan::service
