#include "web/browsing/cards.hpp"

#include <algorithm>

#include "domain/catalog/currencies.hpp"
#include "service/delivery/keep_pictures.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kAuthorsOfABundle = 3;  // of more nobody reads the names on a card

std::vector<std::string> authors_of(const catalog::BundleDetail& detail) {
  std::vector<std::string> names;
  for (const catalog::OfferDetail& book : detail.books)
    for (const catalog::Contributor& one : book.work.contributors)
      if (one.role == catalog::ContributorRole::author &&
          std::ranges::find(names, one.name) == names.end())
        names.push_back(one.name);
  if (names.size() > kAuthorsOfABundle) names.clear();
  return names;
}

std::vector<std::string> codes(const std::vector<Asset>& currencies) {
  std::vector<std::string> all;
  for (const Asset& one : currencies) all.emplace_back(one.code());
  return all;
}

}  // namespace

Cover cover_of(const crypto::Cid& thumb_160, const crypto::Cid& thumb_320,
               const crypto::Cid& thumb_640) {
  const auto path = [](const crypto::Cid& cid) {
    return cid.empty() ? std::string() : "/covers/" + cid.text() + ".jpg";
  };
  return {path(thumb_160), path(thumb_320), path(thumb_640)};
}

Cover cover_for_owner(const crypto::KeyRing& keys, const catalog::Pictures& pictures,
                      bool is_listed) {
  const auto path = [&](const crypto::Cid& cid) {
    return service::picture_path(keys, cid, is_listed);
  };
  return {path(pictures.thumb_160), path(pictures.thumb_320), path(pictures.thumb_640)};
}

BookCard card_of(const catalog::BookSummary& book) {
  return {book.slug,
          book.title,
          book.subtitle,
          book.authors,
          book.language,
          book.series,
          book.series_position,
          book.price,
          book.formats,
          cover_of(book.thumb_160, book.thumb_320, book.thumb_640),
          book.buyer_sets_price,
          book.compare_at,
          catalog::few_copies_of(book.copies_left),
          book.sale_state,
          book.sale_day,
          0,
          codes(book.sold_in),
          book.copies_back_at};
}

BookCard card_of(const catalog::Work& work, const catalog::Edition& edition,
                 const std::vector<catalog::EditionFile>& files, const catalog::Offer& offer) {
  BookCard card;
  card.slug = work.visibility == catalog::Visibility::listed ? work.slug : "";
  card.title = work.title;
  card.subtitle = work.subtitle;
  for (const catalog::Contributor& one : work.contributors)
    if (one.role == catalog::ContributorRole::author) card.authors.push_back(one.name);
  card.language = edition.language;
  card.series = work.series;
  card.series_position = work.series_position;
  card.price = offer.price;
  if (!offer.price) card.sold_in = codes(catalog::sold_in(offer));
  card.buyer_sets_price = offer.buyer_sets_price;
  card.compare_at = offer.compare_at;
  card.copies_left = catalog::few_copies_of(offer.copies_left);
  card.copies_back_at = offer.copies_back_at;
  card.sale_state = offer.sale_state;
  if (offer.sale_state == catalog::SaleState::preorder) card.sale_day = offer.rules.release_at;
  if (offer.sale_state == catalog::SaleState::not_yet) card.sale_day = offer.rules.sold_from;
  for (const catalog::EditionFile& file : files) card.formats.push_back(file.format);
  if (!card.slug.empty())
    card.cover = cover_of(edition.thumb_160, edition.thumb_320, edition.thumb_640);
  return card;
}

void note_later(BookCard& card, const catalog::Work& work, const catalog::Offer& offer) {
  if (offer.sale_state == catalog::SaleState::preorder && offer.rules.release_at)
    card.later.push_back({work.title, *offer.rules.release_at});
}

BookCard card_of(const catalog::BundleDetail& detail) {
  BookCard card;
  const catalog::Bundle& bundle = detail.bundle;
  card.slug = bundle.slug;
  card.title = bundle.title;
  card.authors = authors_of(detail);
  if (bundle.is_priced)
    card.price = bundle.price;
  else
    card.sold_in = codes(catalog::sold_in(bundle));
  if (catalog::saved(detail)) card.compare_at = catalog::apart(detail);
  card.bundled = static_cast<std::int64_t>(bundle.works.size());
  using enum catalog::Availability;
  const catalog::Availability standing = catalog::standing_of(detail).availability;
  card.is_resting = standing == not_for_sale || standing == not_yet_sold;
  if (standing == sold_out) card.copies_left = 0;
  for (const catalog::OfferDetail& book : detail.books) note_later(card, book.work, book.offer);
  if (!detail.books.empty()) {
    const catalog::Edition& first = detail.books.front().edition;
    card.cover = cover_of(first.thumb_160, first.thumb_320, first.thumb_640);
  }
  return card;
}

std::vector<BookCard> cards_of(const std::vector<catalog::BundleDetail>& bundles) {
  std::vector<BookCard> cards;
  cards.reserve(bundles.size());
  for (const catalog::BundleDetail& bundle : bundles) cards.push_back(card_of(bundle));
  return cards;
}

std::vector<BookCard> cards_of(const std::vector<catalog::BookSummary>& books) {
  std::vector<BookCard> cards;
  cards.reserve(books.size());
  for (const catalog::BookSummary& book : books) cards.push_back(card_of(book));
  return cards;
}

TaxShown tax_of(const sales::Quote& quote) {
  return {quote.treatment, quote.tax_country, quote.tax_bps, quote.tax, quote.tax_added};
}

}  // namespace aan::web
