#include "web/desk/book_deeds.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/typed_facts.hpp"
#include "service/letters/broadcast.hpp"
#include "web/desk/book_choice.hpp"
#include "web/desk/book_page.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

using catalog::BookDetail;
using catalog::Visibility;

// What stands in a field as it was shown is left alone, in whatever form it came in once; so is
// what has no field in the form. Returns whether anything is another now.
Result<bool> edit(const DeskFront& front, const Visit& visit, const std::string& slug) {
  const BookDetail book = AAN_TRY(service::find_book(front.room(), slug));
  const auto typed = [&](std::string_view field,
                         const std::string& shown) -> std::optional<std::string> {
    if (!has_field(visit, field)) return std::nullopt;
    std::string text = field_of(visit, field);
    std::erase(text, '\r');
    return text == shown ? std::nullopt : std::optional(std::move(text));
  };
  // What the form was opened with is not typed either: somebody may have sorted these people
  // otherwise since, for the whole shop.
  const auto people = [&](const std::string& field, const std::string& shown) {
    std::optional<std::string> text = typed(field, shown);
    if (!text || !has_field(visit, field + "_before")) return text;
    std::string before = field_of(visit, field + "_before");
    std::erase(before, '\r');
    return service::typed_anew(*text, before);
  };
  const service::EditedBook done = AAN_TRY(service::edit_book(
      front.room(), slug,
      {typed("title", book.work.title), typed("subtitle", book.work.subtitle),
       people("authors", service::typed_authors(book.work, service::SortNames::shown)),
       typed("language", shown_language(book)), typed("description", book.work.description),
       people("contributors", service::typed_contributors(book.work, service::SortNames::shown)),
       typed("series", book.work.series), typed("series_position", book.work.series_position),
       typed("subjects", service::typed_subjects(book.work)), typed("isbn", book.edition.isbn13),
       typed("publisher", book.edition.publisher)},
      visit.person().name));
  return !done.changed.empty();
}

}  // namespace

Result<bool> do_to_book(const DeskFront& front, const Visit& visit) {
  const std::string act = field_of(visit, "act");
  const std::string slug{visit.request.param("slug")};
  const std::string& by = visit.person().name;
  if (act == "price") {
    AAN_TRY(set_prices(front, slug, typed_price_form(front, visit), by));
    return true;
  }
  if (act == "edit") {
    return edit(front, visit, slug);
  }
  if (act == "follow-lists") {
    AAN_TRY(service::edit_book(front.room(), slug, {.follows_lists = true}, by));
    return true;
  }
  if (act == "stock") {
    const std::string copies = field_of(visit, "copies");
    AAN_TRY(service::set_copies(
        front.room(), slug,
        AAN_TRY(service::read_copies(copies.empty() ? service::kUnlimited : copies)), by));
    return true;
  }
  if (act == "dates") {
    AAN_TRY(service::set_dates(
        front.room(), slug,
        {field_of(visit, "from"), field_of(visit, "until"), field_of(visit, "release")}, by));
    return true;
  }
  if (act == "countries") {
    AAN_TRY(service::set_territory(front.room(), slug, field_of(visit, "territory"),
                                   field_of(visit, "countries"), by));
    return true;
  }
  if (act == "licence") {
    AAN_TRY(service::set_licence_seats(front.room(), slug,
                                       AAN_TRY(sales::parse_seats(field_of(visit, "seats"))), by));
    return true;
  }
  if (act == "tell") {
    AAN_TRY(service::begin_broadcasts(front.room(), front.shop.use.shop, slug, by));
    return true;
  }
  if (act == "stop-telling") {
    AAN_TRY(service::stop_broadcast(front.room(), field_of(visit, "broadcast"), by));
    return true;
  }
  if (act == "take-out") {
    AAN_TRY(front.ingest.take_out(slug, field_of(visit, "format"), by));
    return true;
  }
  if (act == "hide-sample" || act == "show-sample") {
    AAN_TRY(act == "hide-sample" ? front.ingest.hide_sample(slug, by)
                                 : front.ingest.show_sample(slug, by));
    return true;
  }
  if (act == "merge") {
    const BookDetail book = AAN_TRY(service::find_book(front.room(), slug));
    const auto into = AAN_TRY(chosen_books(
        front, visit,
        {AAN_TRY(service::meant_books(front.room(), field_of(visit, "into"), book.work.id))}));
    AAN_TRY(service::merge_books(front.room(), slug, into.front(), by));
    return true;
  }
  if (act == "unmerge") {
    AAN_TRY(service::unmerge_book(front.room(), slug, by));
    return true;
  }
  if (act != "publish" && act != "hide")
    return refuse(Errc::invalid, "desk.book", "The desk has no such button.", "no_such_button");
  AAN_TRY(service::set_visibility(front.room(), slug,
                                  act == "hide" ? Visibility::hidden : Visibility::listed, by));
  return true;
}

}  // namespace aan::web
