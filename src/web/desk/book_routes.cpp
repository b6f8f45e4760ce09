#include "web/desk/book_routes.hpp"

#include "service/books/stock_demo.hpp"
#include "web/desk/book_deeds.hpp"
#include "web/desk/book_page.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

// A price that was taken off is not one that was saved.
std::string done_word(const Visit& visit, bool is_changed) {
  std::string act = field_of(visit, "act");
  if (!is_changed) return "same";
  return act == "price" && field_of(visit, "price").empty() ? "no-price" : act;
}

}  // namespace

Result<net::Response> show_book(const DeskFront& front, const Visit& visit) {
  return answer_book_page(front, visit, std::nullopt, nullptr);
}

Result<net::Response> change_book(const DeskFront& front, const Visit& visit) {
  const auto done = do_to_book(front, visit);
  if (!done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    const bool is_price = field_of(visit, "act") == "price";
    return answer_book_page(front, visit,
                            is_price ? std::optional(typed_price_form(front, visit)) : std::nullopt,
                            &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + std::string(visit.request.param("slug")),
                 "book-" + done_word(visit, *done));
}

Result<net::Response> take_version(const DeskFront& front, const Visit& visit) {
  const std::string slug{visit.request.param("slug")};
  const auto put = [&]() -> Result<> {
    AAN_TRY(service::refuse_in_demo(front.room()));
    for (const net::FormPart& part : visit.request.parts) {
      if (!part.is_file || part.file_name.empty()) continue;
      AAN_TRY(front.ingest.add_version(
          part.file->get(), slug, field_of(visit, "note"), visit.person().name,
          field_of(visit, "all_the_same") == "yes" ? service::OtherBook::take
                                                   : service::OtherBook::refuse));
      return {};
    }
    return refuse(Errc::invalid, "desk.version", "Choose a file.", "no_file");
  };
  if (const auto done = put(); !done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    return answer_book_page(front, visit, std::nullopt, &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + slug, "book-version");
}

Result<net::Response> take_cover(const DeskFront& front, const Visit& visit) {
  const std::string slug{visit.request.param("slug")};
  const std::string& by = visit.person().name;
  const auto put = [&]() -> Result<std::string> {
    for (const net::FormPart& part : visit.request.parts) {
      if (!part.is_file || part.file_name.empty()) continue;
      AAN_TRY(front.ingest.set_cover(part.file->get(), slug, by));
      return "book-cover";
    }
    if (field_of(visit, "act") != "own")
      return refuse(Errc::invalid, "desk.cover", "Choose a file.", "no_file");
    AAN_TRY(front.ingest.take_own_cover(slug, by));
    return "book-cover-own";
  };
  const auto done = put();
  if (!done) {
    if (!stays_on_page(done.error())) return std::unexpected(done.error());
    return answer_book_page(front, visit, std::nullopt, &done.error());
  }
  front.follow_catalogue();
  return done_at("/desk/books/" + slug, *done);
}

}  // namespace aan::web
