#include "web/asset_routes.hpp"

#include "web/view/assets.hpp"

namespace aan::web {

void add_asset_routes(net::Router& router) {
  for (const AssetFile& asset : all_assets()) {
    const auto body = net::encode_body(std::string(asset.bytes), std::string(asset.content_type),
                                       net::Compress::best);
    net::RouteOptions options;
    options.pool = net::Pool::none;
    const bool immutable = asset.immutable;
    router.get(
        asset.path,
        [body, immutable](const net::Request&) {
          net::Response response = net::Response::encoded(body);
          response.set("cache-control",
                       immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600");
          return response;
        },
        options);
  }
}

}  // namespace aan::web
