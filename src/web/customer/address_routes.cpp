#include "web/customer/address_routes.hpp"

#include "web/frames.hpp"
#include "web/view/customer/address_page.hpp"

namespace aan::web {
namespace {

std::string token_of(const net::Request& request) { return std::string(request.param("token")); }

net::Response page_of(const Storefront& front, const net::Request& request,
                      const service::AddressChangeLook& look, bool is_done, bool is_back = false) {
  const AddressPage page{request.path, look.reference, look.address_shown, is_done, is_back};
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  return page_of(front, request, AAN_TRY(front.use.addresses.look(token_of(request))),
                 /*is_done=*/false);
}

Result<net::Response> confirm(const Storefront& front, const net::Request& request) {
  AAN_TRY(request.form());  // what is no form confirms nothing
  return page_of(front, request, AAN_TRY(front.use.addresses.confirm(token_of(request))),
                 /*is_done=*/true);
}

Result<net::Response> show_back(const Storefront& front, const net::Request& request) {
  return page_of(front, request,
                 AAN_TRY(service::look_at_address_back(front.use.room, token_of(request))),
                 /*is_done=*/false, /*is_back=*/true);
}

Result<net::Response> take_back(const Storefront& front, const net::Request& request) {
  AAN_TRY(request.form());  // what is no form takes nothing back
  return page_of(front, request,
                 AAN_TRY(service::take_address_back(front.use.room, token_of(request))),
                 /*is_done=*/true, /*is_back=*/true);
}

}  // namespace

void add_address_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 1024;
  router.get("/address/{token}",
             page(front, [&front](const net::Request& request) { return show(front, request); }));
  router.post(
      "/address/{token}",
      page(front, [&front](const net::Request& request) { return confirm(front, request); }), form);
  router.get("/address/back/{token}", page(front, [&front](const net::Request& request) {
               return show_back(front, request);
             }));
  router.post(
      "/address/back/{token}",
      page(front, [&front](const net::Request& request) { return take_back(front, request); }),
      form);
}

}  // namespace aan::web
