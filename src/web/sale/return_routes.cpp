#include "web/sale/return_routes.hpp"

#include "service/payment/return_link.hpp"
#include "web/frames.hpp"
#include "web/sale/placed_order.hpp"

namespace aan::web {
namespace {

Result<net::Response> come_back(const Storefront& front, const net::Request& request) {
  const service::Return back =
      AAN_TRY(service::come_back(front.use.room, front.use.providers, front.use.confirm,
                                 front.use.returns, request.param("attempt")));
  bool leads = back.leads;
  if (!leads) {
    const auto placed = AAN_TRY(placed_order(front, request));
    leads = placed && placed->token == back.order.token;
  }
  if (!leads)
    return refuse(Errc::gone, "return",
                  "This way back from the payment is closed. Open the order by the link that you "
                  "kept.",
                  "return_closed");
  return net::Response::redirect("/orders/" + back.order.token).make_private();
}

}  // namespace

void add_return_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions options;
  options.bodies = {net::BodyKind::none};
  options.pool = net::Pool::outbound;  // the processor is asked
  router.get(
      "/return/{attempt}",
      page(front, [&front](const net::Request& request) { return come_back(front, request); }),
      options);
}

}  // namespace aan::web
