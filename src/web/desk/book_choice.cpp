#include "web/desk/book_choice.hpp"

#include "service/books/manage_catalog.hpp"
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

Result<> no_book_fits(const DeskFront& front, const std::string& typed) {
  const std::string near = AAN_TRY(service::nearest_slug(front.room(), typed));
  const std::string sentence = "No book fits: " + typed + ".";
  if (near.empty())
    return refuse(Errc::not_found, "desk.books", sentence, "no_book_fits", {{"typed", typed}});
  return refuse(Errc::not_found, "desk.books", sentence, "no_book_fits_but",
                {{"typed", typed}, {"near", near}});
}

// A piece of a word may fit one book alone and mean another: what follows is done at once.
bool is_meant(const service::MeantBooks& meant) { return meant.is_sure && meant.books.size() == 1; }

std::unexpected<Error> not_whole(const std::string& typed) {
  return refuse(Errc::conflict, "desk.books", "No whole title, ISBN or address: " + typed + ".",
                "title_not_whole", {{"typed", typed}});
}

}  // namespace

Result<std::vector<std::string>> chosen_books(const DeskFront& front, const Visit& visit,
                                              const std::vector<service::MeantBooks>& meant) {
  std::vector<std::string> books;
  std::optional<Error> several;
  for (std::size_t i = 0; i < meant.size(); ++i) {
    const std::string& typed = meant[i].typed;
    if (std::string chosen = chosen_for(visit, i, typed); !chosen.empty()) {
      books.push_back(std::move(chosen));
      continue;
    }
    if (meant[i].books.empty()) AAN_TRY(no_book_fits(front, typed));
    if (is_meant(meant[i]))
      books.push_back(meant[i].books.front().work.slug);
    else if (!several)
      several = meant[i].books.size() == 1
                    ? not_whole(typed).error()
                    : refuse(Errc::conflict, "desk.books", "Several books fit: " + typed + ".",
                             "several_books_fit", {{"typed", typed}})
                          .error();
  }
  if (several) return std::unexpected(*std::move(several));
  return books;
}

Result<std::string> one_book(const DeskFront& front, std::string_view typed) {
  const service::MeantBooks meant = AAN_TRY(service::meant_books(front.room(), typed));
  if (meant.books.empty()) AAN_TRY(no_book_fits(front, meant.typed));
  if (is_meant(meant)) return meant.books.front().work.slug;
  if (meant.books.size() == 1) return not_whole(meant.typed);
  return refuse(Errc::conflict, "desk.books", "Several books fit: " + meant.typed + ".",
                "several_books_fit_there", {{"typed", meant.typed}});
}

void fill_choices(Block& form, const Visit& visit, const std::vector<service::MeantBooks>& meant) {
  const Locale& locale = form.locale();
  for (std::size_t i = 0; i < meant.size(); ++i) {
    const service::MeantBooks& one = meant[i];
    if (one.books.empty() || is_meant(one)) continue;
    const std::string chosen = chosen_for(visit, i, one.typed);
    Block choice = form.include("CHOICES", "desk/book_choice");
    choice.set("LEGEND", locale.text("desk_choose_book", {{"typed", one.typed}}));
    choice.set("SAID_NAME", field("said", i)).set("SAID", one.typed);
    choice.show_if("MORE", one.are_more);
    for (const catalog::BookDetail& book : one.books) {
      Block row = choice.add("BOOK").set("NAME", field("choice", i));
      fill_book(row, book);
      row.set("SLUG", book.work.slug).show_if("CHOSEN", book.work.slug == chosen);
      row.show_if("BY", !book.work.contributors.empty());
    }
  }
}

}  // namespace aan::web
