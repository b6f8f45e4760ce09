#include "web/sale/gift_routes.hpp"

#include "crypto/token.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "service/sale/gifts.hpp"
#include "web/frames.hpp"
#include "web/sale/order_routes.hpp"
#include "web/sale/order_view.hpp"
#include "web/view/sale/gift_page.hpp"

namespace aan::web {
namespace {

// A token of the wrong shape, a wrong one and none at all get the same answer.
Result<std::string> token_of(const net::Request& request) {
  std::string token{request.param("token")};
  if (!crypto::looks_like_token(token))
    return refuse(Errc::not_found, "gift", "There is no such gift.", "no_such_gift");
  return token;
}

// Of the order nothing is shown but its books: no price, no receipt, no link.
GiftPage gift_page(const Storefront& front, const net::Request& request, const std::string& token,
                   const service::GiftView& view) {
  GiftPage page;
  page.path = "/gifts/" + token;
  page.page_url = public_origin(front, request) + page.path;
  page.is_own = view.is_own;
  page.state = view.state;
  page.name = view.words.name;
  page.message = view.words.message;
  page.giver = view.order.receipt_name;
  page.opens_at = view.gift.opens_at;
  page.claim_key = new_form_key(front);
  for (const service::OrderLineView& line : view.order.lines) {
    OrderPageLine& one = page.lines.emplace_back(order_line(front, line, view.order.events));
    one.card.price.reset();
    if (!view.is_own) one.files.clear();
  }
  if (view.is_own)
    offer_reading(front, token, view.order.order.id, service::OrderSeenBy::taker, page.lines);
  return page;
}

Result<net::Response> show(const Storefront& front, const net::Request& request,
                           const std::string& token, const Error* problem,
                           const net::FormFields* form = nullptr) {
  const service::GiftView view = AAN_TRY(service::view_gift(front.use.room, token));
  GiftPage page = gift_page(front, request, token, view);
  if (form != nullptr) keep_typed_reader(page.lines, *form);
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) page.problem = Problem{status, *problem};
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::none)), status);
  if (problem != nullptr && problem->retry_after_s)
    response.set("retry-after", std::to_string(*problem->retry_after_s));
  return std::move(response).make_private();
}

using FormAction = Result<std::string> (*)(const Storefront&, const std::string& token,
                                           const net::FormFields&);

std::string field(const net::FormFields& form, std::string_view name) {
  return form.find(name).value_or("");
}

Result<std::string> claim(const Storefront& front, const std::string& token,
                          const net::FormFields& form) {
  return "/gifts/" +
         AAN_TRY(service::claim_gift(front.use.room, token, field(form, "idempotency_key")));
}

Result<std::string> renew(const Storefront& front, const std::string& token,
                          const net::FormFields& form) {
  AAN_TRY(front.use.deliver.renew(token, sales::GrantId{field(form, "grant")},
                                  field(form, "idempotency_key")));
  return "/gifts/" + token;
}

Result<std::string> send_gift_to_reader(const Storefront& front, const std::string& token,
                                        const net::FormFields& form) {
  AAN_TRY(send_to_reader(front, token, form));
  return "/gifts/" + token;
}

// What a form is refused is said on the gift's own page.
Result<net::Response> act(const Storefront& front, const net::Request& request, FormAction action) {
  const std::string token = AAN_TRY(token_of(request));
  const net::FormFields form = AAN_TRY(request.form());
  const Result<std::string> next = action(front, token, form);
  if (next) return net::Response::redirect(*next).make_private();
  auto refused = show(front, request, token, &next.error(), &form);
  if (!refused) return std::unexpected(next.error());
  net::log_failure(request, net::status_of(next.error()), next.error());
  return refused;
}

}  // namespace

void add_gift_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 8192;
  // Whoever reloads or bookmarks what a form left behind is led to the gift, and nothing is done.
  const auto post = [&](std::string_view pattern, FormAction action,
                        net::Pool pool = net::Pool::interactive) {
    form.pool = pool;
    router.get(
        pattern, page(front, [](const net::Request& request) -> Result<net::Response> {
          return net::Response::redirect("/gifts/" + AAN_TRY(token_of(request))).make_private();
        }));
    router.post(
        pattern,
        page(front,
             [&front, action](const net::Request& request) { return act(front, request, action); }),
        form);
  };
  router.get("/gifts/{token}",
             page(front, [&front](const net::Request& request) -> Result<net::Response> {
               return show(front, request, AAN_TRY(token_of(request)), nullptr);
             }));
  post("/gifts/{token}/claim", claim);
  // A copy may have to be prepared, which waits for the worker.
  post("/gifts/{token}/downloads", start_download, net::Pool::outbound);
  post("/gifts/{token}/renewals", renew);
  post("/gifts/{token}/reader", send_gift_to_reader, net::Pool::outbound);
}

}  // namespace aan::web
