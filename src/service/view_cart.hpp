#pragma once
#include <vector>

#include "service/room.hpp"

namespace aan::service {

struct CartView {
  std::vector<catalog::OfferDetail> books;  ///< in the cart's order; unknown offers left out
  Money total;                              ///< of what can be bought now
};

/// What is in a cart, of one moment. A book that cannot be bought now stays visible.
Result<CartView> view_cart(const Room& room, const std::vector<catalog::OfferId>& offers);

}  // namespace aan::service
