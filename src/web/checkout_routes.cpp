#include "web/checkout_routes.hpp"

#include "base/text.hpp"
#include "domain/catalog/price.hpp"
#include "domain/customer/mail_address.hpp"
#include "domain/sales/consent.hpp"
#include "domain/tax/country.hpp"
#include "net/status.hpp"
#include "service/find_book.hpp"
#include "service/view_cart.hpp"
#include "web/cards.hpp"
#include "web/cart.hpp"
#include "web/coupon_entry.hpp"
#include "web/frames.hpp"
#include "web/placed_order.hpp"

namespace aan::web {
namespace {

struct Typed {
  std::string book;
  std::string method;
  std::string receipt_name;
  std::string key;
  std::string coupon;
  std::string amount;   ///< for the one book, where the buyer sets its price
  std::string country;  ///< where the buyer lives, by ISO code
  std::string consent;
  std::string email;
  std::string tax_number;
  bool asks_service = false;  ///< not when a page is only looked at
  service::GiftWish gift;
};

// What this visitor said before; empty once the country is none any more.
std::string known_country(const Storefront& front, const net::Request& request) {
  std::string country = read_cart(front.use.room.keys.ring(), request).country;
  return tax::find_country(country) == nullptr ? std::string() : country;
}

// What is to be ordered, and what of the cart cannot be and stays there.
struct Wanted {
  std::vector<catalog::OfferId> offers;
  sales::ChosenAmounts amounts;
  std::vector<catalog::OfferId> left_out;
  std::vector<std::string> left_out_titles;
};

// `?book=` of the original names one book; without it the cart is bought.
Result<Wanted> wanted_of(const Storefront& front, const net::Request& request, const Typed& typed) {
  Wanted wanted;
  if (!typed.book.empty()) {
    const auto found = AAN_TRY(service::find_books(front.use.room, {typed.book}));
    if (!found.front() && looks_like_id(typed.book) &&
        !AAN_TRY(service::view_cart(front.use.room, {{typed.book}})).bundles.empty()) {
      wanted.offers = {{typed.book}};
      return wanted;
    }
    if (!found.front())
      return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                    "no_such_book");
    const catalog::Offer& offer = found.front()->offer;
    wanted.offers = {offer.id};
    if (!typed.amount.empty())
      wanted.amounts[offer.id] =
          AAN_TRY(catalog::parse_typed_amount(typed.amount, front.use.room.currency));
    else if (offer.suggested)
      wanted.amounts[offer.id] = *offer.suggested;
    return wanted;
  }
  const Cart cart = read_cart(front.use.room.keys.ring(), request);
  const auto view = AAN_TRY(service::view_cart(front.use.room, cart.offers));
  for (const catalog::OfferDetail& one : view.books) {
    if (view.bundle_of(one) != nullptr) continue;  // its bundle brings it
    if (one.can_be_bought()) {
      wanted.offers.push_back(one.offer.id);
      if (one.offer.buyer_sets_price)
        wanted.amounts[one.offer.id] = price_in(cart, one.offer, front.use.room.currency);
    } else {
      wanted.left_out.push_back(one.offer.id);
      wanted.left_out_titles.push_back(one.work.title);
    }
  }
  for (const service::CartBundle& one : view.bundles) {
    const catalog::Bundle& bundle = one.detail.bundle;
    (one.can_be_bought() ? wanted.offers : wanted.left_out).push_back(bundle.id);
    if (!one.can_be_bought()) wanted.left_out_titles.push_back(bundle.title);
  }
  return wanted;
}

// What is not a version counts as one that no longer is; nothing: the box was not ticked.
std::int64_t consent_in(const std::string& typed) {
  if (typed.empty()) return 0;
  return typed == std::to_string(sales::kConsentText) ? sales::kConsentText : -1;
}

service::Basket basket_of(const Storefront& front, const net::Request& request,
                          const Wanted& wanted, const Typed& typed) {
  service::Basket basket;
  basket.offers = wanted.offers;
  basket.amounts = wanted.amounts;
  basket.coupon = typed.coupon;
  basket.country = typed.country;
  if (front.use.shop.tax.is_registered()) {
    basket.tax_number = typed.tax_number;
    basket.asks_service = typed.asks_service;
  }
  // Only a code that worked is in the signed cookie.
  basket.has_code_worked = typed.coupon == read_cart(front.use.room.keys.ring(), request).coupon;
  basket.sender = request.client_key();
  return basket;
}

// An address that nobody could write to may be that of the gift or that of the buyer.
bool is_about_gift(const Error& error, const service::GiftWish& gift) {
  if (error.reason == "mail_address")
    return !gift.email.empty() && !customer::MailAddress::parse(gift.email);
  return error.reason == "gift_name" || error.reason == "gift_message" ||
         error.reason == "gift_day";
}

bool is_about_place(const Error& error) {
  return error.reason.starts_with("tax_") || error.reason == "sale_country" ||
         error.reason == "not_sold_there";
}

PlaceField place_of(const Storefront& front, const Typed& typed,
                    const service::CheckoutReview& view, const Error* problem) {
  PlaceField place;
  if (view.quote.treatment != tax::Treatment::undecided) place.chosen = typed.country;
  place.asks_number = front.use.checkout.asks_tax_number();
  if (place.asks_number) place.number = typed.tax_number;
  using enum service::NumberStanding;
  place.number_news = view.number == confirmed   ? "confirmed"
                      : view.number == unknown   ? "unknown"
                      : view.number == no_answer ? "no_answer"
                                                 : "";
  place.is_for_sale = view.asks_country;
  if (problem != nullptr && is_about_place(*problem))
    place.problem = Problem{net::status_of(*problem), *problem};
  return place;
}

// A line for each book, and one for all books of a bundle.
std::vector<CheckoutLine> slip_of(const service::CheckoutReview& view) {
  std::vector<CheckoutLine> lines;
  const catalog::OfferId* open = nullptr;
  for (std::size_t i = 0; i < view.quote.lines.size(); ++i) {
    const sales::QuoteLine& line = view.quote.lines[i];
    const auto& [offer, work, edition, files] = view.books[i];
    if (line.bundle_id.empty()) {
      lines.push_back({card_of(work, edition, files, offer), line.price});
      continue;
    }
    if (open == nullptr || *open != line.bundle_id) {
      open = &line.bundle_id;
      CheckoutLine& bundle = lines.emplace_back();
      bundle.card.title = line.bundle_title;
      bundle.card.cover = cover_of(edition.thumb_160, edition.thumb_320, edition.thumb_640);
      bundle.price = Money{0, line.price.asset};
    }
    lines.back().card.bundled += 1;
    lines.back().price.amount += line.price.amount;
  }
  return lines;
}

Result<net::Response> answer(const Storefront& front, const net::Request& request,
                             const Typed& typed, const Wanted& wanted, const CouponReview& with,
                             int status, const Error* problem = nullptr) {
  const service::CheckoutReview& view = with.review;
  const sales::Quote& quote = view.quote;
  CheckoutPage page;
  page.coupon = with.coupon;
  page.left_out = wanted.left_out_titles;
  page.just_placed = AAN_TRY(just_placed(front, request));
  page.lines = slip_of(view);
  page.subtotal = quote.subtotal;
  page.discount = quote.discount;
  page.tax = tax_of(quote);
  // What costs nothing is not taxed, and nobody is asked for anything.
  if (quote.treatment != tax::Treatment::none || view.asks_country)
    page.place = place_of(front, typed, view, problem);
  page.total = quote.total;
  page.methods = choices_of(front);
  for (PaymentChoice& choice : page.methods)
    if (!typed.method.empty()) choice.is_selected = choice.method == typed.method;
  page.idempotency_key = new_form_key(front);
  page.book = typed.book;
  page.amount = typed.amount;
  page.receipt_name = typed.receipt_name;
  page.takes_email = front.use.shop.has_mail;
  page.email = typed.email;
  if (sales::is_consent_due(page.total)) page.consent = sales::kConsentText;
  page.has_consented = consent_in(typed.consent) == sales::kConsentText;
  page.gift = {typed.gift.name, typed.gift.email, typed.gift.message, typed.gift.day, {}};
  const bool is_of_gift = problem != nullptr && is_about_gift(*problem, typed.gift);
  if (is_of_gift) page.gift.problem = Problem{status, *problem};
  if (problem != nullptr && !is_of_gift && !(page.place && page.place->problem))
    page.problem = Problem{status, *problem};
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::cart)), status);
  let_forms_lead_to_pay(front, response);
  return std::move(response).make_private();
}

