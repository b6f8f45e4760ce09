#include "web/customer/letters_routes.hpp"

#include "service/letters/letters.hpp"
#include "web/frames.hpp"
#include "web/view/customer/letters_page.hpp"

namespace aan::web {
namespace {

std::string token_of(const net::Request& request) { return std::string(request.param("token")); }

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  LettersPage page;
  page.path = "/letters/" + token_of(request);
  const auto state = AAN_TRY(service::letters_state(front.use.room, token_of(request)));
  page.is_stopped = state.are_stopped;
  page.has_address = state.have_address;
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

// A mail program sends "List-Unsubscribe=One-Click"; the page's own form says which way.
Result<net::Response> change(const Storefront& front, const net::Request& request) {
  const bool is_again = AAN_TRY(request.form()).find("act") == "again";
  AAN_TRY(service::stop_letters(front.use.room, token_of(request), !is_again));
  return show(front, request);
}

}  // namespace

void add_letters_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 1024;
  // The link is the whole right: no cookie counts, and a mail program's server has no origin.
  form.takes_forms_of_programs = true;
  router.get("/letters/{token}",
             page(front, [&front](const net::Request& request) { return show(front, request); }));
  router.post("/letters/{token}",
              page(front, [&front](const net::Request& request) { return change(front, request); }),
              form);
}

}  // namespace aan::web
