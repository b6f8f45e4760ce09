#pragma once
#include <string>
#include <utility>

#include "net/router.hpp"

namespace aan::net {

/// What the router answers to a request that came through the door, with one more header field.
/// Without a route: 404.
inline Response ask(const Router& router, Method method, const std::string& path,
                    const std::string& body, std::pair<std::string, std::string> field) {
  Request request;
  request.method = method;
  request.path = path;
  request.host = "shop.example";
  request.request_id = "r1";
  request.body = body;
  request.headers.push_back({std::move(field.first), std::move(field.second)});
  const RouteMatch match = router.match(request);
  return match.route == nullptr ? Response::text("", 404) : match.route->handler(request);
}

}  // namespace aan::net
