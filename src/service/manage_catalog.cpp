#include "service/manage_catalog.hpp"

#include "base/nearest.hpp"
#include "domain/catalog/price.hpp"
#include "service/find_book.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSlipsMax = 2;
constexpr std::int64_t kSlugsLookedAt = 10'000;

Result<std::string> nearest_slug(const Room& room, const std::string& which) {
  std::vector<std::string> slugs;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    slugs = AAN_TRY(at.catalog().slugs(kSlugsLookedAt));
    return {};
  }));
  return nearest_of(slugs, which, kSlipsMax);
}

std::unexpected<Error> no_such_book(const std::string& near, const std::string& which) {
  return refuse(Errc::not_found, "book",
                "There is no book “" + which + "”. " +
                    (near.empty() ? "Name it by the end of its address, /books/NAME, or by its id."
                                  : "Did you mean " + near + "?"));
}

}  // namespace

Result<catalog::BookDetail> find_book(const Room& room, const std::string& which) {
  auto books = AAN_TRY(find_books(room, {which}));
  if (!books.front()) return no_such_book(AAN_TRY(nearest_slug(room, which)), which);
  return std::move(*books.front());
}

Result<catalog::BookDetail> set_price(const Room& room, const std::string& which,
                                      const catalog::PriceTerms& terms, const Along& along) {
  AAN_TRY(catalog::check_terms(terms, room.currency));
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  AAN_TRY(room.store.write("book.price", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().set_price(book.offer.id, terms));
    return along ? along(unit) : Result<>{};
  }));
  return find_book(room, book.work.id.value);
}

Result<catalog::BookDetail> set_copies(const Room& room, const std::string& which,
                                       const std::optional<std::int64_t>& copies) {
  if (copies && (*copies < 0 || *copies > catalog::kCopiesMax))
    return refuse(Errc::invalid, "book.stock",
                  "There can be 0 to 1,000,000,000 copies, or \"unlimited\".");
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  AAN_TRY(room.store.write("book.stock", [&](ports::UnitOfWork& unit) {
    return unit.catalog().set_copies(book.offer.id, copies);
  }));
  return find_book(room, book.work.id.value);
}

Result<catalog::BookDetail> set_visibility(const Room& room, const std::string& which,
                                           catalog::Visibility visibility, const Along& along) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.visibility", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().set_visibility(book.work.id, visibility, now));
    return along ? along(unit) : Result<>{};
  }));
  return find_book(room, book.work.id.value);
}

}  // namespace aan::service
