#include "web/sale/placed_order.hpp"

#include "base/ids.hpp"
#include "crypto/token.hpp"

namespace aan::web {
namespace {
constexpr std::string_view kCookie = "placed";
}

void remember_order(const Storefront& front, const net::Request& request, net::Response& response,
                    const sales::OrderId& id) {
  net::CookieAttributes attributes;
  attributes.max_age = kPlacedOrderShownFor;
  response.set_cookie(request, kCookie,
                      crypto::sign_cookie(front.use.room.keys.ring(), kCookie, id.value),
                      attributes);
}

Result<std::optional<service::OrderLink>> placed_order(const Storefront& front,
                                                       const net::Request& request) {
  const auto cookie = request.cookie(net::cookie_name(request, kCookie));
  if (!cookie) return std::nullopt;
  const auto id = crypto::verify_cookie(front.use.room.keys.ring(), kCookie, *cookie);
  if (!id || !looks_like_id(*id)) return std::nullopt;
  return service::find_recent_order(front.use.room, sales::OrderId{*id},
                                    front.use.room.clock.wall() - kPlacedOrderShownFor);
}

Result<std::optional<JustPlaced>> just_placed(const Storefront& front,
                                              const net::Request& request) {
  const auto order = AAN_TRY(placed_order(front, request));
  if (!order) return std::nullopt;
  return JustPlaced{order->reference, "/orders/" + order->token, order->is_unpaid};
}

}  // namespace aan::web
