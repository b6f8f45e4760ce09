#include "web/sale/checkout_routes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "domain/tax/country.hpp"
#include "net/status.hpp"
#include "service/browsing/find_book.hpp"
#include "web/browsing/book_routes.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/sale/cart.hpp"
#include "web/sale/checkout_review.hpp"
#include "web/sale/placed_order.hpp"
#include "web/view/language_path.hpp"
#include "web/view/locale.hpp"
#include "web/visitor.hpp"

namespace aan::web {
namespace {

std::string address_of(const Typed& typed) {
  if (typed.book.empty()) return "/checkout";
  return "/checkout?book=" + percent_encode(typed.book) +
         (typed.amount.empty() ? "" : "&amount=" + percent_encode(typed.amount));
}

// The page anew, with what is now known. Its address can say it all, unless something was typed.
Result<net::Response> show_again(const Storefront& front, const net::Request& request,
                                 const Typed& typed, const Wanted& wanted, const Cart& cart) {
  net::Response response = net::Response::redirect(address_of(typed));
  if (typed.is_about_paying()) {
    const CouponReview with =
        AAN_TRY(review_with_coupon(front, basket_of(front, request, wanted, typed)));
    response = AAN_TRY(answer_checkout(front, request, typed, wanted, with, 200));
  }
  write_cart(front.use.room.keys.ring(), request, response, cart);
  return std::move(response).make_private();
}

// A code that works is kept in the visitor's cookie; one that does not is said to, beside it.
Result<net::Response> set_coupon(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  Typed typed = typed_in(front, form);
  typed.coupon = AAN_TRY(coupon_in(request));
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  // What was typed about the place stays typed; it counts once its own button is pressed, or with
  // the payment.
  if (!form.find("country")) typed.country = known_country(front, request);
  if (!form.find("tax_number")) typed.tax_number = cart.tax_number;
  if (const auto lost = leave_lost_currency(front, request, typed))
    return review_checkout(front, request, typed, &*lost);
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  const auto with = review_with_coupon(front, basket_of(front, request, wanted, typed));
  if (!with && is_about_place(with.error())) return review_checkout(front, request, typed, nullptr);
  if (!with) return std::unexpected(with.error());
  if (with->coupon.problem)
    return answer_checkout(front, request, typed, wanted, *with, with->coupon.problem->status);
  cart.coupon = with->coupon.applied;
  return show_again(front, request, typed, wanted, cart);
}

// Where the buyer lives is kept in the visitor's cookie, so that nobody is asked twice.
Result<net::Response> set_place(const Storefront& front, const net::Request& request) {
  Typed typed = typed_in(front, AAN_TRY(request.form()));
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  if (typed.coupon.empty()) typed.coupon = cart.coupon;
  if (tax::find_country(typed.country) == nullptr) {
    typed.country.clear();
    const Error error =
        refuse(Errc::invalid, "checkout", "Choose the country that you live in.", "tax_country")
            .error();
    return review_checkout(front, request, typed, &error);
  }
  if (const auto lost = leave_lost_currency(front, request, typed))
    return review_checkout(front, request, typed, &*lost);
  // What the service says is remembered, so that the page which follows asks nobody.
  typed.asks_service = true;
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  const auto seen = review_with_coupon(front, basket_of(front, request, wanted, typed));
  if (!seen && is_about_place(seen.error())) return review_checkout(front, request, typed, nullptr);
  cart.country = typed.country;
  cart.tax_number = front.use.checkout.asks_tax_number() ? typed.tax_number : "";
  return show_again(front, request, typed, wanted, cart);
}

// What was typed without being applied stays typed.
Typed typed_so_far(const Storefront& front, const net::Request& request,
                   const net::FormFields& form) {
  Typed typed = typed_in(front, form);
  if (!form.find("country")) typed.country = known_country(front, request);
  if (!form.find("tax_number"))
    typed.tax_number = read_cart(front.use.room.keys.ring(), request).tax_number;
  return typed;
}

// The page anew in the language or the currency that its address names.
Result<net::Response> show_chosen(const Storefront& front, const net::Request& request,
                                  Typed typed) {
  if (!typed.is_about_paying()) return net::Response::redirect(address_of(typed));
  const auto lost = leave_lost_currency(front, request, typed);
  return review_checkout(front, request, typed, lost ? &*lost : nullptr);
}

Result<net::Response> set_language(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string_view language = language_of(front, request);
  if (form.find("language") != std::string(language))
    return refuse(Errc::invalid, "checkout", "This shop does not speak that language.",
                  "language_unknown");
  net::Response response = AAN_TRY(show_chosen(front, request, typed_so_far(front, request, form)));
  choose_language(request, response, language);
  return std::move(response).make_private();
}

// A price that was written in the currency before is none in this one.
Result<net::Response> set_currency(const Storefront& front, const net::Request& request) {
  Typed typed = typed_so_far(front, request, AAN_TRY(request.form()));
  const std::string code{currency_of(front, request).code()};
  if (typed.currency != code) typed.amount.clear();
  typed.currency = code;
  net::Response response = AAN_TRY(show_chosen(front, request, std::move(typed)));
  AAN_TRY(choose_currency(front, request, response, request.param(kCurrencyParam)));
  return std::move(response).make_private();
}

// What was typed without being applied counts when it is sent with the payment. If that changes the
// total, the page says why it is shown once more.
Error total_in_words(const Storefront& front, const net::Request& request, const Typed& typed,
                     Error why) {
  const Cart cart = read_cart(front.use.room.keys.ring(), request);
  if (why.reason != "price_changed" ||
      (typed.coupon == cart.coupon && typed.country == cart.country &&
       typed.tax_number == cart.tax_number))
    return why;
  return refuse(Errc::conflict, "checkout",
                "The total has changed by what you typed. Please look at it, and pay if it suits "
                "you.",
                "total_as_typed")
      .error();
}

// A price that was written for one book and cannot be taken is asked for again where it was
// written; everything else is for the page of errors.
Result<net::Response> or_ask_price(const Storefront& front, const net::Request& request,
                                   const Typed& typed, Result<net::Response> answer) {
  if (answer || typed.book.empty() || typed.amount.empty() || !is_about_own_price(answer.error()))
    return answer;
  const auto found = AAN_TRY(service::find_books(front.use.room, {typed.book}));
  if (!found.front()) return answer;
  const Asset currency = find_asset(typed.currency).value_or(currency_of(front, request));
  return ask_price_again(front, request, PricePage::buy, found.front()->work.slug, currency,
                         {typed.amount, {net::status_of(answer.error()), answer.error()}});
}

// What can be mended on the page of the checkout is said there; everything else has its own answer.
bool is_mendable(const Error& why, const Typed& typed) {
  constexpr std::array<std::string_view, 13> kReasons = {"method",
                                                         "method_rests",
                                                         "receipt_name",
                                                         "name_needed",
                                                         "mail_address",
                                                         "versions_address",
                                                         "consent",
                                                         "price_changed",
                                                         "total_as_typed",
                                                         "amount_too_small",
                                                         "amount_too_fine",
                                                         "amount_too_large",
                                                         "free_letters_too_fast"};
  return is_about_place(why) || is_about_gift(why, typed.gift) ||
         why.reason.starts_with("coupon_") ||
         std::ranges::find(kReasons, why.reason) != kReasons.end();
}

// To where it is paid, or to the order itself.
net::Response lead_to_order(const Storefront& front, const net::Request& request,
                            const service::PlacedOrder& placed) {
  const std::string order = "/orders/" + placed.token;
  net::Response response =
      net::Response::redirect(placed.prompt_url.empty() ? order : placed.prompt_url);
  remember_order(front, request, response, placed.id);
  return std::move(response).make_private();
}

Result<net::Response> place(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  Typed typed = typed_in(front, form);
  typed.asks_service = true;
  const auto chosen = wanted_of(front, request, typed);
  service::CheckoutRequest wanted;
  static_cast<service::Basket&>(wanted) =
      basket_of(front, request, chosen ? *chosen : Wanted(), typed);
  wanted.asked = asked_for(front, request, typed);
  wanted.method = typed.method;
  wanted.locale = language_of(front, request);
  wanted.receipt_name = typed.receipt_name;
  wanted.email = typed.email;
  wanted.wants_versions = typed.wants_versions;
  wanted.gift = typed.gift;
  wanted.consent_text = consent_in(typed.consent);
  wanted.needs_consent = true;
  wanted.idempotency_key = typed.key;
  if (const auto seen = form.find("seen_total"))
    wanted.seen_total = Money{AAN_TRY(parse_minor_units(*seen)), wanted.currency};
  if (!chosen || chosen->offers.empty()) {
    // The same form sent twice: what it ordered may be nobody else's to order any more, and the
    // cart of the cookie is empty or away.
    const auto before = front.use.checkout.find_placed(wanted);
    if (before && *before) return lead_to_order(front, request, **before);
    if (!before && before.error().reason == "idempotency_key_reused")
      return std::unexpected(before.error());
    if (const auto lost = leave_lost_currency(front, request, typed))
      return review_checkout(front, request, typed, &*lost);
    if (!chosen) return or_ask_price(front, request, typed, std::unexpected(chosen.error()));
    return net::Response::redirect("/cart").make_private();
  }
  auto placed = front.use.checkout.place(wanted);
  if (!placed) {
    const Error why = total_in_words(front, request, typed, placed.error());
    if (is_mendable(why, typed)) return review_checkout(front, request, typed, &why);
    return or_ask_price(front, request, typed, std::unexpected(why));
  }
  net::Response response = lead_to_order(front, request, *placed);
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  if (typed.book.empty()) {
    cart.offers = chosen->left_out;
    cart.amounts.clear();
  }
  if (!typed.coupon.empty()) cart.coupon.clear();
  if (typed.book.empty() || !typed.coupon.empty())
    write_cart(front.use.room.keys.ring(), request, response, cart);
  return std::move(response).make_private();
}

}  // namespace

void add_checkout_routes(net::Router& router, const Storefront& front) {
  router.get("/checkout", page(front, [&front](const net::Request& request) {
               Typed typed;
               typed.book = request.query("book").value_or("");
               typed.amount = request.query("amount").value_or("");
               const Cart cart = read_cart(front.use.room.keys.ring(), request);
               typed.coupon = cart.coupon;
               typed.country = known_country(front, request);
               typed.tax_number = cart.tax_number;
               return or_ask_price(front, request, typed,
                                   review_checkout(front, request, typed, nullptr));
             }));
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 32'768;  // the words of a gift, percent-encoded
  router.post(
      std::string(kCheckoutCouponPath),
      page(front, [&front](const net::Request& request) { return set_coupon(front, request); }),
      form);
  for (const std::string& code : locale_codes())
    router.post(
        path_in_language(code, kCheckoutLanguagePath),
        page(front, [&front](const net::Request& request) { return set_language(front, request); }),
        form);
  const std::string currency_path =
      std::string(kCheckoutCurrencyPath) + "/{" + std::string(kCurrencyParam) + "}";
  router.post(
      currency_path,
      page(front, [&front](const net::Request& request) { return set_currency(front, request); }),
      form);
  for (const std::string_view path : {kCheckoutCouponPath, kCheckoutPlacePath,
                                      kCheckoutLanguagePath, std::string_view(currency_path)})
    lead_to_page(router, front, path, "/checkout");
  form.pool = net::Pool::outbound;  // a processor, or the tax offices' service, may be asked
  router.post(
      std::string(kCheckoutPlacePath),
      page(front, [&front](const net::Request& request) { return set_place(front, request); }),
      form);
  router.post("/checkout",
              page(front, [&front](const net::Request& request) { return place(front, request); }),
              form);
}

}  // namespace aan::web
