#include "web/sale/licence_routes.hpp"

#include "service/sale/licences.hpp"
#include "web/frames.hpp"

namespace aan::web {
namespace {

net::Response for_a_minute(net::Response response) {
  response.set("cache-control", "public, max-age=60");
  return response;
}

Result<net::Response> show_key(const Storefront& front) {
  net::Response response = net::Response::text(service::licence_public_key(front.use.room));
  response.set("content-disposition", "inline; filename=\"key.pem\"");
  return for_a_minute(std::move(response));
}

Result<net::Response> show_revoked(const Storefront& front) {
  return for_a_minute(net::Response::text(AAN_TRY(service::revocation_list(front.use.room)).text));
}

using Show = Result<net::Response> (*)(const Storefront&);

}  // namespace

void add_licence_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions reading;
  reading.accepts_cross_origin = true;
  const auto shown = [&](Show show) {
    return page(front, [&front, show](const net::Request&) { return show(front); });
  };
  router.get("/licences/key.pem", shown(show_key), reading);
  router.get("/licences/revoked", shown(show_revoked), reading);
}

}  // namespace aan::web
