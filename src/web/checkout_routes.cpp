#include "web/checkout_routes.hpp"

#include "service/find_book.hpp"
#include "service/view_cart.hpp"
#include "web/cards.hpp"
#include "web/cart.hpp"
#include "web/frames.hpp"
#include "web/placed_order.hpp"

namespace aan::web {
namespace {

struct Typed {
  std::string book;
  std::string method;
  std::string receipt_name;
  std::string key;
};

// What is to be ordered, and what of the cart cannot be and stays there.
struct Wanted {
  std::vector<catalog::OfferId> offers;
  std::vector<catalog::OfferId> left_out;
  std::vector<std::string> left_out_titles;
};

// `?book=` of the original names one book; without it the cart is bought.
Result<Wanted> wanted_of(const Storefront& front, const net::Request& request,
                         const std::string& book) {
  Wanted wanted;
  if (!book.empty()) {
    const auto found = AAN_TRY(service::find_books(front.use.room, {book}));
    if (!found.front())
      return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                    "no_such_book");
    wanted.offers = {found.front()->offer.id};
    return wanted;
  }
  const auto cart =
      AAN_TRY(service::view_cart(front.use.room, read_cart(front.use.room.keys.ring(), request)));
  for (const catalog::OfferDetail& one : cart.books) {
    if (one.can_be_bought()) {
      wanted.offers.push_back(one.offer.id);
    } else {
      wanted.left_out.push_back(one.offer.id);
      wanted.left_out_titles.push_back(one.work.title);
    }
  }
  return wanted;
}

Result<net::Response> review(const Storefront& front, const net::Request& request,
                             const Typed& typed, const Error* problem) {
  const Wanted wanted = AAN_TRY(wanted_of(front, request, typed.book));
  if (wanted.offers.empty()) return net::Response::redirect("/cart").make_private();
  const service::CheckoutReview view = AAN_TRY(front.use.checkout.review(wanted.offers));
  const sales::Quote& quote = view.quote;
  CheckoutPage page;
  page.left_out = wanted.left_out_titles;
  page.just_placed = AAN_TRY(just_placed(front, request));
  for (std::size_t i = 0; i < quote.lines.size(); ++i) {
    const auto& [offer, work, edition, files] = view.books[i];
    const Money price = quote.lines[i].price;
    page.lines.push_back({card_of(work, edition, files, price), price});
  }
  page.subtotal = quote.subtotal;
  page.discount = quote.discount;
  page.tax = quote.tax;
  page.total = quote.total;
  page.methods = choices_of(front);
  for (PaymentChoice& choice : page.methods)
    if (!typed.method.empty()) choice.is_selected = choice.method == typed.method;
  page.idempotency_key = new_form_key(front);
  page.book = typed.book;
  page.receipt_name = typed.receipt_name;
  const int status = problem == nullptr ? 200 : 422;
  if (problem != nullptr) page.problem = Problem{status, *problem};
  return net::Response::html(render(page, private_frame(front, request, NavItem::cart)), status)
      .make_private();
}

Result<net::Response> place(const Storefront& front, const net::Request& request) {
  const net::FormFields form = AAN_TRY(request.form());
  const auto field = [&](const char* name) { return form.find(name).value_or(""); };
  const Typed typed{field("book"), field("method"), field("receipt_name"),
                    field("idempotency_key")};
  const Wanted chosen = AAN_TRY(wanted_of(front, request, typed.book));
  // The cart of a form that was sent before is empty: its page leads to the order.
  if (chosen.offers.empty()) return net::Response::redirect("/cart").make_private();
  service::CheckoutRequest wanted;
  wanted.offers = chosen.offers;
  wanted.method = typed.method;
  wanted.receipt_name = typed.receipt_name;
  wanted.idempotency_key = typed.key;
  if (const auto seen = form.find("seen_total"))
    wanted.seen_total = Money{AAN_TRY(parse_minor_units(*seen)), front.use.room.currency};
  auto placed = front.use.checkout.place(wanted);
  if (!placed) {
    const Error& why = placed.error();
    // What can be mended on the same page is said there; everything else has its own answer.
    const bool mendable =
        why.reason == "method" || why.reason == "receipt_name" || why.reason == "price_changed";
    if (mendable) return review(front, request, typed, &why);
    return std::unexpected(std::move(placed).error());
  }
  const std::string order = "/orders/" + placed->token;
  net::Response response =
      net::Response::redirect(placed->prompt_url.empty() ? order : placed->prompt_url);
  remember_order(front, request, response, placed->id);
  if (typed.book.empty())
    write_cart(front.use.room.keys.ring(), request, response, chosen.left_out);
  return std::move(response).make_private();
}

}  // namespace

void add_checkout_routes(net::Router& router, const Storefront& front) {
  router.get("/checkout", page(front, [&front](const net::Request& request) {
               Typed typed;
               typed.book = request.query("book").value_or("");
               return review(front, request, typed, nullptr);
             }));
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 16'384;
  form.pool = net::Pool::outbound;  // a processor may be asked
  router.post("/checkout",
              page(front, [&front](const net::Request& request) { return place(front, request); }),
              form);
}

}  // namespace aan::web
