#include "web/sale/cart_routes.hpp"

#include <algorithm>
#include <map>

#include "domain/catalog/price.hpp"
#include "net/distinct_client.hpp"
#include "net/status.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/sale/view_cart.hpp"
#include "web/browsing/book_routes.hpp"
#include "web/browsing/cards.hpp"
#include "web/frames.hpp"
#include "web/sale/cart.hpp"
#include "web/sale/coupon_entry.hpp"
#include "web/sale/placed_order.hpp"

namespace aan::web {
namespace {

CartPage cart_page(const Cart& cart, const service::CartView& view) {
  CartPage page;
  page.total = Money{0, view.total.asset};
  for (const catalog::OfferDetail& it : view.books) {
    CartLine& line = page.lines.emplace_back();
    line.card = card_of(it.work, it.edition, it.files, it.offer);
    line.offer_id = it.offer.id.value;
    line.can_be_bought = view.takes(it);
    if (const service::CartBundle* bundle = view.bundle_of(it))
      line.in_bundle = bundle->detail.bundle.title;
    line.is_being_restored = catalog::is_being_restored(it.files);
    line.is_all_held = it.offer.copies_back_at.has_value();
    line.is_sold_out = it.offer.copies_left == 0 && !line.is_all_held;
    line.price = price_in(cart, it.offer, view.total.asset);
  }
  for (const service::CartBundle& it : view.bundles) {
    CartLine& line = page.lines.emplace_back();
    line.card = card_of(it.detail);
    line.offer_id = it.detail.bundle.id.value;
    line.can_be_bought = it.can_be_bought();
    line.is_being_restored = it.standing.availability == catalog::Availability::being_restored;
    line.is_sold_out = it.standing.availability == catalog::Availability::sold_out;
    line.is_all_held = it.standing.availability == catalog::Availability::all_held;
    line.because_of = it.standing.because_of;
    line.shared_title = it.shared_title;
    line.shared_with = it.shared_with;
    line.price = it.detail.bundle.price;
  }
  return page;
}

service::Basket basket_of(const net::Request& request, const Cart& cart,
                          const service::CartView& view, const std::string& coupon) {
  service::Basket basket;
  basket.currency = view.total.asset;
  for (const catalog::OfferDetail& it : view.books) {
    if (!view.takes(it)) continue;
    basket.offers.push_back(it.offer.id);
    if (it.offer.buyer_sets_price)
      basket.amounts[it.offer.id] = price_in(cart, it.offer, view.total.asset);
  }
  for (const service::CartBundle& it : view.bundles)
    if (it.can_be_bought()) basket.offers.push_back(it.detail.bundle.id);
  basket.coupon = coupon;
  basket.has_code_worked = coupon == cart.coupon;  // only such a code is in the signed cookie
  basket.sender = request.client_key();
  basket.holder = net::distinct_client(request);
  return basket;
}

// Nothing: there is nothing that could be bought.
Result<std::optional<CouponReview>> reviewed(const Storefront& front, service::Basket basket) {
  if (basket.offers.empty()) return std::nullopt;
  return AAN_TRY(review_with_coupon(front, std::move(basket)));
}

Result<net::Response> answer(const Storefront& front, const net::Request& request, CartPage page,
                             const std::optional<CouponReview>& with, int status) {
  if (with) {
    page.coupon = with->coupon;
    page.discount = with->review.quote.discount;
    page.total = with->review.quote.total;
  }
  page.just_placed = AAN_TRY(just_placed(front, request));
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::cart)), status);
  return std::move(response).make_private();
}

/// Prices that were written and cannot be taken, by the book that each is for.
using WrongPrices = std::map<catalog::OfferId, WrongPrice>;

// `typed`: a code that stands beside them and was not looked at.
Result<net::Response> answer_cart(const Storefront& front, const net::Request& request,
                                  const Cart& cart, const Asset& currency,
                                  const WrongPrices& wrong = {}, const std::string& typed = {}) {
  const service::CartView view = AAN_TRY(service::view_cart(front.use.room, cart.offers, currency));
  auto with = AAN_TRY(reviewed(front, basket_of(request, cart, view, cart.coupon)));
  if (with && with->coupon.applied.empty() && !typed.empty()) with->coupon.typed = typed;
  CartPage page = cart_page(cart, view);
  for (CartLine& line : page.lines)
    if (const auto of = wrong.find({line.offer_id}); of != wrong.end())
      line.wrong_price = of->second;
  const int status = wrong.empty() ? 200 : wrong.begin()->second.problem.status;
  return answer(front, request, std::move(page), with, status);
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const Cart cart = AAN_TRY(read_cart_now(front.use.room, request));
  return answer_cart(front, request, cart, currency_of(front, request));
}

