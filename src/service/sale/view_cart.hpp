#pragma once
#include <string>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// A bundle in a cart.
struct CartBundle {
  catalog::BundleDetail detail;
  catalog::BundleStanding standing;
  std::string shared_title;  ///< a book that another bundle of the cart holds too; empty: none
  std::string shared_with;   ///< title of that bundle
  [[nodiscard]] bool can_be_bought() const {
    return standing.availability == catalog::Availability::available && shared_title.empty();
  }
};

struct CartView {
  std::vector<catalog::OfferDetail> books;  ///< in the cart's order; unknown offers left out
  std::vector<CartBundle> bundles;          ///< in the cart's order
  Money total;                              ///< of what can be bought now

  /// The bundle of this cart that can be bought and holds the book already; null: none.
  [[nodiscard]] const CartBundle* bundle_of(const catalog::OfferDetail& book) const;
  /// Whether a book is bought with this cart: it can be, and no bundle brings it already.
  [[nodiscard]] bool takes(const catalog::OfferDetail& book) const {
    return book.can_be_bought() && bundle_of(book) == nullptr;
  }
};

/// What is in a cart, of one moment: books, and bundles by their ids. What cannot be bought now
/// stays visible, so does what is not sold in the currency that is shown (as in `browse`).
Result<CartView> view_cart(const Room& room, const std::vector<catalog::OfferId>& offers,
                           const Asset& shown = {});

}  // namespace aan::service
