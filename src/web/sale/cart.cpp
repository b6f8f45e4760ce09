#include "web/sale/cart.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/token.hpp"
#include "service/books/merge_books.hpp"

namespace aan::web {
namespace {
constexpr std::string_view kCookie = "cart";
constexpr char kCouponMark = '+';
constexpr char kCountryMark = '@';
constexpr char kNumberMark = '#';

void take_line(Cart& cart, std::string_view part) {
  const auto mark = part.find('=');
  const catalog::OfferId id{std::string(part.substr(0, mark))};
  if (!looks_like_id(id.value) || cart.offers.size() >= kCartLinesMax) return;
  cart.offers.push_back(id);
  if (mark == part.npos) return;
  const std::string_view money = part.substr(mark + 1);
  const auto blank = money.find(' ');
  if (blank == money.npos) return;
  const auto units = parse_minor_units(money.substr(0, blank));
  const auto asset = find_asset(money.substr(blank + 1));
  if (units && asset) cart.amounts[id] = Money{*units, *asset};
}

std::string line_of(const Cart& cart, const catalog::OfferId& id) {
  const auto own = cart.amounts.find(id);
  if (own == cart.amounts.end()) return id.value;
  return id.value + "=" + std::to_string(own->second.amount) + " " +
         std::string(own->second.asset.code());
}
}  // namespace

Money price_in(const Cart& cart, const catalog::Offer& offer, const Asset& currency) {
  const Money least = offer.price.value_or(Money{0, currency});
  if (!offer.buyer_sets_price) return least;
  const auto own = cart.amounts.find(offer.id);
  if (own != cart.amounts.end() && catalog::check_chosen(offer, own->second)) return own->second;
  return offer.suggested.value_or(least);
}

// "id,id=800 USD,+CODE,@DE,#FRXX123456789"
Cart read_cart(const crypto::KeyRing& keys, const net::Request& request) {
  Cart cart;
  const auto cookie = request.cookie(net::cookie_name(request, kCookie));
  if (!cookie) return cart;
  const auto payload = crypto::verify_cookie(keys, kCookie, *cookie);
  if (!payload || payload->empty()) return cart;
  for (const std::string_view part : split(*payload, ',')) {
    if (part.starts_with(kCouponMark))
      cart.coupon = part.substr(1);
    else if (part.starts_with(kCountryMark))
      cart.country = part.substr(1);
    else if (part.starts_with(kNumberMark))
      cart.tax_number = part.substr(1);
    else
      take_line(cart, part);
  }
  return cart;
}

Result<Cart> read_cart_now(const service::Room& room, const net::Request& request) {
  Cart cart = read_cart(room.keys.ring(), request);
  const std::vector<catalog::OfferId> before = std::move(cart.offers);
  const std::vector<catalog::OfferId> now = AAN_TRY(service::lead_on(room, before));
  cart.offers.clear();
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (std::ranges::find(cart.offers, now[i]) != cart.offers.end()) continue;
    cart.offers.push_back(now[i]);
    if (now[i] == before[i]) continue;
    if (auto own = cart.amounts.extract(before[i])) {
      own.key() = now[i];
      cart.amounts.insert(std::move(own));
    }
  }
  return cart;
}

void write_cart(const crypto::KeyRing& keys, const net::Request& request, net::Response& response,
                const Cart& cart) {
  std::string payload;
  for (const catalog::OfferId& offer : cart.offers)
    payload += (payload.empty() ? "" : ",") + line_of(cart, offer);
  if (!cart.coupon.empty()) payload += (payload.empty() ? "" : ",") + (kCouponMark + cart.coupon);
  if (!cart.country.empty())
    payload += (payload.empty() ? "" : ",") + (kCountryMark + cart.country);
  if (!cart.tax_number.empty())
    payload += (payload.empty() ? "" : ",") + (kNumberMark + cart.tax_number);
  net::CookieAttributes attributes;
  attributes.max_age = payload.empty() ? Duration{} : Duration::days(30);
  response.set_cookie(request, kCookie, crypto::sign_cookie(keys, kCookie, payload), attributes);
}

}  // namespace aan::web
