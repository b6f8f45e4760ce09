#include "service/books/manage_catalog.hpp"
#include "ports/source_store.hpp"

#include <functional>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "domain/catalog/price.hpp"
#include "domain/sales/licence.hpp"
#include "service/books/edit_book.hpp"
#include "service/browsing/find_book.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSlipsMax = 2;
constexpr std::int64_t kSlugsLookedAt = 10'000;

std::unexpected<Error> no_such_book(const std::string& near, const std::string& which) {
  return refuse(
      Errc::not_found, "book",
      "There is no book “" + which + "”. " +
          (near.empty()
               ? "Name it by the end of its address, as walden in /books/walden, or by its id."
               : "Did you mean " + near + "?"));
}

// The terms of a price in machine words: "4.99 USD", "at least 3.00 USD", "none".
std::string words_of(const catalog::PriceTerms& terms) {
  if (!terms.price) return "none";
  return (terms.buyer_sets_price ? "at least " : "") + decimal(*terms.price) + " " +
         std::string(terms.price->asset.code());
}

}  // namespace

std::string words_of_prices(const catalog::Offer& offer) {
  std::string words = words_of(offer);
  for (const catalog::PriceTerms& one : offer.others) words += ", " + words_of(one);
  return words;
}

Result<std::string> nearest_slug(const Room& room, const std::string& which) {
  std::vector<std::string> slugs;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    slugs = AAN_TRY(at.catalog().slugs(kSlugsLookedAt));
    return {};
  }));
  return nearest_of(slugs, which, kSlipsMax);
}

Result<catalog::BookDetail> find_book(const Room& room, const std::string& which) {
  auto books = AAN_TRY(find_books(room, {which}));
  if (!books.front()) return no_such_book(AAN_TRY(nearest_slug(room, which)), which);
  return std::move(*books.front());
}

Result<> put_price(ports::UnitOfWork& unit, const catalog::BookDetail& book,
                   const catalog::PriceTerms& terms, std::string_view by, Timestamp now) {
  AAN_TRY(unit.catalog().set_price(book.offer.id, terms, now));
  AAN_TRY(note_price_written(unit, book.work.id, now));
  return write_down(unit, {std::string(by), "book.price", book.work.slug, words_of(terms)}, now);
}

Result<catalog::BookDetail> set_price(const Room& room, const std::string& which,
                                      const catalog::PriceTerms& terms, std::string_view by) {
  AAN_TRY(catalog::check_terms(terms, room.currency));
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.price", [&](ports::UnitOfWork& unit) {
    return put_price(unit, book, terms, by, now);
  }));
  return find_book(room, book.work.id.value);
}

namespace {

// The other prices are read and written in one unit, so that none is lost to a change beside it.
Result<catalog::BookDetail> change_prices(const Room& room, const std::string& which,
                                          const std::function<void(catalog::Offer&)>& change,
                                          const std::string& words, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.price", [&](ports::UnitOfWork& unit) -> Result<> {
    auto found = AAN_TRY(unit.catalog().find_offer(book.offer.id));
    if (!found) return no_such_book("", which);
    change(found->offer);
    AAN_TRY(unit.catalog().set_prices(book.offer.id, found->offer, found->offer.others, now));
    AAN_TRY(note_price_written(unit, book.work.id, now));
    return write_down(unit, {std::string(by), "book.price", book.work.slug, words}, now);
  }));
  return find_book(room, book.work.id.value);
}

}  // namespace

Result<catalog::BookDetail> set_price_in(const Room& room, const std::string& which,
                                         const Asset& currency, const catalog::PriceTerms& terms,
                                         std::string_view by) {
  if (currency == room.currency) return set_price(room, which, terms, by);
  catalog::PriceTerms checked = terms;
  if (!checked.price) checked = Money{0, currency};  // its currency is looked at all the same
  AAN_TRY(catalog::check_other_prices({&checked, 1}, room.currency, room.other_currencies));
  AAN_TRY(catalog::check_terms(terms, currency));
  const std::string words =
      terms.price ? words_of(terms) : "none in " + std::string(currency.code());
  return change_prices(
      room, which,
      [&](catalog::Offer& offer) {
        std::erase_if(offer.others,
                      [&](const catalog::PriceTerms& one) { return one.price->asset == currency; });
        if (terms.price) offer.others.push_back(terms);
      },
      words, by);
}

Result<catalog::BookDetail> set_prices(const Room& room, const std::string& which,
                                       const catalog::PriceTerms& terms, const OtherTerms& typed,
                                       std::string_view by) {
  AAN_TRY(catalog::check_terms(terms, room.currency));
  std::string words = words_of(terms);
  std::vector<catalog::PriceTerms> others;
  for (const auto& [currency, one] : typed) {
    AAN_TRY(catalog::check_terms(one, currency));
    if (!one.price) continue;
    others.push_back(one);
    words += ", " + words_of(one);
  }
  AAN_TRY(catalog::check_other_prices(others, room.currency, room.other_currencies));
  return change_prices(
      room, which,
      [&](catalog::Offer& offer) {
        static_cast<catalog::PriceTerms&>(offer) = terms;
        std::erase_if(offer.others, [&](const catalog::PriceTerms& one) {
          return typed.contains(one.price->asset);
        });
        offer.others.insert(offer.others.end(), others.begin(), others.end());
      },
      words, by);
}

