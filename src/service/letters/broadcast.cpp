#include "service/letters/broadcast.hpp"

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "service/audit.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/letters/letters.hpp"
#include "service/letters/queue_mail.hpp"

#include <algorithm>
#include <map>

namespace aan::service {
namespace {

constexpr std::int64_t kListed = 100;

std::string key_prefix(const customer::BroadcastId& id) { return "version:" + id.value + ":"; }

std::unexpected<Error> no_such_broadcast() {
  return refuse(Errc::not_found, "broadcast", "There is no such broadcast, or it is at its end.",
                "no_such_broadcast");
}

// The newest version of each of its files that had more than one.
Result<std::vector<catalog::FileVersion>> newest_versions(const ports::CatalogStore& catalog,
                                                          const catalog::BookDetail& book) {
  std::vector<catalog::FileVersion> newest;
  for (const catalog::EditionFile& file : book.files) {
    auto versions = AAN_TRY(catalog.versions_of(file.id));
    if (versions.size() > 1) newest.push_back(std::move(versions.back()));
  }
  return newest;
}

// Those of them that nobody was told of.
Result<std::vector<catalog::FileVersion>> untold_of(const ports::BroadcastStore& broadcasts,
                                                    std::vector<catalog::FileVersion> versions) {
  std::vector<catalog::FileVersion> untold;
  for (catalog::FileVersion& one : versions)
    if (!AAN_TRY(broadcasts.find_broadcast_of(one.file.id))) untold.push_back(std::move(one));
  return untold;
}

// Broadcasts that were begun together go on together, from one place: so whoever has several of
// their files gets one letter. In the order of the book's files.
Result<std::vector<customer::Broadcast>> together_with(const ports::Snapshot& at,
                                                       const customer::Broadcast& next) {
  std::vector<customer::Broadcast> all;
  const auto book = AAN_TRY(at.catalog().find_work({next.work_id}));
  for (const catalog::EditionFile& file : book ? book->files : std::vector<catalog::EditionFile>{})
    for (const catalog::FileVersion& version : AAN_TRY(at.catalog().versions_of(file.id))) {
      auto other = AAN_TRY(at.broadcasts().find_broadcast_of(version.file.id));
      if (other && !other->ended_at && other->created_at == next.created_at &&
          other->after == next.after)
        all.push_back(*std::move(other));
    }
  const bool is_among =
      std::ranges::any_of(all, [&](const customer::Broadcast& one) { return one.id == next.id; });
  if (!is_among) all.insert(all.begin(), next);
  return all;
}

Result<BroadcastView> view_of(const ports::Snapshot& at, customer::Broadcast broadcast) {
  BroadcastView view;
  view.letters = AAN_TRY(at.queues().tally(ports::Queue::mail, key_prefix(broadcast.id)));
  if (const auto book = AAN_TRY(at.catalog().find_work({broadcast.work_id}))) {
    view.slug = book->work.slug;
    view.title = book->work.title;
  }
  if (const auto file = AAN_TRY(at.catalog().find_file({broadcast.file_id})))
    view.format = file->format;
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

Result<std::vector<BroadcastOffer>> broadcast_offers(const Room& room, const Shop& shop,
                                                     const catalog::BookDetail& book) {
  std::vector<BroadcastOffer> offers;
  if (!shop.has_mail) return offers;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    offers.clear();
    for (const catalog::FileVersion& one :
         AAN_TRY(untold_of(at.broadcasts(), AAN_TRY(newest_versions(at.catalog(), book)))))
      offers.push_back(
          {one.file.format, one.number, AAN_TRY(at.broadcasts().count_buyers(one.file.id))});
    return {};
  }));
  return offers;
}

