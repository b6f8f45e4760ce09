#pragma once
#include <string>
#include <utility>

#include "net/router.hpp"

namespace aan::net {

/// What the router answers to a request that came through the door, with one more header field.
/// `path`: a query may stand behind it. Without a route: 404.
inline Response ask(const Router& router, Method method, const std::string& path,
                    const std::string& body, std::pair<std::string, std::string> field) {
  Request request;
  request.method = method;
  request.target = request.path = path;
  if (const auto at = path.find('?'); at != std::string::npos) {
    request.query_string = path.substr(at + 1);
    request.path.resize(at);
  }
  request.host = "shop.example";
  request.request_id = "r1";
  request.body = body;
  request.headers.push_back({std::move(field.first), std::move(field.second)});
  const RouteMatch match = router.match(request);
  return match.route == nullptr ? Response::text("", 404) : match.route->handler(request);
}

}  // namespace aan::net