Result<sales::CopiesTaken> copies_taken(const Room& room, const catalog::OfferId& offer) {
  sales::CopiesTaken taken;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    taken = AAN_TRY(at.holds().copies_taken(offer));
    return {};
  }));
  return taken;
}

Result<std::optional<std::int64_t>> read_copies(std::string_view typed) {
  const std::string_view text = trim(typed);
  if (text == kUnlimited) return std::optional<std::int64_t>{};
  if (const auto count = parse_whole_number(text)) return *count;
  return refuse(Errc::invalid, "book.stock", "Copies are a whole number, or \"unlimited\".");
}

Result<catalog::BookDetail> set_copies(const Room& room, const std::string& which,
                                       const std::optional<std::int64_t>& copies,
                                       std::string_view by) {
  if (copies && (*copies < 0 || *copies > catalog::kCopiesMax))
    return refuse(Errc::invalid, "book.stock",
                  "There can be 0 to 1,000,000,000 copies, or \"unlimited\".");
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const std::string said = copies ? std::to_string(*copies) : std::string(kUnlimited);
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.stock", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().set_copies(book.offer.id, copies, now));
    return write_down(unit, {std::string(by), "book.stock", book.work.slug, said}, now);
  }));
  return find_book(room, book.work.id.value);
}

namespace {

// Read and written in one unit, so that dates and territory, which are set apart, both stay.
Result<catalog::BookDetail> change_rules(
    const Room& room, const std::string& which,
    const std::function<Result<>(catalog::SaleRules&)>& change,
    const std::function<std::string(const catalog::SaleRules&)>& words, std::string_view action,
    std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.rules", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto offer = AAN_TRY(unit.catalog().find_offer(book.offer.id));
    catalog::SaleRules rules = offer ? offer->offer.rules : catalog::SaleRules{};
    AAN_TRY(change(rules));
    AAN_TRY(unit.catalog().set_rules(book.offer.id, rules, now));
    return write_down(unit, {std::string(by), std::string(action), book.work.slug, words(rules)},
                      now);
  }));
  return find_book(room, book.work.id.value);
}

}  // namespace

Result<catalog::BookDetail> set_dates(const Room& room, const std::string& which,
                                      const SaleDatesText& dates, std::string_view by) {
  return change_rules(
      room, which, [&](catalog::SaleRules& rules) { return read_dates(dates, rules); },
      [](const catalog::SaleRules& rules) {
        std::string text;
        const auto add = [&](const char* word, const std::string& day) {
          if (!day.empty()) text += (text.empty() ? "" : " ") + std::string(word) + " " + day;
        };
        add("from", typed(rules.sold_from));
        add("until", typed(rules.sold_until, DayEdge::end));
        add("release", typed(rules.release_at));
        return text.empty() ? "none" : text;
      },
      "book.dates", by);
}

Result<catalog::BookDetail> set_territory(const Room& room, const std::string& which,
                                          const std::string& territory,
                                          const std::string& countries, std::string_view by) {
  return change_rules(
      room, which,
      [&](catalog::SaleRules& rules) { return read_territory(territory, countries, rules); },
      [](const catalog::SaleRules& rules) {
        std::string text{catalog::name_of(rules.territory)};
        for (const std::string& country : rules.countries) text += " " + country;
        return text;
      },
      "book.countries", by);
}

Result<catalog::BookDetail> set_licence_seats(const Room& room, const std::string& which,
                                              const std::optional<std::int64_t>& seats,
                                              std::string_view by) {
  AAN_TRY(sales::check_seats(seats));
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const std::string said = seats ? std::to_string(*seats) : "none";
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.licence", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.catalog().set_licence_seats(book.offer.id, seats, now));
    return write_down(unit, {std::string(by), "book.licence", book.work.slug, said}, now);
  }));
  return find_book(room, book.work.id.value);
}

Result<catalog::BookDetail> set_visibility(const Room& room, const std::string& which,
                                           catalog::Visibility visibility, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.visibility", [&](ports::UnitOfWork& unit) -> Result<> {
    const bool is_hidden = visibility == catalog::Visibility::hidden;
    ports::SourceStore& sources = ports::sources_of(unit);
    auto merge = AAN_TRY(sources.find_merge(book.work.id));
    if (!is_hidden && merge)
      return refuse(Errc::conflict, "book.visibility",
                    "Another book stands for this one. Part the two, and it is listed again.",
                    "merged");
    if (merge && merge->was_listed) {  // parted, it stays hidden
      merge->was_listed = false;
      AAN_TRY(sources.remove_merge(book.work.id));
      AAN_TRY(sources.put_merge(*merge));
    }
    AAN_TRY(unit.catalog().set_visibility(book.work.id, visibility, now));
    return write_down(
        unit, {std::string(by), is_hidden ? "book.hide" : "book.publish", book.work.slug, ""}, now);
  }));
  return find_book(room, book.work.id.value);
}

}  // namespace aan::service
