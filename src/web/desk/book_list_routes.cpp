#include <algorithm>

#include "base/text.hpp"
#include "service/desk/search_books.hpp"
#include "web/browsing/cards.hpp"
#include "web/desk/book_routes.hpp"
#include "web/desk/book_row.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

using catalog::BookDetail;
using catalog::Visibility;

constexpr std::int64_t kRows = 50;

service::BookFilter asked_filter(const Visit& visit) {
  const auto asked = [&](std::string_view name) {
    return one_line(visit.request.query(name).value_or(""));
  };
  return {asked("search"), asked("state"), asked("format")};
}

// Of the list as it is filtered, ready for a page number behind it.
std::string list_address(const service::BookFilter& filter) {
  std::string address = "/desk/books?";
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) address += std::string(name) + "=" + percent_encode(value) + "&";
  };
  add("search", filter.words);
  add("state", filter.state);
  add("format", filter.format);
  return address;
}

void add_choice(Block& form, std::string_view list, const std::string& value,
                const std::string& text, const std::string& chosen) {
  form.add(list).set("VALUE", value).set("TEXT", text).show_if("CHOSEN", value == chosen);
}

void fill_filter(Block& main, const service::BookFilter& filter,
                 std::vector<ports::FormatCount> formats) {
  const Locale& locale = main.locale();
  Block form = main.add("FILTERS").set("SEARCH", filter.words);
  form.show_if("ALL", !filter.is_any());
  add_choice(form, "STATE", "", locale.text("desk_any_state"), filter.state);
  for (const std::string_view state : service::book_states())
    add_choice(form, "STATE", std::string(state),
               locale.text("desk_books_state." + std::string(state)), filter.state);
  // One that only hidden books have is none of these and stays chosen.
  if (!filter.format.empty() &&
      std::ranges::find(formats, filter.format, &ports::FormatCount::format) == formats.end())
    formats.push_back({filter.format, 0});
  add_choice(form, "FORMAT", "", locale.text("desk_any_format"), filter.format);
  for (const ports::FormatCount& one : formats)
    add_choice(form, "FORMAT", one.format, format_name(locale, one.format), filter.format);
}

Result<> fill_table(Block& main, const DeskFront& front, const std::vector<BookDetail>& books) {
  const Locale& locale = main.locale();
  Block table = main.add("TABLE");
  for (const BookDetail& book : books) {
    Block row = table.add("ROW");
    fill_book(row, book);
    AAN_TRY(fill_merged(row, front, book));
    catalog::Pictures small;
    small.thumb_160 = book.edition.thumb_160;
    fill_cover(row, cover_for_owner(front.room().keys.ring(), small,
                                    book.work.visibility == Visibility::listed));
    row.set_if("COPIES", book.offer.copies_left ? locale.number(*book.offer.copies_left) : "");
  }
  return {};
}

}  // namespace

Result<net::Response> show_books(const DeskFront& front, const Visit& visit) {
  const std::int64_t at = desk_page_number(visit.request);
  service::BookFilter filter = asked_filter(visit);
  auto found = service::desk_books(front.room(), filter, at * kRows, kRows);
  std::optional<Error> problem;
  if (!found && found.error().code == Errc::invalid) {
    problem = found.error();
    found = service::DeskBooks();
  }
  const service::DeskBooks view = AAN_TRY(std::move(found));
  DeskPage page(front, visit, DeskItem::books, find_locale("en").text("desk_nav_books"), "books");
  Block& main = page.main();
  main.show_if("UPLOAD", visit.may(desk::Action::change_books));
  if (view.total == 0 && filter.is_any()) {
    main.show("NONE");
    return page.finish();
  }
  fill_filter(main, filter, view.formats);
  main.show_if("NOT_FOUND", view.total == 0 && !problem);
  if (view.total > 0) {
    main.add("FOUND").set("TOTAL", main.locale().plural("book_count", view.total));
    AAN_TRY(fill_table(main, front, view.books));
    add_desk_pager(main, list_address(filter), at, kRows, view.total);
  }
  return page.finish(problem ? page.say_problem(*problem) : 200);
}

}  // namespace aan::web
