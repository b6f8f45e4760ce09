#include "web/desk/version_view.hpp"

#include "service/books/file_versions.hpp"
#include "service/letters/broadcast.hpp"

namespace aan::web {

Result<> fill_versions(Block& main, const DeskFront& front, const catalog::BookDetail& book) {
  const Locale& locale = main.locale();
  const auto all = AAN_TRY(service::versions_of_book(front.room(), book));
  if (all.size() <= book.files.size()) return {};
  Block versions = main.add("VERSIONS");
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    versions.add("VERSION")
        .set("NUMBER", one->number)
        .set("STAMP", rfc3339(one->since))
        .set("WHEN", locale.date(one->since))
        .set("SIZE", locale.size(one->file.size))
        .set("NOTE", one->note.empty() ? locale.text("desk_version_first") : one->note);
  return {};
}

Result<> fill_telling(Block& main, const DeskFront& front, const Visit& visit,
                      const catalog::BookDetail& book) {
  const Locale& locale = main.locale();
  const bool may_change = visit.may(desk::Action::change_books);
  if (const auto begun = AAN_TRY(service::broadcast_of(front.room(), book))) {
    const customer::Broadcast& it = begun->broadcast;
    Block told = main.add("TOLD");
    told.set("PROGRESS",
             locale.text("desk_tell_progress", {{"version", locale.number(it.version)},
                                                {"sent", locale.number(begun->letters.done)},
                                                {"waiting", locale.number(begun->letters.waiting)},
                                                {"dead", locale.number(begun->letters.dead)}}));
    told.show_if("QUEUEING", !it.ended_at).show_if("STOPPED", it.is_stopped);
    if (!it.ended_at && may_change) told.add("STOP").set("ID", it.id.value);
    return {};
  }
  const auto offer = AAN_TRY(service::broadcast_offer(front.room(), front.shop.use.shop, book));
  if (!offer.is_there || !may_change) return {};
  Block tell = main.add("TELL");
  if (offer.buyers > 0)
    tell.add("SOME").set("HINT", locale.plural("desk_tell_hint", offer.buyers));
  else
    tell.show("NOBODY");
  return {};
}

}  // namespace aan::web
