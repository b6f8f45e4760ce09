#include "web/desk/publisher_routes.hpp"

#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kRows = 50;

std::string name_of(const std::string& publisher, const Locale& locale) {
  return publisher.empty() ? locale.text("desk_publisher_unnamed") : publisher;
}

void fill_publisher(Block& row, const ports::PublisherLine& line, bool may_change) {
  const Locale& locale = row.locale();
  const bool is_stamped = line.stamped_since.has_value();
  row.set("NAME", name_of(line.publisher, locale)).set("EDITIONS", locale.number(line.editions));
  row.set("STATE_NAME", is_stamped ? "stamped" : "plain");
  row.set("STATE", locale.text(is_stamped ? "desk_publisher_stamped" : "desk_publisher_plain"));
  if (is_stamped)
    row.add("SINCE")
        .set("STAMP", rfc3339(*line.stamped_since))
        .set("WHEN",
             locale.text("desk_publisher_since", {{"date", locale.date(*line.stamped_since)}}));
  if (may_change)
    row.add("CHANGE")
        .set("ACT", is_stamped ? "unstamp" : "stamp")
        .set("PUBLISHER", line.publisher)
        .set("LABEL", locale.text(is_stamped ? "desk_publisher_unstamp" : "desk_publisher_stamp"));
}

void fill_left_out(Block& main, const std::vector<ports::UnstampedFile>& files) {
  if (files.empty()) return;
  const Locale& locale = main.locale();
  Block list = main.add("LEFT_OUT");
  for (const ports::UnstampedFile& one : files)
    list.add("FILE")
        .set("PATH", "/desk/books/" + one.slug)
        .set("TITLE", one.title)
        .set("NAME", name_of(one.publisher, locale))
        .set("WHY", locale.text("desk_unstamped." + one.why));
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Error* problem) {
  const std::int64_t at = desk_page_number(visit.request);
  const auto list = AAN_TRY(front.shop.use.stamps.list(at * kRows, kRows));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::books, locale.text("desk_publishers"), "publishers");
  Block& main = page.main();
  main.show_if("NONE", list.page.total == 0);
  if (list.page.total > 0) {
    Block table = main.add("TABLE");
    for (const ports::PublisherLine& one : list.page.publishers) {
      Block row = table.add("ROW");
      fill_publisher(row, one, visit.may(desk::Action::change_books));
    }
    add_desk_pager(main, "/desk/publishers?", at, kRows, list.page.total);
  }
  fill_left_out(main, list.left_out);
  return page.finish(problem == nullptr ? 200 : page.say_problem(*problem));
}

Result<> act(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  if (act != "stamp" && act != "unstamp")
    return refuse(Errc::invalid, "desk.publisher", "The desk has no such button.",
                  "no_such_button");
  AAN_TRY(
      front.shop.use.stamps.set(field_of(visit, "publisher"), act == "stamp", visit.person().name));
  return {};
}

}  // namespace

Result<net::Response> show_publishers(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr);
}

Result<net::Response> change_publishers(const DeskFront& front, const Visit& visit) {
  const auto done = act(front, visit);
  if (done) {
    front.follow_catalogue();
    return done_at("/desk/publishers", "publisher-" + field_of(visit, "act"));
  }
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, &done.error());
}

}  // namespace aan::web
