#include "service/letters/broadcast.hpp"

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "service/audit.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/letters/letters.hpp"
#include "service/letters/queue_mail.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kListed = 100;

std::string key_prefix(const customer::BroadcastId& id) { return "version:" + id.value + ":"; }

std::unexpected<Error> no_such_broadcast() {
  return refuse(Errc::not_found, "broadcast", "There is no such broadcast, or it is at its end.",
                "no_such_broadcast");
}

// The newest version of any of its files; nothing where each file is the first.
Result<std::optional<catalog::FileVersion>> newest_version(const ports::CatalogStore& catalog,
                                                           const catalog::BookDetail& book) {
  std::optional<catalog::FileVersion> newest;
  for (const catalog::EditionFile& file : book.files) {
    const auto versions = AAN_TRY(catalog.versions_of(file.id));
    if (versions.size() < 2) continue;
    if (!newest || versions.back().since > newest->since) newest = versions.back();
  }
  return newest;
}

Result<BroadcastView> view_of(const ports::Snapshot& at, customer::Broadcast broadcast) {
  BroadcastView view;
  view.letters = AAN_TRY(at.queues().tally(ports::Queue::mail, key_prefix(broadcast.id)));
  if (const auto book = AAN_TRY(at.catalog().find_work({broadcast.work_id}))) {
    view.slug = book->work.slug;
    view.title = book->work.title;
  }
  view.broadcast = std::move(broadcast);
  return view;
}

Result<BroadcastView> view_by_id(const Room& room, const customer::BroadcastId& id) {
  BroadcastView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto broadcast = AAN_TRY(at.broadcasts().find_broadcast(id));
    if (!broadcast) return no_such_broadcast();
    view = AAN_TRY(view_of(at, *std::move(broadcast)));
    return {};
  }));
  return view;
}

}  // namespace

Result<BroadcastOffer> broadcast_offer(const Room& room, const Shop& shop,
                                       const catalog::BookDetail& book) {
  BroadcastOffer offer;
  if (!shop.has_mail) return offer;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    offer = {};
    const auto newest = AAN_TRY(newest_version(at.catalog(), book));
    if (!newest || AAN_TRY(at.broadcasts().find_broadcast_of(newest->file.id))) return {};
    offer.is_there = true;
    offer.buyers = AAN_TRY(at.broadcasts().count_buyers(newest->file.id));
    return {};
  }));
  return offer;
}

Result<BroadcastView> begin_broadcast(const Room& room, const Shop& shop, const std::string& which,
                                      std::string_view by) {
  if (!shop.has_mail)
    return refuse(Errc::conflict, "broadcast",
                  "This shop sends no letters: no mail server is configured.", "mail_off");
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  customer::Broadcast broadcast;
  broadcast.id = room.ids.make<customer::BroadcastId>();
  broadcast.work_id = book.work.id.value;
  broadcast.created_by = by;
  broadcast.created_at = room.clock.wall();
  AAN_TRY(room.store.write("broadcast.begin", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto newest = AAN_TRY(newest_version(unit.catalog(), book));
    if (!newest)
      return refuse(Errc::conflict, "broadcast",
                    "This book has no new version that its buyers could be told of.",
                    "no_new_version");
    broadcast.file_id = newest->file.id.value;
    broadcast.version = newest->number;
    broadcast.note = newest->note;
    AAN_TRY(unit.broadcasts().add_broadcast(broadcast));
    return write_down(unit,
                      {std::string(by), "broadcast.begun", book.work.slug,
                       "version " + std::to_string(broadcast.version)},
                      broadcast.created_at);
  }));
  return view_by_id(room, broadcast.id);
}

Result<BroadcastView> stop_broadcast(const Room& room, const std::string& id, std::string_view by) {
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("broadcast.stop", [&](ports::UnitOfWork& unit) -> Result<> {
    auto broadcast =
        looks_like_id(id) ? AAN_TRY(unit.broadcasts().find_broadcast({id})) : std::nullopt;
    if (!broadcast || broadcast->ended_at) return no_such_broadcast();
    broadcast->is_stopped = true;
    broadcast->ended_at = now;
    AAN_TRY(unit.broadcasts().move_broadcast(*broadcast, broadcast->after));
    return write_down(unit,
                      {std::string(by), "broadcast.stopped", broadcast->id.value,
                       std::to_string(broadcast->queued) + " letters"},
                      now);
  }));
  return view_by_id(room, {id});
}

Result<std::vector<BroadcastView>> list_broadcasts(const Room& room) {
  std::vector<BroadcastView> views;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    views.clear();
    for (customer::Broadcast& one : AAN_TRY(at.broadcasts().broadcasts(kListed)))
      views.push_back(AAN_TRY(view_of(at, std::move(one))));
    return {};
  }));
  return views;
}

Result<std::optional<BroadcastView>> broadcast_of(const Room& room,
                                                  const catalog::BookDetail& book) {
  std::optional<BroadcastView> view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.reset();
    const auto newest = AAN_TRY(newest_version(at.catalog(), book));
    if (!newest) return {};
    if (auto one = AAN_TRY(at.broadcasts().find_broadcast_of(newest->file.id)))
      view = AAN_TRY(view_of(at, *std::move(one)));
    return {};
  }));
  return view;
}

// The letters and the place in the list are one unit: neither is without the other.
Result<std::int64_t> step_broadcast(const Room& room) {
  const Timestamp now = room.clock.wall();
  std::optional<customer::Broadcast> next;
  bool is_busy = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    next = AAN_TRY(at.broadcasts().next_broadcast());
    is_busy = next && AAN_TRY(at.queues().has_due(ports::Queue::mail, now));
    return {};
  }));
  if (!next || is_busy) return 0;
  std::int64_t queued = 0;
  const Result<> done =
      room.store.write("broadcast.step", [&](ports::UnitOfWork& unit) -> Result<> {
        queued = 0;
        const customer::CustomerId from = next->after;
        customer::Broadcast to = *next;
        const auto buyers =
            AAN_TRY(unit.broadcasts().buyers_after({to.file_id}, from, kLettersARound));
        for (const customer::CustomerId& buyer : buyers) {
          AAN_TRY(keep_letter_link(room, unit, buyer));
          AAN_TRY(queue_letter(room, unit, kVersionMail, to.id.value + " " + buyer.value,
                               key_prefix(to.id) + buyer.value, now, ports::JobRank::second));
        }
        queued = std::ssize(buyers);
        to.queued += queued;
        if (!buyers.empty()) to.after = buyers.back();
        if (queued < kLettersARound) to.ended_at = now;
        return unit.broadcasts().move_broadcast(to, from);
      });
  // Somebody else did this step, or a person stopped it.
  if (!done && done.error().reason == "broadcast_moved") return 0;
  AAN_TRY(done);
  AAN_CRASH_POINT("broadcast.queued");
  if (queued < kLettersARound)
    log::info("broadcast.queued",
              {{"broadcast", next->id.value}, {"letters", next->queued + queued}});
  return queued;
}

}  // namespace aan::service
