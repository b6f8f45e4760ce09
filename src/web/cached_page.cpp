#include "web/cached_page.hpp"

#include "web/frames.hpp"
#include "web/language.hpp"

namespace aan::web {
namespace {

// A rate that became too old to be shown is one that pages do not offer any more.
std::string cache_key(const Storefront& front, const std::string& address, const Visitor& visitor) {
  const OwnPages own = front.cache.own_pages();
  std::string key = address + "#" + std::to_string(visitor.in_cart) +
                    std::string(visitor.language) + std::string(visitor.currency.code()) +
                    (own.imprint ? "i" : "") + (own.privacy ? "p" : "");
  if (front.use.shop.about_rates.empty()) return key;
  key += "~" + std::to_string(about_rates_of(front).size());
  if (visitor.about) key += visitor.about->asset.code();
  return key;
}

net::Response cached_response(const Storefront& front, const net::Request& request,
                              net::SharedBody body) {
  net::Response response = net::Response::encoded(std::move(body));
  // The page depends on the cookie, so a shared cache may not keep it; a browser asks each time.
  response.set("cache-control", "private, no-cache");
  say_language(front, request, response);
  return response;
}

// "/de" of "/de/books/walden".
std::string language_prefix(const net::Request& request) {
  return request.path.substr(0, request.path.size() - plain_path(request).size());
}

}  // namespace

Result<std::string> plain_address(const net::Request& request) {
  return std::string(plain_path(request));
}

void add_cached_page(net::Router& router, const Storefront& front, std::string_view pattern,
                     PageMaker make, PageAddress address, PageMoved moved, int moved_status) {
  net::RouteOptions options;
  options.on_io_thread = [&front,
                          address](const net::Request& request) -> std::optional<net::Response> {
    const auto asked = address(request);
    if (!asked) return std::nullopt;
    auto found = front.cache.find(cache_key(front, *asked, visitor_of(front, request)));
    if (found == nullptr) return std::nullopt;
    return cached_response(front, request, std::move(found));
  };
  add_in_languages(
      router, pattern,
      page(front,
           [&front, make, address, moved,
            moved_status](const net::Request& request) -> Result<net::Response> {
             const std::string asked = AAN_TRY(address(request));
             const std::int64_t generation = front.cache.generation();
             const Visitor visitor = visitor_of(front, request);
             const std::string key = cache_key(front, asked, visitor);
             Result<std::string> html = make(front, request, visitor);
             if (!html && html.error().code == Errc::not_found && moved != nullptr)
               if (const auto to = AAN_TRY(moved(front, request)))
                 return net::Response::redirect(language_prefix(request) + *to, moved_status);
             auto body = net::encode_body(AAN_TRY(std::move(html)), "text/html; charset=utf-8",
                                          net::Compress::fast);
             front.cache.put(key, generation, body);
             return cached_response(front, request, std::move(body));
           }),
      options);
}

}  // namespace aan::web
