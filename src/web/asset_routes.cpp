#include "web/asset_routes.hpp"

#include <vector>

#include "web/view/assets.hpp"

namespace aan::web {

namespace {

// Once, for the router of the closed door and for that of the open one.
const std::vector<net::SharedBody>& encoded_assets() {
  static const std::vector<net::SharedBody> bodies = [] {
    std::vector<net::SharedBody> made;
    for (const AssetFile& asset : all_assets())
      made.push_back(net::encode_body(std::string(asset.bytes), std::string(asset.content_type),
                                      net::Compress::best));
    return made;
  }();
  return bodies;
}

}  // namespace

void add_asset_routes(net::Router& router) {
  for (std::size_t i = 0; i < all_assets().size(); ++i) {
    const AssetFile& asset = all_assets()[i];
    const net::SharedBody body = encoded_assets()[i];
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