Result<net::Response> review(const Storefront& front, const net::Request& request,
                             const Typed& typed, const Error* problem) {
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  auto with = review_with_coupon(front, basket_of(front, request, wanted, typed));
  // Where this visitor lives, as was said before, keeps something from being sold: it is asked
  // anew, and said why.
  if (!with && with.error().reason == "not_sold_there" && !typed.country.empty()) {
    const Error why = with.error();
    Typed anew = typed;
    anew.country.clear();
    return review(front, request, anew, &why);
  }
  return answer(front, request, typed, wanted, AAN_TRY(std::move(with)),
                problem == nullptr ? 200 : 422, problem);
}

std::string address_of(const Typed& typed) {
  if (typed.book.empty()) return "/checkout";
  return "/checkout?book=" + percent_encode(typed.book) +
         (typed.amount.empty() ? "" : "&amount=" + percent_encode(typed.amount));
}

// A code that works is kept in the visitor's cookie; one that does not is said to, beside it.
Result<net::Response> set_coupon(const Storefront& front, const net::Request& request) {
  Typed typed;
  typed.coupon = AAN_TRY(coupon_in(request));
  const net::FormFields form = AAN_TRY(request.form());
  typed.book = form.find("book").value_or("");
  typed.amount = form.find("amount").value_or("");
  typed.country = known_country(front, request);
  typed.tax_number = read_cart(front.use.room.keys.ring(), request).tax_number;
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  const CouponReview with =
      AAN_TRY(review_with_coupon(front, basket_of(front, request, wanted, typed)));
  if (with.coupon.problem)
    return answer(front, request, typed, wanted, with, with.coupon.problem->status);
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  cart.coupon = with.coupon.applied;
  net::Response response = net::Response::redirect(address_of(typed));
  write_cart(front.use.room.keys.ring(), request, response, cart);
  return std::move(response).make_private();
}