Result<std::vector<BroadcastView>> begin_broadcasts(const Room& room, const Shop& shop,
                                                    const std::string& which, std::string_view by) {
  if (!shop.has_mail)
    return refuse(Errc::conflict, "broadcast",
                  "This shop sends no letters: no mail server is configured.", "mail_off");
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  std::vector<customer::BroadcastId> begun;
  AAN_TRY(room.store.write("broadcast.begin", [&](ports::UnitOfWork& unit) -> Result<> {
    begun.clear();
    const auto newest = AAN_TRY(newest_versions(unit.catalog(), book));
    if (newest.empty())
      return refuse(Errc::conflict, "broadcast",
                    "This book has no new version that its buyers could be told of.",
                    "no_new_version");
    const auto untold = AAN_TRY(untold_of(unit.broadcasts(), newest));
    if (untold.empty())
      return refuse(Errc::conflict, "broadcast",
                    "The buyers of this book were told of its newest versions already.",
                    "broadcast_begun");
    for (const catalog::FileVersion& one : untold) {
      customer::Broadcast broadcast;
      broadcast.id = room.ids.make<customer::BroadcastId>();
      broadcast.work_id = book.work.id.value;
      broadcast.file_id = one.file.id.value;
      broadcast.version = one.number;
      broadcast.note = one.note;
      broadcast.created_by = by;
      broadcast.created_at = now;
      AAN_TRY(unit.broadcasts().add_broadcast(broadcast));
      AAN_TRY(write_down(unit,
                         {std::string(by), "broadcast.begun", book.work.slug,
                          one.file.format + " version " + std::to_string(one.number)},
                         now));
      begun.push_back(broadcast.id);
    }
    return {};
  }));
  std::vector<BroadcastView> views;
  for (const customer::BroadcastId& id : begun) views.push_back(AAN_TRY(view_by_id(room, id)));
  return views;
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

Result<std::vector<BroadcastView>> broadcasts_of(const Room& room,
                                                 const catalog::BookDetail& book) {
  std::vector<BroadcastView> views;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    views.clear();
    for (const catalog::FileVersion& one : AAN_TRY(newest_versions(at.catalog(), book)))
      if (auto begun = AAN_TRY(at.broadcasts().find_broadcast_of(one.file.id)))
        views.push_back(AAN_TRY(view_of(at, *std::move(begun))));
    return {};
  }));
  return views;
}

// The letters and the place in the list are one unit: neither is without the other.
Result<std::int64_t> step_broadcast(const Room& room) {
  const Timestamp now = room.clock.wall();
  std::vector<customer::Broadcast> together;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    together.clear();
    const auto next = AAN_TRY(at.broadcasts().next_broadcast());
    if (!next || AAN_TRY(at.queues().has_due(ports::Queue::mail, now))) return {};
    together = AAN_TRY(together_with(at, *next));
    return {};
  }));
  if (together.empty()) return 0;
  const customer::CustomerId from = together.front().after;
  std::int64_t queued = 0;
  std::vector<customer::Broadcast> moved;
  const Result<> done =
      room.store.write("broadcast.step", [&](ports::UnitOfWork& unit) -> Result<> {
        moved = together;
        // The next buyers of each are more than enough for the next of all.
        std::map<customer::CustomerId, std::vector<customer::Broadcast*>> buyers;
        for (customer::Broadcast& one : moved)
          for (const customer::CustomerId& buyer :
               AAN_TRY(unit.broadcasts().buyers_after({one.file_id}, from, kLettersARound)))
            buyers[buyer].push_back(&one);
        customer::CustomerId after = from;
        queued = 0;
        for (const auto& [buyer, about] : buyers) {
          if (queued == kLettersARound) break;
          std::string payload;
          for (const customer::Broadcast* one : about) payload += one->id.value + " ";
          AAN_TRY(keep_letter_link(room, unit, buyer));
          AAN_TRY(queue_letter(room, unit, kVersionMail, payload + buyer.value,
                               key_prefix(about.front()->id) + buyer.value, now,
                               ports::JobRank::second));
          ++about.front()->queued;
          ++queued;
          after = buyer;
        }
        for (customer::Broadcast& one : moved) {
          one.after = after;
          if (queued < kLettersARound) one.ended_at = now;
          AAN_TRY(unit.broadcasts().move_broadcast(one, from));
        }
        return {};
      });
  // Somebody else did this step, or a person stopped it.
  if (!done && done.error().reason == "broadcast_moved") return 0;
  AAN_TRY(done);
  AAN_CRASH_POINT("broadcast.queued");
  for (const customer::Broadcast& one : moved)
    if (one.ended_at)
      log::info("broadcast.queued", {{"broadcast", one.id.value}, {"letters", one.queued}});
  return queued;
}

}  // namespace aan::service
