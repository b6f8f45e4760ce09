#include "web/sale/checkout_form.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/price.hpp"
#include "domain/sales/consent.hpp"
#include "domain/tax/country.hpp"
#include "net/distinct_client.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/find_book.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/sale/view_cart.hpp"
#include "web/sale/cart.hpp"
#include "web/sale/coupon_entry.hpp"
#include "web/visitor.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kCartMarkBytes = 32;  // of hex

// A work or a bundle.
bool is_listed(const auto& it) { return it.visibility == catalog::Visibility::listed; }

}  // namespace

Typed typed_in(const Storefront& front, const net::FormFields& form) {
  const auto field = [&](const char* name) { return form.find(name).value_or(""); };
  const bool has_mail = front.use.shop.has_mail;
  Typed typed;
  typed.book = field("book");
  typed.method = field("method");
  typed.receipt_name = field("receipt_name");
  typed.key = field("idempotency_key");
  typed.cart = utf8_prefix(field("cart"), kCartMarkBytes);
  typed.coupon = code_in(field("coupon"));
  typed.currency = field("currency");
  typed.amount = field("amount");
  typed.country = field("country");
  typed.consent = field("consent");
  typed.email = has_mail ? field("email") : "";
  typed.wants_versions = has_mail && field("versions") == "1";
  typed.tax_number = one_line(utf8_prefix(field("tax_number"), tax::kTaxNumberBytesMax));
  std::erase(typed.tax_number, ',');  // it is kept in the cookie, between commas
  typed.gift = {field("gift_name"), has_mail ? field("gift_email") : "", field("gift_message"),
                field("gift_day")};
  return typed;
}

std::optional<Error> leave_lost_currency(const Storefront& front, const net::Request& request,
                                         Typed& typed) {
  const auto asked = find_asset(typed.currency);
  if (!asked || service::find_currency(front.use.room, typed.currency)) return std::nullopt;
  typed.currency.clear();
  typed.amount.clear();
  const std::string code{asked->code()};
  const std::string now{currency_of(front, request).code()};
  return refuse(Errc::conflict, "checkout",
                "This shop does not sell in " + code + " any more. It charges " + now +
                    " now: please look at the new total, and pay if it suits you.",
                "currency_gone", {{"currency", code}, {"now", now}})
      .error();
}

std::string known_country(const Storefront& front, const net::Request& request) {
  std::string country = read_cart(front.use.room.keys.ring(), request).country;
  return tax::find_country(country) == nullptr ? std::string() : country;
}

Result<Wanted> wanted_of(const Storefront& front, const net::Request& request, const Typed& typed) {
  const Asset currency = typed.currency.empty()
                             ? currency_of(front, request)
                             : AAN_TRY(service::need_currency(front.use.room, typed.currency));
  Wanted wanted;
  if (!typed.book.empty()) {
    auto found = AAN_TRY(service::find_books(front.use.room, {typed.book}));
    if (!found.front() && looks_like_id(typed.book)) {
      const auto view = AAN_TRY(service::view_cart(front.use.room, {{typed.book}}));
      if (!view.bundles.empty() && is_listed(view.bundles.front().detail.bundle)) {
        wanted.offers = {{typed.book}};
        return wanted;
      }
    }
    // Whoever comes by the address of a book that another one stands for buys that one.
    if (found.front() && !is_listed(found.front()->work))
      found.front() = AAN_TRY(service::stands_for(front.use.room, typed.book));
    if (!found.front() || !is_listed(found.front()->work))
      return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                    "no_such_book");
    catalog::Offer& offer = found.front()->offer;
    catalog::show_in(offer, service::choice_of(front.use.room, currency));
    wanted.offers = {offer.id};
    if (!typed.amount.empty())
      wanted.amounts[offer.id] = AAN_TRY(catalog::parse_typed_amount(typed.amount, currency));
    else if (offer.suggested)
      wanted.amounts[offer.id] = *offer.suggested;
    return wanted;
  }
  const Cart cart = AAN_TRY(read_cart_now(front.use.room, request));
  const auto view = AAN_TRY(service::view_cart(front.use.room, cart.offers, currency));
  for (const catalog::OfferDetail& one : view.books) {
    if (view.bundle_of(one) != nullptr) continue;  // its bundle brings it
    if (one.can_be_bought()) {
      wanted.offers.push_back(one.offer.id);
      if (one.offer.buyer_sets_price)
        wanted.amounts[one.offer.id] = price_in(cart, one.offer, currency);
    } else {
      wanted.left_out.push_back(one.offer.id);
      const bool is_elsewhere = catalog::availability_of(one.work, one.offer, one.files) ==
                                catalog::Availability::not_in_currency;
      (is_elsewhere ? wanted.elsewhere_titles : wanted.left_out_titles).push_back(one.work.title);
    }
  }
  for (const service::CartBundle& one : view.bundles) {
    const catalog::Bundle& bundle = one.detail.bundle;
    (one.can_be_bought() ? wanted.offers : wanted.left_out).push_back(bundle.id);
    if (one.can_be_bought()) continue;
    (bundle.is_priced ? wanted.left_out_titles : wanted.elsewhere_titles).push_back(bundle.title);
  }
  return wanted;
}

std::string cart_mark(const Storefront& front, const net::Request& request) {
  const Cart cart = read_cart(front.use.room.keys.ring(), request);
  std::string text;
  for (const catalog::OfferId& offer : cart.offers) text += " " + offer.value;
  for (const auto& [offer, amount] : cart.amounts)
    text += " " + offer.value + " " + decimal(amount) + " " + std::string(amount.asset.code());
  return hex(crypto::sha256(text)).substr(0, kCartMarkBytes);
}

std::string asked_for(const Storefront& front, const net::Request& request, const Typed& typed) {
  if (!typed.book.empty()) return "book " + typed.book + " " + typed.amount;
  return "cart " + (typed.cart.empty() ? cart_mark(front, request) : typed.cart);
}

std::int64_t consent_in(const std::string& typed) {
  if (typed.empty()) return 0;
  const auto text = parse_whole_number(typed);
  return text && sales::is_consent_text(*text) && typed == std::to_string(*text) ? *text : -1;
}

service::Basket basket_of(const Storefront& front, const net::Request& request,
                          const Wanted& wanted, const Typed& typed) {
  service::Basket basket;
  basket.offers = wanted.offers;
  basket.amounts = wanted.amounts;
  basket.coupon = typed.coupon;
  basket.currency = find_asset(typed.currency).value_or(currency_of(front, request));
  basket.country = typed.country;
  if (front.use.shop.tax.is_registered()) {
    basket.tax_number = typed.tax_number;
    basket.asks_service = typed.asks_service;
  }
  // Only a code that worked is in the signed cookie.
  basket.has_code_worked = typed.coupon == read_cart(front.use.room.keys.ring(), request).coupon;
  basket.sender = request.client_key();
  basket.holder = net::distinct_client(request);
  return basket;
}

}  // namespace aan::web
