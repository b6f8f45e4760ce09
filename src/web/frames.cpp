#include "web/frames.hpp"

#include <algorithm>
#include <iterator>

#include "crypto/token.hpp"
#include "net/failure_log.hpp"
#include "net/server.hpp"
#include "net/status.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/payment/offered.hpp"
#include "web/language.hpp"
#include "web/own_path.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

namespace {

// Pages beside the catalogue's on which another currency can be chosen. Not those of an order: it
// has its currency, and their addresses are secrets.
constexpr std::string_view kPricedOrPlain[] = {
    "/cart", "/checkout", "/help", "/about", "/terms", "/privacy", "/imprint", "/about-fallback"};

}  // namespace

Frame catalogue_frame(const Storefront& front, NavItem current, std::string canonical_path,
                      const Visitor& visitor) {
  Frame frame;
  frame.shop_name = front.use.shop.name;
  if (!front.use.shop.addresses.empty()) frame.address = front.use.shop.addresses.front();
  frame.locale = visitor.language;
  frame.own_locale = find_locale(front.use.shop.language).code();
  frame.offers_languages = true;
  frame.here = canonical_path;
  frame.canonical_path = std::move(canonical_path);
  frame.current = current;
  frame.cart_count = visitor.in_cart;
  frame.currency = visitor.currency.code();
  frame.about = visitor.about;
  for (const catalog::AboutRate& one : about_rates_of(front))
    frame.about_currencies.emplace_back(one.asset.code());
  // A currency in which nothing has a price is no choice, but for who chose it before.
  for (const Asset& one : service::currencies_of(front.use.room))
    if (one == front.use.room.currency || one == visitor.currency || front.cache.is_priced_in(one))
      frame.currencies.emplace_back(one.code());
  if (frame.currencies.size() < 2 && frame.about_currencies.empty()) frame.currencies.clear();
  frame.catalogue_size = front.cache.catalogue_size();
  frame.has_free_books = front.cache.has_free_books(
      visitor.currency == front.use.room.currency ? Asset() : visitor.currency);
  frame.has_bundles = front.cache.bundles() > 0;
  const OwnPages own = front.cache.own_pages();
  frame.has_imprint = own.imprint;
  frame.has_privacy = own.privacy;
  if (front.use.shop.seller_name != front.use.shop.name)
    frame.seller_name = front.use.shop.seller_name;
  frame.has_ways_to_pay = !service::offered(front.use.providers).empty();
  frame.contact = front.use.shop.contact;
  frame.is_sandbox = front.use.shop.is_sandbox;
  frame.has_test_cards = front.use.shop.has_test_cards;
  frame.has_moved_clock = front.use.shop.has_moved_clock;
  if (front.use.shop.tax.is_registered()) frame.prices = front.use.shop.tax.prices;
  return frame;
}

Frame private_frame(const Storefront& front, const net::Request& request, NavItem current) {
  Frame frame = catalogue_frame(front, current, {}, visitor_of(front, request));
  const std::string path(plain_path(request));
  // Where the page is come back to after a choice; what only answers a form has no such address.
  if (net::is_reading(request.method) && !path.starts_with("/desk")) {
    // An address that could not be read has a path and no target.
    const std::size_t language = request.path.size() - path.size();
    const std::string_view target = request.target;
    frame.here = own_path(language < target.size() ? target.substr(language) : "/");
  } else {
    frame.offers_languages = false;
  }
  const bool is_checkout_again = path.starts_with("/checkout/");
  if (!is_checkout_again && std::ranges::find(kPricedOrPlain, path) == std::end(kPricedOrPlain)) {
    frame.currencies.clear();
    frame.about_currencies.clear();
    frame.about.reset();
    return frame;
  }
  // What only answers a form cannot be come back to.
  if (!net::is_reading(request.method)) frame.here = "/cart";
  frame.offers_languages = true;
  return frame;
}

std::vector<PaymentChoice> choices_of(const Storefront& front) {
  std::vector<PaymentChoice> choices;
  bool has_selected = false;
  for (const ports::PaymentProvider* provider : service::offered(front.use.providers)) {
    PaymentChoice choice{provider->describe().method, false, std::nullopt};
    const ports::ProviderHealth health = provider->health();
    if (!health.is_well) choice.rest = MethodRest{health.since, {}};
    choice.is_selected = !has_selected && health.is_well;
    has_selected |= choice.is_selected;
    choices.push_back(std::move(choice));
  }
  return choices;
}

void let_forms_lead_to_pay(const Storefront& front, net::Response& response) {
  std::string origins;
  for (const ports::PaymentProvider* provider : front.use.providers.all())
    if (const std::string origin = provider->describe().pay_origin; !origin.empty())
      origins += " " + origin;
  if (origins.empty()) return;
  constexpr std::string_view kOurs = "form-action 'self'";
  for (const net::Header& one : net::ServerOptions::default_security_headers()) {
    if (one.name != "content-security-policy") continue;
    std::string policy = one.value;
    policy.insert(policy.find(kOurs) + kOurs.size(), origins);
    response.set("content-security-policy", policy);
  }
}

std::string new_form_key(const Storefront& front) { return crypto::new_token(front.use.room.rng); }

std::string public_origin(const Storefront& front, const net::Request& request) {
  return front.use.shop.url.empty() ? request.origin() : front.use.shop.url;
}

net::Response compared_page(std::string html) {
  const std::string tag = net::content_etag(html);
  return net::Response::html(std::move(html))
      .set("cache-control", "private, no-cache")
      .set("etag", tag);
}

namespace {

bool is_html(const net::Response& response) {
  const auto type = response.header("content-type");
  return type && type->starts_with("text/html");
}

}  // namespace

net::Handler page(const Storefront& front, PageHandler handler) {
  return [&front, handler = std::move(handler)](const net::Request& request) {
    Result<net::Response> answer = handler(request);
    if (answer && is_html(*answer)) say_language(front, request, *answer);
    if (answer) return std::move(*answer);
    const Error& error = answer.error();
    const int status = net::status_of(error);
    net::log_failure(request, status, error);
    return render_error(front, request, status, error);
  };
}

void lead_to_page(net::Router& router, const Storefront& front, std::string_view form,
                  std::string_view to) {
  add_in_languages(router, form, page(front, [&front, to](const net::Request& request) {
                     net::Response response = net::Response::redirect(std::string(to));
                     say_language(front, request, response);
                     return Result<net::Response>(std::move(response).make_private());
                   }));
}

}  // namespace aan::web
