#include "web/cart.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/token.hpp"

namespace aan::web {
namespace {
constexpr std::string_view kCookie = "cart";
}

std::vector<catalog::OfferId> read_cart(const crypto::KeyRing& keys, const net::Request& request) {
  std::vector<catalog::OfferId> offers;
  const auto cookie = request.cookie(net::cookie_name(request, kCookie));
  if (!cookie) return offers;
  const auto payload = crypto::verify_cookie(keys, kCookie, *cookie);
  if (!payload || payload->empty()) return offers;
  for (const std::string_view id : split(*payload, ','))
    if (looks_like_id(id) && offers.size() < kCartLinesMax) offers.push_back({std::string(id)});
  return offers;
}

void write_cart(const crypto::KeyRing& keys, const net::Request& request, net::Response& response,
                const std::vector<catalog::OfferId>& offers) {
  std::string payload;
  for (const catalog::OfferId& offer : offers)
    payload += (payload.empty() ? "" : ",") + offer.value;
  net::CookieAttributes attributes;
  attributes.max_age = offers.empty() ? Duration{} : Duration::days(30);
  response.set_cookie(request, kCookie, crypto::sign_cookie(keys, kCookie, payload), attributes);
}

}  // namespace aan::web
