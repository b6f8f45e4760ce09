#include "web/currency_routes.hpp"

#include "web/frames.hpp"
#include "web/own_path.hpp"
#include "web/visitor.hpp"

namespace aan::web {
namespace {

Result<net::Response> choose(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  net::Response response = net::Response::redirect(own_path(form.find("back").value_or("")));
  AAN_TRY(choose_currency(front, request, response, form.find("currency").value_or("")));
  return std::move(response).make_private();
}

}  // namespace

void add_currency_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  router.post("/currency",
              page(front, [&front](const net::Request& request) { return choose(front, request); }),
              form);
}

}  // namespace aan::web