Result<net::Response> back_to_cart(const Storefront& front, const net::Request& request,
                                   const Cart& cart, const std::string& path = "/cart") {
  net::Response response = net::Response::redirect(path);
  write_cart(front.use.room.keys.ring(), request, response, cart);
  return response;
}

// What is typed is typed in the currency that its form was shown in.
Result<Asset> currency_typed_in(const Storefront& front, const net::Request& request,
                                const net::FormFields& form) {
  const std::string code = form.find("currency").value_or("");
  if (code.empty()) return currency_of(front, request);
  return service::need_currency(front.use.room, code);
}

Result<Money> chosen_in(const std::string& typed, const catalog::Offer& offer,
                        const Asset& currency) {
  const Money amount = AAN_TRY(catalog::parse_typed_amount(typed, currency));
  AAN_TRY(catalog::check_chosen(offer, amount));
  return amount;
}

// Into the cart, unless it is the price that it shows already. What cannot be taken is answered.
WrongPrices take_prices(const net::FormFields& form, const service::CartView& view,
                        const Asset& currency, Cart& cart) {
  WrongPrices wrong;
  for (const catalog::OfferDetail& it : view.books) {
    const auto typed = form.find("amount-" + it.offer.id.value);
    if (!typed || !it.offer.buyer_sets_price || !view.takes(it)) continue;
    const Result<Money> amount = chosen_in(*typed, it.offer, currency);
    if (!amount)
      wrong.emplace(it.offer.id,
                    WrongPrice{*typed, {net::status_of(amount.error()), amount.error()}});
    else if (*amount != price_in(cart, it.offer, currency))
      cart.amounts[it.offer.id] = *amount;
  }
  return wrong;
}

// Whichever button of the cart is pressed, nothing that was typed is lost: prices that the buyer
// sets count, a code that works is kept, and one that does not is said to, beside what was typed.
// Only the button that takes a code away says nowhere to go.
Result<net::Response> set_cart(const Storefront& front, const net::Request& request) {
  const std::string typed = AAN_TRY(coupon_in(request));
  const net::FormFields form = AAN_TRY(request.form());
  const std::string go = form.find("go").value_or("");
  const std::string path = go == "checkout" ? "/checkout" : "/cart";
  const Asset currency = AAN_TRY(currency_typed_in(front, request, form));
  Cart cart = AAN_TRY(read_cart_now(front.use.room, request));
  const service::CartView view = AAN_TRY(service::view_cart(front.use.room, cart.offers, currency));
  if (const WrongPrices wrong = take_prices(form, view, currency, cart); !wrong.empty()) {
    net::Response response = AAN_TRY(answer_cart(front, request, cart, currency, wrong, typed));
    write_cart(front.use.room.keys.ring(), request, response, cart);
    return response;
  }
  if (!go.empty() && typed.empty()) return back_to_cart(front, request, cart, path);
  const auto with = AAN_TRY(reviewed(front, basket_of(request, cart, view, typed)));
  if (with && with->coupon.problem) {
    net::Response response =
        AAN_TRY(answer(front, request, cart_page(cart, view), with, with->coupon.problem->status));
    write_cart(front.use.room.keys.ring(), request, response, cart);
    return response;
  }
  cart.coupon = with ? with->coupon.applied : "";
  return back_to_cart(front, request, cart, path);
}

Result<catalog::OfferId> offer_in(const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string id = form.find("book").value_or("");
  if (!looks_like_id(id))
    return refuse(Errc::invalid, "cart", "Name one book, by the button on its page.",
                  "no_book_named");
  return catalog::OfferId{id};
}

// Of a page that was made before a merge.
Result<catalog::OfferId> offer_now(const Storefront& front, const net::Request& request) {
  return AAN_TRY(service::lead_on(front.use.room, {AAN_TRY(offer_in(request))})).front();
}

