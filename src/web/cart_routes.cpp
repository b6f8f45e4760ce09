#include "web/cart_routes.hpp"

#include <algorithm>

#include "service/view_cart.hpp"
#include "web/cards.hpp"
#include "web/cart.hpp"
#include "web/frames.hpp"
#include "web/placed_order.hpp"

namespace aan::web {
namespace {

CartPage cart_page(const service::CartView& view) {
  CartPage page;
  page.total = view.total;
  for (const catalog::OfferDetail& it : view.books)
    page.lines.push_back({card_of(it.work, it.edition, it.files, it.offer.price), it.offer.id.value,
                          it.can_be_bought(), catalog::is_being_restored(it.files)});
  return page;
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const auto offers = read_cart(front.use.room.keys.ring(), request);
  const service::CartView view = AAN_TRY(service::view_cart(front.use.room, offers));
  CartPage page = cart_page(view);
  page.just_placed = AAN_TRY(just_placed(front, request));
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::cart)));
  return std::move(response).make_private();
}

Result<catalog::OfferId> offer_in(const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string id = form.find("book").value_or("");
  if (!looks_like_id(id))
    return refuse(Errc::invalid, "cart", "Name one book, by the button on its page.",
                  "no_book_named");
  return catalog::OfferId{id};
}

// The page itself is the answer: putting a book in twice, or reloading, changes nothing more.
Result<net::Response> add_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_in(request));
  auto offers = read_cart(front.use.room.keys.ring(), request);
  const auto added = AAN_TRY(service::view_cart(front.use.room, {id})).books;
  if (added.empty())
    return refuse(Errc::not_found, "cart", "There is no such book in this shop.", "no_such_book");
  if (catalog::is_being_restored(added.front().files))
    return refuse(Errc::conflict, "cart",
                  "This book is being restored and cannot be bought at the moment.",
                  "being_restored", {{"title", added.front().work.title}});
  if (!added.front().can_be_bought())
    return refuse(Errc::conflict, "cart", "This book cannot be bought at the moment.",
                  "not_for_sale", {{"title", added.front().work.title}});
  const bool was_there = std::ranges::find(offers, id) != offers.end();
  if (!was_there && offers.size() >= kCartLinesMax)
    return refuse(Errc::invalid, "cart", "A cart holds at most 50 books.", "cart_full",
                  {{"limit", std::int64_t{kCartLinesMax}}});
  if (!was_there) offers.push_back(id);
  net::Response response = net::Response::redirect("/cart");
  write_cart(front.use.room.keys.ring(), request, response, offers);
  return response;
}

Result<net::Response> remove_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_in(request));
  auto offers = read_cart(front.use.room.keys.ring(), request);
  std::erase(offers, id);
  net::Response response = net::Response::redirect("/cart");
  write_cart(front.use.room.keys.ring(), request, response, offers);
  return response;
}

}  // namespace

void add_cart_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  const auto with = [&front](auto function) {
    return page(front, [&front, function](const net::Request& request) {
      return function(front, request);
    });
  };
  router.get("/cart", with(show));
  router.post("/cart/add", with(add_book), form);
  router.post("/cart/remove", with(remove_book), form);
}

}  // namespace aan::web
