#include "web/sale/order_routes.hpp"

#include "base/codec.hpp"
#include "base/whole_number.hpp"
#include "crypto/token.hpp"
#include "net/distinct_client.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "service/letters/resend_receipt.hpp"
#include "service/sale/order_link.hpp"
#include "web/frames.hpp"
#include "web/sale/order_view.hpp"
#include "web/sale/send_download.hpp"

namespace aan::web {
namespace {

// A token of the wrong shape, a wrong one and none at all get the same answer.
Result<std::string> token_of(const net::Request& request) {
  std::string token{request.param("token")};
  if (!crypto::looks_like_token(token))
    return refuse(Errc::not_found, "order", "There is no such order.", "no_such_order");
  return token;
}

Result<net::Response> show(const Storefront& front, const net::Request& request,
                           const std::string& token, const Error* problem,
                           const net::FormFields* form = nullptr) {
  const service::OrderView view =
      AAN_TRY(service::view_order(front.use.room, front.use.providers, token));
  OrderPage model = order_page(front, request, token, view);
  if (form != nullptr) keep_typed_reader(model.lines, *form);
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) model.problem = Problem{status, *problem};
  net::Response response =
      net::Response::html(render(model, private_frame(front, request, NavItem::none)), status);
  if (problem != nullptr && problem->retry_after_s)
    response.set("retry-after", std::to_string(*problem->retry_after_s));
  let_forms_lead_to_pay(front, response);
  return std::move(response).make_private();
}

// Runs one of the page's forms. What it refuses is said on the page itself.
using FormAction = Result<std::string> (*)(const Storefront&, const net::Request&,
                                           const std::string& token, const net::FormFields&);

Result<net::Response> act(const Storefront& front, const net::Request& request, FormAction action) {
  const std::string token = AAN_TRY(token_of(request));
  const net::FormFields form = AAN_TRY(request.form());
  const Result<std::string> next = action(front, request, token, form);
  if (next) return net::Response::redirect(*next).make_private();
  auto refused = show(front, request, token, &next.error(), &form);
  if (!refused) return std::unexpected(next.error());
  net::log_failure(request, net::status_of(next.error()), next.error());
  return refused;
}

std::string field(const net::FormFields& form, std::string_view name) {
  return form.find(name).value_or("");
}

Result<std::string> renew(const Storefront& front, const net::Request& /*request*/,
                          const std::string& token, const net::FormFields& form) {
  AAN_TRY(front.use.deliver.renew(token, sales::GrantId{field(form, "grant")},
                                  field(form, "idempotency_key")));
  return "/orders/" + token;
}

Result<std::string> pay_again(const Storefront& front, const net::Request& request,
                              const std::string& token, const net::FormFields& form) {
  return front.use.begin.retry(token, field(form, "method"), field(form, "idempotency_key"),
                               net::distinct_client(request));
}

Result<std::string> cancel(const Storefront& front, const net::Request& /*request*/,
                           const std::string& token, const net::FormFields& form) {
  AAN_TRY(front.use.confirm.cancel(token, field(form, "idempotency_key")));
  return "/orders/" + token;
}

Result<std::string> mail_receipt(const Storefront& front, const net::Request& /*request*/,
                                 const std::string& token, const net::FormFields& form) {
  AAN_TRY(service::resend_receipt(front.use.room, token, field(form, "idempotency_key")));
  return "/orders/" + token;
}

Result<std::string> change_address(const Storefront& front, const net::Request& /*request*/,
                                   const std::string& token, const net::FormFields& form) {
  AAN_TRY(front.use.addresses.ask(token, field(form, "email"), field(form, "idempotency_key")));
  return "/orders/" + token;
}

// The page at the new address says so, and that it is to be kept.
Result<std::string> renew_link(const Storefront& front, const net::Request& /*request*/,
                               const std::string& token, const net::FormFields& form) {
  return "/orders/" +
         AAN_TRY(service::renew_own_link(front.use.room, token, field(form, "idempotency_key"))) +
         "?renewed=1";
}

Result<std::string> download(const Storefront& front, const net::Request& /*request*/,
                             const std::string& token, const net::FormFields& form) {
  return start_download(front, token, form);
}

Result<std::string> send_order_to_reader(const Storefront& front, const net::Request& /*request*/,
                                         const std::string& token, const net::FormFields& form) {
  AAN_TRY(send_to_reader(front, token, form));
  return "/orders/" + token;
}

Result<net::Response> receipt(const Storefront& front, const net::Request& request) {
  const std::string token = AAN_TRY(token_of(request));
  const service::OrderView view =
      AAN_TRY(service::view_order(front.use.room, front.use.providers, token));
  const OrderPage model = order_page(front, request, token, view);
  net::Response response =
      net::Response::html(receipt_file(model, private_frame(front, request, NavItem::none)));
  response.set("content-disposition", net::attachment("receipt-" + view.order.reference + ".html"));
  // The file carries its own small style sheet and nothing else.
  response.set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  return std::move(response).make_private();
}

Result<net::Response> fetch(const Storefront& front, const net::Request& request) {
  const std::string token{request.param("token")};
  if (!crypto::looks_like_token(token))
    return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
  return send_download(front.use.deliver, AAN_TRY(front.use.deliver.open(token)), request);
}

}  // namespace

Result<std::string> start_download(const Storefront& front, const std::string& token,
                                   const net::FormFields& form) {
  const std::string typed = field(form, "version");
  const auto version = typed.empty() ? std::optional<std::int64_t>(0) : parse_whole_number(typed);
  if (!version || *version < 0)
    return refuse(Errc::not_found, "download", "There is no such version of this file.",
                  "no_such_version");
  const std::string address = AAN_TRY(front.use.deliver.start(
      token, sales::GrantId{field(form, "grant")}, field(form, "idempotency_key"), *version));
  return "/download/" + address;
}

Result<> send_to_reader(const Storefront& front, const std::string& token,
                        const net::FormFields& form) {
  return front.use.reader.ask(token, sales::GrantId{field(form, "grant")}, field(form, "email"),
                              field(form, "idempotency_key"));
}

void add_order_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 8192;
  // Whoever reloads or bookmarks what a form left behind is led to the order, and nothing is done.
  const auto post = [&](std::string_view pattern, FormAction action,
                        net::Pool pool = net::Pool::interactive) {
    form.pool = pool;
    router.get(
        pattern, page(front, [](const net::Request& request) -> Result<net::Response> {
          return net::Response::redirect("/orders/" + AAN_TRY(token_of(request))).make_private();
        }));
    router.post(
        pattern,
        page(front,
             [&front, action](const net::Request& request) { return act(front, request, action); }),
        form);
  };
  router.get("/orders/{token}",
             page(front, [&front](const net::Request& request) -> Result<net::Response> {
               return show(front, request, AAN_TRY(token_of(request)), nullptr);
             }));
  // A copy may have to be prepared, which waits for the worker.
  post("/orders/{token}/downloads", download, net::Pool::outbound);
  post("/orders/{token}/renewals", renew);
  post("/orders/{token}/payments", pay_again, net::Pool::outbound);  // a processor is asked
  post("/orders/{token}/cancel", cancel);
  post("/orders/{token}/mail", mail_receipt);
  post("/orders/{token}/address", change_address);
  post("/orders/{token}/link", renew_link);
  post("/orders/{token}/reader", send_order_to_reader, net::Pool::outbound);
  router.get("/orders/{token}/receipt", page(front, [&front](const net::Request& request) {
               return receipt(front, request);
             }));
  router.get("/download/{token}",
             page(front, [&front](const net::Request& request) { return fetch(front, request); }));
}

}  // namespace aan::web
