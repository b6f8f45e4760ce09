#include "web/text_routes.hpp"

#include <charconv>

#include "service/view_terms.hpp"
#include "web/frames.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {
namespace {

// A page of words: the same for everybody but the number in the cart.
template <class Make>
void add_text(net::Router& router, const Storefront& front, const char* path, NavItem nav,
              Make make) {
  router.get(
      path,
      page(front, [&front, path, nav, make](const net::Request& request) -> Result<net::Response> {
        Frame frame = private_frame(front, request, nav);
        frame.canonical_path = path;
        net::Response response = net::Response::html(render(make(), frame));
        response.set("cache-control", "private, no-cache");
        return response;
      }));
}

// Without a version: the terms in force. An order names the one it was placed under.
Result<net::Response> show_terms(const Storefront& front, const net::Request& request) {
  const std::string wanted{request.param("version")};
  std::int64_t version = 0;
  std::from_chars(wanted.data(), wanted.data() + wanted.size(), version);
  const service::TermsView terms = AAN_TRY(
      service::view_terms(front.use.room, wanted.empty() ? std::nullopt : std::optional(version)));
  const TermsPage page{terms.text.markdown, terms.text.version, terms.text.since, terms.is_in_force,
                       front.use.shop.operator_name};
  Frame frame = private_frame(front, request, NavItem::none);
  if (page.is_in_force) frame.canonical_path = "/terms";
  net::Response response = net::Response::html(render(page, frame));
  response.set("cache-control", "private, no-cache");
  return response;
}

}  // namespace

void add_text_routes(net::Router& router, const Storefront& front) {
  add_text(router, front, "/help", NavItem::help, [] { return HelpPage{}; });
  add_text(router, front, "/about", NavItem::about, [&front] {
    AboutPage about;
    about.operator_name = front.use.shop.operator_name;
    about.node_id = front.use.shop.public_key;
    about.version = front.use.shop.version;
    return about;
  });
  add_text(router, front, "/about-fallback", NavItem::about, [&front] {
    AboutFallbackPage about;
    about.methods = choices_of(front);
    return about;
  });
  const auto add_terms = [&](const char* path) {
    router.get(path, page(front, [&front](const net::Request& request) -> Result<net::Response> {
                 return show_terms(front, request);
               }));
  };
  add_terms("/terms");
  add_terms("/terms/{version}");
}

}  // namespace aan::web
