#include "api/node_codec.hpp"
#include "api/routes.hpp"
#include "embedded/api_documents.hpp"
#include "net/body.hpp"
#include "service/browsing/browse.hpp"
#include "service/payment/offered.hpp"

namespace aan::api {
namespace {

std::vector<ports::ProviderDescription> offered_now(const service::Providers& providers) {
  std::vector<ports::ProviderDescription> all;
  for (const ports::PaymentProvider* provider : service::offered(providers))
    if (provider->health().is_well) all.push_back(provider->describe());
  return all;
}

net::Response fresh(std::string body) {
  return net::Response::json(std::move(body)).set("cache-control", "no-store");
}

}  // namespace

void add_health_route(net::Router& router, const Clock& clock) {
  net::RouteOptions at_once = public_reading();
  at_once.pool = net::Pool::none;
  router.get(
      "/api/health", [&clock](const net::Request&) { return fresh(write_health(clock.wall())); },
      at_once);
}

void add_node_routes(net::Router& router, const service::UseCases& use) {
  add_health_route(router, use.room.clock);
  net::RouteOptions at_once = public_reading();
  at_once.pool = net::Pool::none;
  router.get(
      "/api/config",
      [&shop = use.shop, &providers = use.providers](const net::Request&) {
        return fresh(write_config(shop, offered_now(providers)));
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
      [&use](const net::Request& request) {
        const service::Room& room = use.room;
        // A shop that cannot be read, may not write any more or has no room to, cannot sell.
        if (const auto held = room.store.check_authority(); !held)
          return render_problem(request, held.error());
        if (const auto state = service::catalogue_state(room); !state)
          return render_problem(request, state.error());
        if (use.check_machine)
          if (const auto well = use.check_machine(); !well)
            return render_problem(request, well.error());
        return fresh(write_ready(room.clock.wall()));
      },
      public_reading());
}

}  // namespace aan::api
