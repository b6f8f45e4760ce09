#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/book_view.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// `/bundles`
struct BundlesPage {
  std::vector<BookCard> bundles;  ///< cards of bundles
  std::int64_t total = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
};
std::string render(const BundlesPage& page, const Frame& frame);

/// `/bundles/{slug}`
struct BundlePage {
  BookCard card;                ///< of the bundle
  std::string offer_id;         ///< what the forms send as `book`
  std::string description;      ///< plain text, paragraphs separated by an empty line
  std::vector<BookCard> books;  ///< fewer than the card says: the others are not in the shop
  std::optional<Money> apart;   ///< what the books cost one by one
  std::optional<Money> saved;
  catalog::Availability availability = catalog::Availability::available;
  std::string because_of;  ///< title of the book that cannot be had; empty: one is not in the shop
};
std::string render(const BundlePage& page, const Frame& frame);

}  // namespace aan::web
