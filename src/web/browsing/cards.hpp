#pragma once
#include <optional>
#include <vector>

#include "crypto/keyring.hpp"
#include "domain/catalog/bundle.hpp"
#include "domain/sales/quote.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/sale/tax_row.hpp"

namespace aan::web {

/// From the catalogue's records to what a page shows of a book in a list, a cart or an order.
Cover cover_of(const crypto::Cid& thumb_160, const crypto::Cid& thumb_320,
               const crypto::Cid& thumb_640);
/// Of a book that may be hidden, on a page for its buyers or for the desk.
Cover cover_for_owner(const crypto::KeyRing& keys, const catalog::Pictures& pictures,
                      bool is_listed);
BookCard card_of(const catalog::BookSummary& book);
/// A hidden book has no address and no cover.
BookCard card_of(const catalog::Work& work, const catalog::Edition& edition,
                 const std::vector<catalog::EditionFile>& files, const catalog::Offer& offer);
/// Notes of a bundle's card that this book of it comes later, if it does.
void note_later(BookCard& card, const catalog::Work& work, const catalog::Offer& offer);
/// A bundle among books: the cover of its first one, and struck through what they cost apart.
BookCard card_of(const catalog::BundleDetail& detail);
std::vector<BookCard> cards_of(const std::vector<catalog::BookSummary>& books);
std::vector<BookCard> cards_of(const std::vector<catalog::BundleDetail>& bundles);

/// How a quote is taxed, for its pages.
TaxShown tax_of(const sales::Quote& quote);

}  // namespace aan::web