service::Basket alone(const catalog::OfferId& id, const Asset& currency) {
  service::Basket basket;
  basket.offers = {id};
  basket.currency = currency;
  return basket;
}

// A work or a bundle.
bool is_listed(const auto& it) { return it.visibility == catalog::Visibility::listed; }

// A bundle can be put in when it could be ordered by itself.
Result<net::Response> add_bundle(const Storefront& front, const net::Request& request, Cart cart,
                                 const catalog::OfferId& id) {
  AAN_TRY(front.use.checkout.review(alone(id, currency_of(front, request))));
  if (std::ranges::find(cart.offers, id) == cart.offers.end()) cart.offers.push_back(id);
  return back_to_cart(front, request, cart);
}

std::unexpected<Error> cart_full() {
  return refuse(Errc::invalid, "cart", "A cart holds at most 50 books.", "cart_full",
                {{"limit", std::int64_t{kCartLinesMax}}});
}

// The page itself is the answer: putting a book in twice, or reloading, changes nothing more.
Result<net::Response> add_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_now(front, request));
  Cart cart = AAN_TRY(read_cart_now(front.use.room, request));
  const Asset currency = AAN_TRY(currency_typed_in(front, request, AAN_TRY(request.form())));
  const service::CartView view = AAN_TRY(service::view_cart(front.use.room, {id}, currency));
  const bool was_there = std::ranges::find(cart.offers, id) != cart.offers.end();
  if (!was_there && cart.offers.size() >= kCartLinesMax) return cart_full();
  // What is hidden is as if it were not there; who has it in the cart is told so on its page.
  if (!view.bundles.empty() && is_listed(view.bundles.front().detail.bundle))
    return add_bundle(front, request, std::move(cart), id);
  const auto& added = view.books;
  if (added.empty() || !is_listed(added.front().work))
    return refuse(Errc::not_found, "cart", "There is no such book in this shop.", "no_such_book");
  if (catalog::is_being_restored(added.front().files))
    return refuse(Errc::conflict, "cart",
                  "This book is being restored and cannot be bought at the moment.",
                  "being_restored", {{"title", added.front().work.title}});
  if (const auto back_at = added.front().offer.copies_back_at)
    return sales::all_held(added.front().work.title, *back_at);
  if (added.front().offer.copies_left == 0)
    return refuse(Errc::conflict, "cart", "This book is sold out.", "sold_out",
                  {{"title", added.front().work.title}});
  if (!added.front().can_be_bought()) AAN_TRY(front.use.checkout.review(alone(id, currency)));
  if (!added.front().can_be_bought())
    return refuse(Errc::conflict, "cart", "This book cannot be bought at the moment.",
                  "not_for_sale", {{"title", added.front().work.title}});
  const auto typed = AAN_TRY(request.form()).find("amount");
  if (typed && added.front().offer.buyer_sets_price) {
    const auto amount = chosen_in(*typed, added.front().offer, currency);
    if (!amount && is_about_own_price(amount.error())) {
      WrongPrice wrong{*typed, {net::status_of(amount.error()), amount.error()}};
      if (was_there) return answer_cart(front, request, cart, currency, {{id, std::move(wrong)}});
      return ask_price_again(front, request, PricePage::book, added.front().work.slug, currency,
                             std::move(wrong));
    }
    cart.amounts[id] = AAN_TRY(amount);
  }
  if (!was_there) cart.offers.push_back(id);
  return back_to_cart(front, request, cart);
}

Result<net::Response> remove_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_now(front, request));
  Cart cart = AAN_TRY(read_cart_now(front.use.room, request));
  std::erase(cart.offers, id);
  cart.amounts.erase(id);
  return back_to_cart(front, request, cart);
}

}  // namespace

void add_cart_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  net::RouteOptions of_cart = form;
  of_cart.body_bytes_max = 16'384;  // prices of fifty books
  const auto with = [&front](auto function) {
    return page(front, [&front, function](const net::Request& request) {
      return function(front, request);
    });
  };
  router.get("/cart", with(show));
  router.post("/cart/add", with(add_book), form);
  router.post("/cart/remove", with(remove_book), form);
  router.post(std::string(kCartCouponPath), with(set_cart), of_cart);
  lead_to_page(router, front, kCartCouponPath, "/cart");
}

}  // namespace aan::web
