#include "web/visitor.hpp"

#include "service/in_currency.hpp"
#include "web/cart.hpp"

namespace aan::web {

Asset currency_of(const Storefront& front, const net::Request& request) {
  const service::Room& room = front.use.room;
  if (room.other_currencies.empty()) return room.currency;
  const auto cookie = request.cookie(net::cookie_name(request, kCurrencyCookie));
  return cookie ? service::find_currency(room, *cookie).value_or(room.currency) : room.currency;
}

Visitor visitor_of(const Storefront& front, const net::Request& request) {
  const auto cart = read_cart(front.use.room.keys.ring(), request);
  return {static_cast<std::int64_t>(cart.offers.size()), currency_of(front, request)};
}

}  // namespace aan::web
