#include "web/text_routes.hpp"

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
  add_text(router, front, "/terms", NavItem::none, [&front] {
    TermsPage terms;
    terms.text = front.use.shop.terms_markdown;
    terms.operator_name = front.use.shop.operator_name;
    return terms;
  });
}

}  // namespace aan::web
