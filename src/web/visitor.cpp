#include "web/visitor.hpp"

#include <algorithm>

#include "service/browsing/in_currency.hpp"
#include "web/language.hpp"
#include "web/sale/cart.hpp"

namespace aan::web {

namespace {

constexpr Duration kKeptFor = Duration::days(180);

// What the address names, else what they chose before.
std::optional<std::string> chosen(const net::Request& request) {
  if (const std::string_view named = request.param(kCurrencyParam); !named.empty())
    return std::string(named);
  return request.cookie(net::cookie_name(request, kCurrencyCookie));
}

}  // namespace

Asset currency_of(const Storefront& front, const net::Request& request) {
  const service::Room& room = front.use.room;
  if (room.other_currencies.empty()) return room.currency;
  const auto code = chosen(request);
  return code ? service::find_currency(room, *code).value_or(room.currency) : room.currency;
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
  const auto code = chosen(request);
  if (!code) return std::nullopt;
  for (const catalog::AboutRate& one : about_rates_of(front))
    if (one.asset.code() == *code) return one;
  return std::nullopt;
}

}  // namespace

Result<> choose_currency(const Storefront& front, const net::Request& request,
                         net::Response& response, std::string_view code) {
  const auto rates = about_rates_of(front);
  const auto about = std::ranges::find(
      rates, code, [](const catalog::AboutRate& one) { return one.asset.code(); });
  const Asset currency =
      about != rates.end() ? about->asset : AAN_TRY(service::need_currency(front.use.room, code));
  net::CookieAttributes attributes;
  attributes.max_age = currency == front.use.room.currency ? Duration{} : kKeptFor;
  response.set_cookie(request, kCurrencyCookie, std::string(currency.code()), attributes);
  return {};
}

Visitor visitor_of(const Storefront& front, const net::Request& request) {
  const auto cart = read_cart(front.use.room.keys.ring(), request);
  return {static_cast<std::int64_t>(cart.offers.size()), language_of(front, request),
          currency_of(front, request), about_of(front, request)};
}

}  // namespace aan::web
