#pragma once
#include <vector>

#include "api/order_codec.hpp"
#include "service/room.hpp"

namespace aan::api {

/// The offers that a request names, in its order. Errors: not_found with the place in the request
/// for a book or an offer that is not in this shop.
Answer<std::vector<catalog::OfferId>> find_offers(const service::Room& room,
                                                  const std::vector<ItemRequest>& items);

/// What the buyer chose to pay, for the offers that `find_offers` found for the same items.
sales::ChosenAmounts amounts_of(const std::vector<ItemRequest>& items,
                                const std::vector<catalog::OfferId>& offers);

}  // namespace aan::api
