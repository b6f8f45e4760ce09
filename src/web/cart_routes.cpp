#include "web/cart_routes.hpp"

#include <algorithm>

#include "web/cart.hpp"
#include "web/frames.hpp"

namespace aan::web {
namespace {

Result<std::vector<CartLine>> lines_of(const Storefront& front,
                                       const std::vector<catalog::OfferId>& offers) {
  std::vector<CartLine> lines;
  AAN_TRY(front.room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const catalog::OfferId& id : offers) {
      const auto offer = AAN_TRY(at.catalog().find_offer(id));
      if (!offer) continue;
      lines.push_back({card_of(offer->work, offer->edition, offer->files, offer->offer.price),
                       id.value, offer->can_be_bought(), catalog::is_being_restored(offer->files)});
    }
    return {};
  }));
  return lines;
}

Result<CartPage> cart_page(const Storefront& front, const std::vector<catalog::OfferId>& offers) {
  CartPage page;
  page.lines = AAN_TRY(lines_of(front, offers));
  page.total = Money{0, front.room.currency};
  for (const CartLine& line : page.lines)
    if (line.can_be_bought) page.total = AAN_TRY(add(page.total, *line.card.price));
  return page;
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const auto offers = read_cart(front.room.keys, request);
  net::Response response = net::Response::html(
      render(AAN_TRY(cart_page(front, offers)), private_frame(front, request, NavItem::cart)));
  return std::move(response).make_private();
}

Result<catalog::OfferId> offer_in(const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const std::string id = form.find("book").value_or("");
  if (!looks_like_id(id))
    return refuse(Errc::invalid, "cart", "Name one book, by the button on its page.");
  return catalog::OfferId{id};
}

// The page itself is the answer: putting a book in twice, or reloading, changes nothing more.
Result<net::Response> add_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_in(request));
  auto offers = read_cart(front.room.keys, request);
  const auto added = AAN_TRY(lines_of(front, {id}));
  if (added.empty()) return refuse(Errc::not_found, "cart", "There is no such book in this shop.");
  if (added.front().is_being_restored)
    return refuse(Errc::conflict, "cart",
                  "This book is being restored and cannot be bought at the moment.",
                  "being_restored");
  if (!added.front().can_be_bought)
    return refuse(Errc::conflict, "cart", "This book cannot be bought at the moment.");
  const bool was_there = std::ranges::find(offers, id) != offers.end();
  if (!was_there && offers.size() >= kCartLinesMax)
    return refuse(Errc::invalid, "cart", "A cart holds at most 50 books.");
  if (!was_there) offers.push_back(id);
  net::Response response = net::Response::redirect("/cart");
  write_cart(front.room.keys, request, response, offers);
  return response;
}

Result<net::Response> remove_book(const Storefront& front, const net::Request& request) {
  const catalog::OfferId id = AAN_TRY(offer_in(request));
  auto offers = read_cart(front.room.keys, request);
  std::erase(offers, id);
  net::Response response = net::Response::redirect("/cart");
  write_cart(front.room.keys, request, response, offers);
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
