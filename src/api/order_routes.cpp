#include "api/items.hpp"
#include "api/json_reader.hpp"
#include "api/order_codec.hpp"
#include "api/required_key.hpp"
#include "api/routes.hpp"
#include "base/ids.hpp"
#include "net/body.hpp"
#include "net/distinct_client.hpp"
#include "service/delivery/view_download.hpp"
#include "service/letters/resend_receipt.hpp"
#include "service/payment/refundable.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/order_link.hpp"

namespace aan::api {
namespace {

net::RouteOptions selling() {
  net::RouteOptions options;
  options.bodies = {net::BodyKind::json};
  options.body_bytes_max = kJsonBytesMax;
  return options;
}

// What may ask a processor, or the worker for a copy, waits for somebody else, and must not keep
// pages waiting.
net::RouteOptions paying() {
  net::RouteOptions options = selling();
  options.pool = net::Pool::outbound;
  return options;
}

OrderLink link_of(const net::Request& request, std::string token) {
  return {request.origin(), std::move(token)};
}

std::string token_of(const net::Request& request) { return std::string(request.param("token")); }

GiftFacts gift_facts(const service::UseCases& use, const net::Request& request,
                     const service::OrderView& view) {
  GiftFacts facts;
  if (!view.gift) return facts;
  service::GivenGift given = service::look_at_given(use.room, *view.gift, view.order.state);
  facts.state = given.state;
  facts.words = std::move(given.words);
  if (!given.claim_token.empty())
    facts.claim_url = request.origin() + "/gifts/" + given.claim_token;
  return facts;
}

Answer<net::Response> order_response(const service::UseCases& use, const net::Request& request,
                                     const std::string& token, int status) {
  service::OrderView view = AAN_TRY(service::view_order(use.room, use.providers, token));
  // The counter of a provider that the shop has no more, or in its other mode, leads nowhere.
  for (service::AttemptView& one : view.attempts) {
    if (use.providers.find_for(view.order, one.intent.provider) != nullptr) continue;
    one.can_be_paid = false;
    one.intent.prompt_url.clear();
  }
  return net::Response::json(
             write_order(view, link_of(request, token), gift_facts(use, request, view),
                         service::claim_of(view, use.providers),
                         service::pay_stop_of(view, use.providers)),
             status)
      .make_private();
}

// What a quote and an order are asked alike, of the offers that were found for its items.
service::Basket basket_of(const net::Request& request, const QuoteRequest& asked,
                          std::vector<catalog::OfferId> offers) {
  service::Basket basket;
  basket.offers = std::move(offers);
  basket.amounts = amounts_of(asked.items, basket.offers);
  basket.coupon = asked.coupon;
  basket.country = asked.country;
  basket.currency = asked.currency;
  basket.tax_number = asked.tax_number;
  basket.asks_service = true;
  basket.sender = request.client_key();
  basket.holder = net::distinct_client(request);
  return basket;
}

Answer<net::Response> quote(const service::UseCases& use, const net::Request& request) {
  const QuoteRequest asked = AAN_TRY(read_quote_request(request.body));
  FoundOffers found = AAN_TRY(find_offers(use.room, asked.items));
  if (!found.hidden.empty()) return std::unexpected(not_here(std::move(found.hidden)));
  const service::Basket basket = basket_of(request, asked, std::move(found.offers));
  AAN_TRY(service::check_offers(basket));
  const service::CheckoutReview review = AAN_TRY(use.checkout.review(basket));
  return net::Response::json(write_quote(review)).make_private();
}

// An address that nobody would write to is not taken: it would only lie there.
Problem no_mail_here(const char* pointer = "/email") {
  Problem problem(refuse(Errc::invalid, "api.order",
                         "This shop sends no mail, so it takes no e-mail addresses.",
                         "mail_not_offered")
                      .error());
  problem.findings.push_back({pointer, {}, problem.error.safe});
  return problem;
}

// Whether this very request was answered with an order before. Of a hidden book nothing else may be
// said than of one that is not there: not that the key stands for another request, either.
Result<bool> was_placed(const service::UseCases& use, const service::CheckoutRequest& checkout) {
  const auto placed = use.checkout.find_placed(checkout);
  if (!placed && placed.error().reason == "idempotency_key_reused") return false;
  return AAN_TRY(placed).has_value();
}

Answer<net::Response> place_order(const service::UseCases& use, const net::Request& request) {
  service::CheckoutRequest checkout;
  checkout.idempotency_key = AAN_TRY(required_key(request));
  OrderRequest order = AAN_TRY(read_order_request(request.body));
  FoundOffers found = AAN_TRY(find_offers(use.room, order.items));
  static_cast<service::Basket&>(checkout) = basket_of(request, order, std::move(found.offers));
  checkout.method = std::move(order.method);
  checkout.receipt_name = std::move(order.receipt_name);
  checkout.locale = std::move(order.locale);
  checkout.email = std::move(order.email);
  checkout.wants_versions = order.wants_versions;
  checkout.gift = std::move(order.gift);
  checkout.consent_text = order.consent_text;
  if (!found.hidden.empty() && !AAN_TRY(was_placed(use, checkout)))
    return std::unexpected(not_here(std::move(found.hidden)));
  if (!checkout.email.empty() && !use.shop.has_mail) return std::unexpected(no_mail_here());
  if (!checkout.gift.email.empty() && !use.shop.has_mail)
    return std::unexpected(no_mail_here("/gift/email"));
  const service::PlacedOrder placed = AAN_TRY(use.checkout.place(checkout));
  net::Response response = AAN_TRY(order_response(use, request, placed.token, 201));
  response.set("location", "/api/v1/orders/" + placed.token);
  return response;
}

Answer<net::Response> show_order(const service::UseCases& use, const net::Request& request) {
  return order_response(use, request, token_of(request), 200);
}

Answer<net::Response> begin_payment(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const std::string method = AAN_TRY(read_one_text(request.body, "method"));
  const std::string token = token_of(request);
  AAN_TRY(use.begin.retry(token, method, key, net::distinct_client(request)));
  net::Response response = AAN_TRY(order_response(use, request, token, 201));
  response.set("location", "/api/v1/orders/" + token);
  return response;
}

Answer<net::Response> cancel_order(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const std::string token = token_of(request);
  AAN_TRY(use.confirm.cancel(token, key));
  return order_response(use, request, token, 200);
}

Answer<net::Response> mail_receipt(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const std::string token = token_of(request);
  AAN_TRY(service::resend_receipt(use.room, token, key));
  return order_response(use, request, token, 202);
}

Answer<net::Response> change_address(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const std::string email = AAN_TRY(read_one_text(request.body, "email", kEmailBytesMax));
  const std::string token = token_of(request);
  AAN_TRY(use.addresses.ask(token, email, key));
  return order_response(use, request, token, 202);
}

// A letter's link changes the address, or takes the order back to the one before: its token says.
Answer<net::Response> show_address(const service::UseCases& use, const net::Request& request) {
  const std::string token = token_of(request);
  if (const auto change = use.addresses.look(token))
    return net::Response::json(write_address_look(*change, "confirm")).make_private();
  const auto back = AAN_TRY(service::look_at_address_back(use.room, token));
  return net::Response::json(write_address_look(back, "back")).make_private();
}

Answer<net::Response> confirm_address(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const auto look = AAN_TRY(use.addresses.confirm(token_of(request), key));
  return net::Response::json(write_address_look(look, "")).make_private();
}

Answer<net::Response> take_address_back(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const auto look = AAN_TRY(service::take_address_back(use.room, token_of(request), key));
  return net::Response::json(write_address_look(look, "")).make_private();
}

Answer<net::Response> renew_link(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const std::string token = AAN_TRY(service::renew_own_link(use.room, token_of(request), key));
  net::Response response = AAN_TRY(order_response(use, request, token, 201));
  response.set("location", "/api/v1/orders/" + token);
  return response;
}

Answer<net::Response> send_to_reader(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const ReaderWish wish = AAN_TRY(read_reader_wish(request.body));
  AAN_TRY(use.reader.ask(token_of(request), sales::GrantId{wish.grant_id}, wish.email, key));
  return net::Response::json(write_queued(), 202).make_private();
}

Answer<net::Response> start_download(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const DownloadWish wish = AAN_TRY(read_download_wish(request.body));
  const std::string token = AAN_TRY(
      use.deliver.start(token_of(request), sales::GrantId{wish.grant_id}, key, wish.version));
  // The moment is read back, so that the same request answered again says the same.
  const Timestamp expires_at = AAN_TRY(service::download_expiry(use.room, token));
  const std::string path = "/download/" + token;
  net::Response response =
      net::Response::json(write_download(request.origin() + path, expires_at), 201);
  response.set("location", path);
  return std::move(response.make_private());
}

Answer<net::Response> renew_download(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const std::string token = token_of(request);
  const sales::GrantId grant{std::string(request.param("grant"))};
  AAN_TRY(use.deliver.renew(token, grant, key));
  const service::OrderView view = AAN_TRY(service::view_order(use.room, use.providers, token));
  auto body = write_grant(view, grant);
  if (!body)
    return std::unexpected(Error{
        Errc::internal, "api.renew", "renewed grant is not in the order", {}, std::nullopt, {}});
  return net::Response::json(std::move(*body)).make_private();
}

Answer<net::Response> receipt(const service::UseCases& use, const net::Request& request) {
  const std::string token = token_of(request);
  const service::OrderView view = AAN_TRY(service::view_order(use.room, use.providers, token));
  net::Response response =
      net::Response::json(write_receipt(view, use.shop, link_of(request, token)));
  response.set("content-disposition", net::attachment("receipt-" + view.order.reference + ".json"));
  return std::move(response.make_private());
}

Answer<net::Response> gift_response(const service::UseCases& use, const net::Request& request,
                                    const std::string& token) {
  const service::GiftView view = AAN_TRY(service::view_gift(use.room, token));
  return net::Response::json(write_gift(view, link_of(request, token))).make_private();
}

Answer<net::Response> show_gift(const service::UseCases& use, const net::Request& request) {
  return gift_response(use, request, token_of(request));
}

Answer<net::Response> claim_gift(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  return gift_response(use, request,
                       AAN_TRY(service::claim_gift(use.room, token_of(request), key)));
}

Answer<net::Response> renew_gift_download(const service::UseCases& use,
                                          const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  AAN_TRY(read_nothing(request.body));
  const std::string token = token_of(request);
  const sales::GrantId grant{std::string(request.param("grant"))};
  AAN_TRY(use.deliver.renew(token, grant, key));
  const service::GiftView view = AAN_TRY(service::view_gift(use.room, token));
  auto body = write_grant(view.order, grant);
  if (!body)
    return std::unexpected(Error{
        Errc::internal, "api.renew", "renewed grant is not in the gift", {}, std::nullopt, {}});
  return net::Response::json(std::move(*body)).make_private();
}

using Handle = Answer<net::Response> (*)(const service::UseCases&, const net::Request&);

net::Handler bound(const service::UseCases& use, Handle handle) {
  return answering([&use, handle](const net::Request& request) { return handle(use, request); });
}

}  // namespace

void add_order_routes(net::Router& router, const service::UseCases& use) {
  const std::string order = "/api/v1/orders/{token}";
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  router.post("/api/v1/quotes", bound(use, quote), paying());
  router.post("/api/v1/orders", bound(use, place_order), paying());
  router.get(order, bound(use, show_order), reading);
  router.get(order + "/receipt", bound(use, receipt), reading);
  router.post(order + "/payments", bound(use, begin_payment), paying());
  router.post(order + "/cancel", bound(use, cancel_order), selling());
  router.post(order + "/receipt/mail", bound(use, mail_receipt), selling());
  router.post(order + "/address", bound(use, change_address), selling());
  router.post(order + "/link", bound(use, renew_link), selling());
  router.post(order + "/downloads", bound(use, start_download), paying());
  router.post(order + "/reader", bound(use, send_to_reader), paying());
  router.post(order + "/downloads/{grant}/renew", bound(use, renew_download), selling());
  const std::string address = "/api/v1/addresses/{token}";
  router.get(address, bound(use, show_address), reading);
  router.post(address + "/confirm", bound(use, confirm_address), selling());
  router.post(address + "/back", bound(use, take_address_back), selling());
  const std::string gift = "/api/v1/gifts/{token}";
  router.get(gift, bound(use, show_gift), reading);
  router.post(gift + "/claim", bound(use, claim_gift), selling());
  router.post(gift + "/downloads", bound(use, start_download), paying());
  router.post(gift + "/reader", bound(use, send_to_reader), paying());
  router.post(gift + "/downloads/{grant}/renew", bound(use, renew_gift_download), selling());
}

}  // namespace aan::api
