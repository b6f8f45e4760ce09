#include "web/currency_routes.hpp"

#include <algorithm>

#include "service/browsing/in_currency.hpp"
#include "web/frames.hpp"
#include "web/own_path.hpp"
#include "web/visitor.hpp"

namespace aan::web {
namespace {

constexpr Duration kKeptFor = Duration::days(180);

Result<net::Response> choose(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string code = form.find("currency").value_or("");
  const auto rates = about_rates_of(front);
  const auto about = std::ranges::find(
      rates, code, [](const catalog::AboutRate& one) { return one.asset.code(); });
  const Asset currency =
      about != rates.end() ? about->asset : AAN_TRY(service::need_currency(front.use.room, code));
  net::Response response = net::Response::redirect(own_path(form.find("back").value_or("")));
  net::CookieAttributes attributes;
  attributes.max_age = currency == front.use.room.currency ? Duration{} : kKeptFor;
  response.set_cookie(request, kCurrencyCookie, std::string(currency.code()), attributes);
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
