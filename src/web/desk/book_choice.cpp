#include "web/desk/book_choice.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/browsing/find_book.hpp"
#include "service/desk/meant_books.hpp"
#include "web/desk/book_row.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

std::string field(const char* name, std::size_t number) {
  return name + ("." + std::to_string(number));
}

// What was chosen for this text; empty: nothing, or it was for another one.
std::string chosen_for(const Visit& visit, std::size_t number, const std::string& typed) {
  return field_of(visit, field("said", number)) == typed ? field_of(visit, field("choice", number))
                                                         : "";
}

}  // namespace

Result<std::vector<std::string>> chosen_books(const DeskFront& front, const Visit& visit,
                                              const std::vector<std::string>& typed,
                                              const catalog::WorkId& but_not) {
  std::vector<std::string> books;
  std::optional<Error> several;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (std::string chosen = chosen_for(visit, i, typed[i]); !chosen.empty()) {
      books.push_back(std::move(chosen));
      continue;
    }
    const auto meant = AAN_TRY(service::meant_books(front.room(), typed[i], but_not));
    if (meant.books.empty())
      return refuse(Errc::not_found, "desk.books", "No book fits: " + typed[i] + ".",
                    "no_book_fits", {{"typed", typed[i]}});
    if (meant.books.size() == 1)
      books.push_back(meant.books.front().work.slug);
    else if (!several)
      several = refuse(Errc::conflict, "desk.books", "Several books fit: " + typed[i] + ".",
                       "several_books_fit", {{"typed", typed[i]}})
                    .error();
  }
  if (several) return std::unexpected(*std::move(several));
  return books;
}

Result<> fill_choices(Block& form, const DeskFront& front, const Visit& visit,
                      const std::vector<std::string>& typed, const catalog::WorkId& but_not) {
  const Locale& locale = form.locale();
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto meant = AAN_TRY(service::meant_books(front.room(), typed[i], but_not));
    if (meant.books.size() < 2) continue;
    const std::string chosen = chosen_for(visit, i, typed[i]);
    Block choice = form.add("CHOICE");
    choice.set("LEGEND", locale.text("desk_choose_book", {{"typed", typed[i]}}));
    choice.set("SAID_NAME", field("said", i)).set("SAID", typed[i]);
    choice.show_if("MORE", meant.are_more);
    for (const catalog::BookDetail& book : meant.books) {
      Block row = choice.add("BOOK").set("NAME", field("choice", i));
      fill_book(row, book);
      row.set("SLUG", book.work.slug).show_if("CHOSEN", book.work.slug == chosen);
      row.show_if("BY", !book.work.contributors.empty());
    }
  }
  return {};
}

Result<std::vector<std::string>> typed_books(const DeskFront& front, const std::string& text) {
  std::vector<std::string> typed;
  const auto add = [&](std::string_view one) {
    if (std::string book = one_line(one); !book.empty()) typed.push_back(std::move(book));
  };
  for (const std::string_view line : split(text, '\n')) {
    std::vector<std::string> parts;
    for (const std::string_view part : split(line, ',')) parts.emplace_back(trim(part));
    const auto known = AAN_TRY(service::find_books(front.room(), parts));
    const bool are_addresses = parts.size() > 1 && std::ranges::all_of(known, [](const auto& one) {
                                 return one.has_value();
                               });
    if (are_addresses)
      for (const std::string& one : parts) add(one);
    else
      add(line);
  }
  return typed;
}

}  // namespace aan::web
