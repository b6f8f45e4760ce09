#pragma once
#include <vector>

#include "api/order_codec.hpp"
#include "service/room.hpp"

namespace aan::api {

/// The offers that a request names, in its order.
struct FoundOffers {
  std::vector<catalog::OfferId> offers;
  std::vector<Finding> hidden;  ///< places of those that the shop has and shows to nobody
};

/// Errors: `not_here` for a book or an offer that is not in this shop. Hidden ones are found, since
/// an order that is sent again is answered as before; a new one is refused like one that names
/// nothing.
Answer<FoundOffers> find_offers(const service::Room& room, const std::vector<ItemRequest>& items);

/// not_found "no_such_offer", with the places in the request.
Problem not_here(std::vector<Finding> where);

/// What the buyer chose to pay, for the offers that `find_offers` found for the same items.
sales::ChosenAmounts amounts_of(const std::vector<ItemRequest>& items,
                                const std::vector<catalog::OfferId>& offers);

}  // namespace aan::api
