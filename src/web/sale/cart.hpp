#pragma once
#include <string>
#include <vector>

#include "crypto/keyring.hpp"
#include "domain/sales/quote.hpp"
#include "net/http.hpp"
#include "service/room.hpp"

namespace aan::web {

inline constexpr std::size_t kCartLinesMax = 50;

/// What a visitor has put aside.
struct Cart {
  std::vector<catalog::OfferId> offers;  ///< in the order in which they were put in
  sales::ChosenAmounts amounts;          ///< for books whose price the buyer sets
  std::string country;                   ///< where the visitor lives; empty: not said
  std::string tax_number;                ///< of a business, as typed; empty: none
  std::string coupon;                    ///< a code that worked once; empty: none
};

/// What a book costs in this cart: what the buyer chose, if it still may be, else what the shop
/// suggests, or its price.
Money price_in(const Cart& cart, const catalog::Offer& offer, const Asset& currency);

/// The cart lives in the visitor's cookie, signed, and nowhere else. A cookie that was altered is
/// an empty cart.
Cart read_cart(const crypto::KeyRing& keys, const net::Request& request);
/// The same, as it is bought now: a book that another one stands for is that one, each once.
/// Errors: of the store.
Result<Cart> read_cart_now(const service::Room& room, const net::Request& request);
void write_cart(const crypto::KeyRing& keys, const net::Request& request, net::Response& response,
                const Cart& cart);

}  // namespace aan::web
