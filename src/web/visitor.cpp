#include "web/visitor.hpp"

#include "service/browsing/in_currency.hpp"
#include "web/language.hpp"
#include "web/sale/cart.hpp"

namespace aan::web {

Asset currency_of(const Storefront& front, const net::Request& request) {
  const service::Room& room = front.use.room;
  if (room.other_currencies.empty()) return room.currency;
  const auto cookie = request.cookie(net::cookie_name(request, kCurrencyCookie));
  return cookie ? service::find_currency(room, *cookie).value_or(room.currency) : room.currency;
}

std::vector<catalog::AboutRate> about_rates_of(const Storefront& front) {
  if (front.use.shop.about_rates.empty()) return {};
  std::vector<catalog::AboutRate> rates = front.use.shop.about_rates;
  const Timestamp now = front.use.room.clock.wall();
  std::erase_if(rates, [&](const catalog::AboutRate& one) { return !catalog::is_shown(one, now); });
  return rates;
}

namespace {

std::optional<catalog::AboutRate> about_of(const Storefront& front, const net::Request& request) {
  if (front.use.shop.about_rates.empty()) return std::nullopt;
  const auto cookie = request.cookie(net::cookie_name(request, kCurrencyCookie));
  if (!cookie) return std::nullopt;
  for (const catalog::AboutRate& one : about_rates_of(front))
    if (one.asset.code() == *cookie) return one;
  return std::nullopt;
}

}  // namespace

Visitor visitor_of(const Storefront& front, const net::Request& request) {
  const auto cart = read_cart(front.use.room.keys.ring(), request);
  return {static_cast<std::int64_t>(cart.offers.size()), language_of(front, request),
          currency_of(front, request), about_of(front, request)};
}

}  // namespace aan::web
