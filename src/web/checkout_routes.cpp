#include "web/checkout_routes.hpp"

#include "web/cart.hpp"
#include "web/frames.hpp"

namespace aan::web {
namespace {

// `?book=` of the original: a slug, a work's id or an offer's id. Nothing chosen: the cart.
Result<std::vector<catalog::OfferId>> chosen(const Storefront& front, const net::Request& request,
                                             const std::string& book) {
  if (book.empty()) return read_cart(front.room.keys, request);
  std::vector<catalog::OfferId> offers;
  AAN_TRY(front.room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (looks_like_id(book)) {
      if (AAN_TRY(at.catalog().find_offer({book}))) {
        offers.push_back({book});
        return {};
      }
      if (const auto work = AAN_TRY(at.catalog().find_work({book}))) {
        offers.push_back(work->offer.id);
        return {};
      }
    }
    if (const auto work = AAN_TRY(at.catalog().find_by_slug(book)))
      offers.push_back(work->offer.id);
    return {};
  }));
  if (offers.empty())
    return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                  "no_such_book");
  return offers;
}

struct Typed {
  std::string book;
  std::string method;
  std::string receipt_name;
  std::string key;
};

Result<net::Response> review(const Storefront& front, const net::Request& request,
                             const Typed& typed, const Error* problem) {
  const auto offers = AAN_TRY(chosen(front, request, typed.book));
  if (offers.empty()) return net::Response::redirect("/cart");
  const sales::Quote quote = AAN_TRY(front.checkout.quote(offers));
  CheckoutPage page;
  AAN_TRY(front.room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const sales::QuoteLine& line : quote.lines) {
      const auto offer = AAN_TRY(at.catalog().find_offer(line.offer_id));
      if (offer)
        page.lines.push_back(
            {card_of(offer->work, offer->edition, offer->files, line.price), line.price});
    }
    return {};
  }));
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
  service::CheckoutRequest wanted;
  wanted.offers = AAN_TRY(chosen(front, request, typed.book));
  wanted.method = typed.method;
  wanted.receipt_name = typed.receipt_name;
  wanted.idempotency_key = typed.key;
  if (const auto seen = form.find("seen_total"))
    wanted.seen_total = Money{AAN_TRY(parse_minor_units(*seen)), front.room.currency};
  auto placed = front.checkout.place(wanted);
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
  if (typed.book.empty()) write_cart(front.room.keys, request, response, {});
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
  router.post("/checkout",
              page(front, [&front](const net::Request& request) { return place(front, request); }),
              form);
}

}  // namespace aan::web
