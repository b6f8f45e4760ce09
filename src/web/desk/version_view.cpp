#include "web/desk/version_view.hpp"

#include "service/letters/broadcast.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {

void fill_versions(Block& main, const catalog::BookDetail& book,
                   const std::vector<catalog::FileVersion>& all) {
  const Locale& locale = main.locale();
  if (all.size() <= book.files.size()) return;
  Block versions = main.add("VERSIONS");
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    versions.add("VERSION")
        .set("NUMBER", one->number)
        .set("STAMP", rfc3339(one->since))
        .set("WHEN", locale.date(one->since))
        .set("SIZE", locale.size(one->file.size))
        .set("NOTE", one->note.empty() ? locale.text("desk_version_first") : one->note);
}

Result<> fill_telling(Block& main, const DeskFront& front, const Visit& visit,
                      const catalog::BookDetail& book) {
  const Locale& locale = main.locale();
  const bool may_change = visit.may(desk::Action::change_books);
  const auto begun = AAN_TRY(service::broadcasts_of(front.room(), book));
  auto offers = AAN_TRY(service::broadcast_offers(front.room(), front.shop.use.shop, book));
  if (!may_change) offers.clear();
  if (begun.empty() && offers.empty()) return {};
  Block telling = main.add("TELLING");
  for (const service::BroadcastView& one : begun) {
    const customer::Broadcast& it = one.broadcast;
    Block told = telling.add("TOLD");
    told.set("PROGRESS",
             locale.text("desk_tell_progress", {{"format", format_name(locale, one.format)},
                                                {"version", locale.number(it.version)},
                                                {"sent", locale.number(one.letters.done)},
                                                {"waiting", locale.number(one.letters.waiting)},
                                                {"dead", locale.number(one.letters.dead)}}));
    told.show_if("QUEUEING", !it.ended_at).show_if("STOPPED", it.is_stopped);
    if (!it.ended_at && may_change) told.add("STOP").set("ID", it.id.value);
  }
  if (offers.empty()) return {};
  Block tell = telling.add("TELL");
  const bool is_of_one = begun.empty() && offers.size() == 1;
  std::erase_if(offers, [](const service::BroadcastOffer& one) { return one.buyers == 0; });
  if (offers.empty()) {
    tell.show("NOBODY");
    return {};
  }
  Block some = tell.add("SOME");
  for (const service::BroadcastOffer& one : offers) {
    const std::string hint = locale.plural("desk_tell_hint", one.buyers);
    some.add("HINT").set(
        "TEXT", is_of_one
                    ? hint
                    : locale.text("desk_tell_of", {{"format", format_name(locale, one.format)},
                                                   {"version", locale.number(one.version)},
                                                   {"hint", hint}}));
  }
  return {};
}

}  // namespace aan::web
