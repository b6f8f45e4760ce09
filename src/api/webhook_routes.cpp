#include "api/routes.hpp"
#include "net/body.hpp"
#include "service/payment/inbox_message.hpp"

namespace aan::api {
namespace {

// What the signature is over: the header, a line feed, and the bytes as they came.
std::string message_of(const net::Request& request) {
  return std::string(request.header("stripe-signature").value_or("")) + "\n" + request.body;
}

Answer<net::Response> take_stripe(const service::UseCases& use, const net::Request& request) {
  if (request.body.empty())
    return std::unexpected(Problem(
        Error{Errc::invalid, "webhook", {}, "There is no message.", std::nullopt, "message"}));
  // Stored, and answered at once: what it means is found out afterwards, as often as it takes.
  AAN_TRY(use.jobs.accept("stripe", message_of(request)));
  return net::Response::json("{\"received\":true}").make_private();
}

}  // namespace

void add_webhook_routes(net::Router& router, const service::UseCases& use) {
  net::RouteOptions options;
  options.bodies = {net::BodyKind::any};
  options.body_bytes_max = service::kMessageBytesMax - 4096;  // the header is kept with it
  options.pool = net::Pool::messages;
  options.takes_forms_of_programs = true;  // signed by its sender, who has no cookies
  router.post("/webhooks/stripe",
              answering([&use](const net::Request& request) { return take_stripe(use, request); }),
              options);
}

}  // namespace aan::api
