#include "api/node_codec.hpp"
#include "api/routes.hpp"
#include "embedded/api_documents.hpp"
#include "net/body.hpp"

namespace aan::api {
namespace {

std::vector<ports::ProviderDescription> offered(const ApiDeps& deps) {
  std::vector<ports::ProviderDescription> all;
  for (const ports::PaymentProvider* provider : deps.providers.all())
    all.push_back(provider->describe());
  return all;
}

net::Response fresh(std::string body) {
  return net::Response::json(std::move(body)).set("cache-control", "no-store");
}

}  // namespace

void add_node_routes(net::Router& router, const ApiDeps& deps) {
  net::RouteOptions at_once = public_reading();
  at_once.pool = net::Pool::none;
  router.get(
      "/api/health",
      [&clock = deps.room.clock](const net::Request&) { return fresh(write_health(clock.wall())); },
      at_once);
  router.get(
      "/api/config",
      [deps](const net::Request&) {
        return fresh(write_config(deps.shop, offered(deps), deps.version));
      },
      at_once);
  router.get(
      "/api/openapi.json",
      [body = net::encode_body(std::string(embedded::api_documents().front().bytes),
                               "application/json", net::Compress::best)](const net::Request&) {
        return net::Response::encoded(body).set("cache-control", "public, no-cache");
      },
      at_once);
  router.get(
      "/api/ready",
      [deps](const net::Request& request) {
        if (const auto ready = deps.ready(); !ready)
          return render_problem(request, 503, ready.error());
        return fresh(write_ready(deps.room.clock.wall()));
      },
      public_reading());
}

}  // namespace aan::api
