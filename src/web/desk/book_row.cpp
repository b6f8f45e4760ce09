#include "web/desk/book_row.hpp"

#include "service/books/merge_books.hpp"
#include "web/view/books/book_block.hpp"

namespace aan::web {
namespace {

using catalog::BookDetail;
using catalog::Visibility;

// What a visitor of the shop finds of it, in one word of the locale.
std::string_view state_of(const BookDetail& book) {
  if (book.work.visibility == Visibility::hidden) return "hidden";
  if (catalog::is_being_restored(book.files)) return "restored";
  if (book.files.empty()) return "no_file";
  if (!book.offer.price && book.offer.others.empty()) return "unpriced";
  if (book.offer.sale_state != catalog::SaleState::open)
    return catalog::name_of(book.offer.sale_state);
  if (book.offer.copies_left == 0) return book.offer.copies_back_at ? "all_held" : "sold_out";
  const bool is_free =
      book.offer.price && book.offer.price->is_zero() && !book.offer.buyer_sets_price;
  return is_free ? "free" : "listed";
}

std::string authors_of(const BookDetail& book, const Locale& locale) {
  std::vector<std::string> names;
  for (const catalog::Contributor& one : book.work.contributors)
    if (one.role == catalog::ContributorRole::author) names.push_back(one.name);
  return locale.list(names);
}

// What the buyer sets begins somewhere; in another currency than the shop's own, "free" names it.
std::string terms_text(const Locale& locale, const catalog::PriceTerms& terms, bool is_own) {
  const Money& price = *terms.price;
  if (price.is_zero() && !is_own)
    return locale.text(terms.buyer_sets_price ? "desk_price_any_in" : "desk_price_free_in",
                       {{"currency", std::string(price.asset.code())}});
  if (!terms.buyer_sets_price) return price_text(locale, terms.price);
  return price.is_zero() ? locale.text("price_own")
                         : locale.text("price_from", {{"price", locale.money(price)}});
}

std::string price_of(const BookDetail& book, const Locale& locale) {
  std::vector<std::string> prices;
  if (book.offer.price) prices.push_back(terms_text(locale, book.offer, /*is_own=*/true));
  for (const catalog::PriceTerms& other : book.offer.others)
    prices.push_back(terms_text(locale, other, /*is_own=*/false));
  if (prices.empty()) return locale.text("price_unset");
  std::string all;
  for (const std::string& price : prices) all += (all.empty() ? "" : " · ") + price;
  return all;
}

}  // namespace

void fill_book(Block& block, const BookDetail& book) {
  const Locale& locale = block.locale();
  const std::string state{state_of(book)};
  block.set("PATH", "/desk/books/" + book.work.slug).set("TITLE", book.work.title);
  block.set("BOOK_LANG", book.edition.language).set("AUTHORS", authors_of(book, locale));
  block.set("PRICE", price_of(book, locale));
  block.set("STATE", locale.text("desk_book." + state)).set("STATE_NAME", state);
}

Result<std::optional<BookDetail>> fill_merged(Block& block, const DeskFront& front,
                                              const BookDetail& book) {
  if (book.work.visibility != Visibility::hidden) return std::optional<BookDetail>{};
  auto other = AAN_TRY(service::stands_for(front.room(), book.work.slug));
  if (other)
    block.set("STATE", block.locale().text("desk_book.merged", {{"title", other->work.title}}))
        .set("STATE_NAME", "merged");
  return other;
}

}  // namespace aan::web
