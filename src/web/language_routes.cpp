#include "web/language_routes.hpp"

#include <algorithm>

#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/own_path.hpp"
#include "web/view/locale.hpp"

namespace aan::web {
namespace {

Result<net::Response> choose(const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string code = form.find("language").value_or("");
  if (std::ranges::find(locale_codes(), code) == locale_codes().end())
    return refuse(Errc::invalid, "language", "This shop does not speak that language.",
                  "language_unknown");
  net::Response response = net::Response::redirect(own_path(form.find("back").value_or("")));
  choose_language(request, response, code);
  return std::move(response).make_private();
}

}  // namespace

void add_language_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  router.post("/language", page(front, [](const net::Request& request) { return choose(request); }),
              form);
}

}  // namespace aan::web