// Where the buyer lives is kept in the visitor's cookie, so that nobody is asked twice.
Result<net::Response> set_place(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  Typed typed;
  typed.book = form.find("book").value_or("");
  typed.amount = form.find("amount").value_or("");
  const std::string country = form.find("country").value_or("");
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  typed.coupon = cart.coupon;
  typed.tax_number =
      one_line(utf8_prefix(form.find("tax_number").value_or(""), tax::kTaxNumberBytesMax));
  std::erase(typed.tax_number, ',');
  if (tax::find_country(country) == nullptr) {
    const Error error =
        refuse(Errc::invalid, "checkout", "Choose the country that you live in.", "tax_country")
            .error();
    return review(front, request, typed, &error);
  }
  // What the service says is remembered, so that the page which follows asks nobody.
  typed.country = country;
  typed.asks_service = true;
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  const auto seen = front.use.checkout.review(basket_of(front, request, wanted, typed));
  if (!seen && seen.error().reason == "not_sold_there")
    return review(front, request, typed, nullptr);
  if (!seen && seen.error().reason.starts_with("tax_number_")) {
    const Error error = seen.error();
    typed.tax_number.clear();
    return review(front, request, typed, &error);
  }
  cart.country = country;
  cart.tax_number = front.use.checkout.asks_tax_number() ? typed.tax_number : "";
  net::Response response = net::Response::redirect(address_of(typed));
  write_cart(front.use.room.keys.ring(), request, response, cart);
  return std::move(response).make_private();
}

Result<net::Response> place(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto field = [&](const char* name) { return form.find(name).value_or(""); };
  const Typed typed{field("book"),
                    field("method"),
                    field("receipt_name"),
                    field("idempotency_key"),
                    field("coupon"),
                    field("amount"),
                    field("country"),
                    field("consent"),
                    front.use.shop.has_mail ? field("email") : "",
                    field("tax_number"),
                    /*asks_service=*/true,
                    {field("gift_name"), front.use.shop.has_mail ? field("gift_email") : "",
                     field("gift_message"), field("gift_day")}};
  const Wanted chosen = AAN_TRY(wanted_of(front, request, typed));
  // The cart of a form that was sent before is empty: its page leads to the order.
  if (chosen.offers.empty()) return net::Response::redirect("/cart").make_private();
  service::CheckoutRequest wanted;
  static_cast<service::Basket&>(wanted) = basket_of(front, request, chosen, typed);
  wanted.method = typed.method;
  wanted.receipt_name = typed.receipt_name;
  wanted.email = typed.email;
  wanted.gift = typed.gift;
  wanted.consent_text = consent_in(typed.consent);
  wanted.needs_consent = true;
  wanted.idempotency_key = typed.key;
  if (const auto seen = form.find("seen_total"))
    wanted.seen_total = Money{AAN_TRY(parse_minor_units(*seen)), front.use.room.currency};
  auto placed = front.use.checkout.place(wanted);
  if (!placed) {
    const Error& why = placed.error();
    // What can be mended on the same page is said there; everything else has its own answer.
    const bool mendable = why.reason == "method" || why.reason == "receipt_name" ||
                          why.reason == "name_needed" || why.reason == "price_changed" ||
                          why.reason == "method_rests" || why.reason == "mail_address" ||
                          why.reason == "consent" || is_about_place(why) ||
                          is_about_gift(why, typed.gift) || why.reason == "amount_too_small" ||
                          why.reason == "amount_too_large" || why.reason.starts_with("coupon_");
    if (mendable) return review(front, request, typed, &why);
    return std::unexpected(std::move(placed).error());
  }
  const std::string order = "/orders/" + placed->token;
  net::Response response =
      net::Response::redirect(placed->prompt_url.empty() ? order : placed->prompt_url);
  remember_order(front, request, response, placed->id);
  Cart cart = read_cart(front.use.room.keys.ring(), request);
  if (typed.book.empty()) {
    cart.offers = chosen.left_out;
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
               return review(front, request, typed, nullptr);
             }));
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 32'768;  // the words of a gift, percent-encoded
  net::RouteOptions code = form;
  code.body_bytes_max = 4096;
  router.post(
      std::string(kCheckoutCouponPath),
      page(front, [&front](const net::Request& request) { return set_coupon(front, request); }),
      code);
  code.pool = net::Pool::outbound;  // the tax offices' service may be asked
  router.post(
      std::string(kCheckoutPlacePath),
      page(front, [&front](const net::Request& request) { return set_place(front, request); }),
      code);
  form.pool = net::Pool::outbound;  // a processor may be asked
  router.post("/checkout",
              page(front, [&front](const net::Request& request) { return place(front, request); }),
              form);
}

}  // namespace aan::web
