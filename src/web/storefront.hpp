#pragma once
#include <string>

#include "net/router.hpp"
#include "service/use_cases.hpp"
#include "web/page_cache.hpp"

namespace aan::web {

/// What every page stands on: the use cases, and the finished pages. Both outlive the router.
struct Storefront {
  const service::UseCases& use;
  PageCache& cache;
};

/// Adds every page, form and asset of the shop.
void add_routes(net::Router& router, const Storefront& front);

/// The page of an error, for `Router::set_error_renderer`. Touches no store.
net::Response render_error(const Storefront& front, const net::Request& request, int status,
                           const Error& error);
/// The same while nothing is ready yet.
net::Response render_maintenance(const std::string& shop_name, bool is_sandbox,
                                 const net::Request& request, int status, const Error& error);

}  // namespace aan::web
