#include "web/cached_page.hpp"

#include "web/frames.hpp"

namespace aan::web {
namespace {

std::string cache_key(const PageCache& cache, const std::string& address, const Visitor& visitor) {
  const OwnPages own = cache.own_pages();
  return address + "#" + std::to_string(visitor.in_cart) + std::string(visitor.currency.code()) +
         (own.imprint ? "i" : "") + (own.privacy ? "p" : "");
}

net::Response cached_response(net::SharedBody body) {
  net::Response response = net::Response::encoded(std::move(body));
  // The page depends on the cookie, so a shared cache may not keep it; a browser asks each time.
  response.set("cache-control", "private, no-cache");
  return response;
}

}  // namespace

Result<std::string> plain_address(const net::Request& request) { return request.path; }

void add_cached_page(net::Router& router, const Storefront& front, std::string_view pattern,
                     PageMaker make, PageAddress address) {
  net::RouteOptions options;
  options.on_io_thread = [&front,
                          address](const net::Request& request) -> std::optional<net::Response> {
    const auto asked = address(request);
    if (!asked) return std::nullopt;
    auto found = front.cache.find(cache_key(front.cache, *asked, visitor_of(front, request)));
    if (found == nullptr) return std::nullopt;
    return cached_response(std::move(found));
  };
  router.get(pattern,
             page(front,
                  [&front, make, address](const net::Request& request) -> Result<net::Response> {
                    const std::string asked = AAN_TRY(address(request));
                    const std::int64_t generation = front.cache.generation();
                    const Visitor visitor = visitor_of(front, request);
                    const std::string key = cache_key(front.cache, asked, visitor);
                    std::string html = AAN_TRY(make(front, request, visitor));
                    auto body = net::encode_body(std::move(html), "text/html; charset=utf-8",
                                                 net::Compress::fast);
                    front.cache.put(key, generation, body);
                    return cached_response(std::move(body));
                  }),
             options);
}

}  // namespace aan::web
