#include "web/sale/checkout_review.hpp"

#include <utility>

#include "domain/customer/mail_address.hpp"
#include "net/status.hpp"
#include "web/browsing/cards.hpp"
#include "web/frames.hpp"
#include "web/sale/placed_order.hpp"

namespace aan::web {
namespace {

PlaceField place_of(const Storefront& front, const Typed& typed,
                    const service::CheckoutReview& view, const Error* problem) {
  PlaceField place;
  if (view.quote.treatment != tax::Treatment::undecided) place.chosen = typed.country;
  place.asks_number = front.use.checkout.asks_tax_number();
  if (place.asks_number)
    place.number = typed.wrong_number.empty() ? typed.tax_number : typed.wrong_number;
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
    note_later(lines.back().card, work, offer);
    lines.back().price.amount += line.price.amount;
  }
  return lines;
}

}  // namespace

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

Result<net::Response> answer_checkout(const Storefront& front, const net::Request& request,
                                      const Typed& typed, const Wanted& wanted,
                                      const CouponReview& with, int status, const Error* problem) {
  const service::CheckoutReview& view = with.review;
  const sales::Quote& quote = view.quote;
  CheckoutPage page;
  page.coupon = with.coupon;
  page.left_out = wanted.left_out_titles;
  page.left_elsewhere = wanted.elsewhere_titles;
  page.is_stamped = AAN_TRY(service::is_any_stamped(front.use.room, view.books));
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
  if (typed.book.empty()) page.cart = cart_mark(front, request);
  page.amount = typed.amount;
  page.receipt_name = typed.receipt_name;
  page.takes_email = front.use.shop.has_mail;
  page.name_days = front.use.room.ages.names.s() / Duration::days(1).s();
  page.email_days = front.use.room.ages.addresses.s() / Duration::days(1).s();
  page.email = typed.email;
  page.wants_versions = typed.wants_versions;
  page.consent = view.consent_text();
  page.has_consented = page.consent > 0 && consent_in(typed.consent) == page.consent;
  page.gift = {typed.gift.name, typed.gift.email, typed.gift.message, typed.gift.day, {}};
  const bool is_of_gift = problem != nullptr && is_about_gift(*problem, typed.gift);
  if (is_of_gift) page.gift.problem = Problem{status, *problem};
  if (problem != nullptr && !is_of_gift && !(page.place && page.place->problem))
    page.problem = Problem{status, *problem};
  Frame frame = private_frame(front, request, NavItem::cart);
  frame.languages_take_form_to = kCheckoutLanguagePath;
  frame.currencies_take_form_to = kCheckoutCurrencyPath;
  net::Response response = net::Response::html(render(page, frame), status);
  let_forms_lead_to_pay(front, response);
  return std::move(response).make_private();
}

Result<net::Response> review_checkout(const Storefront& front, const net::Request& request,
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
    return review_checkout(front, request, anew, &why);
  }
  // The same for what cannot be a VAT number.
  if (!with && with.error().reason.starts_with("tax_number_") && !typed.tax_number.empty()) {
    const Error why = with.error();
    Typed anew = typed;
    anew.wrong_number = std::exchange(anew.tax_number, {});
    return review_checkout(front, request, anew, &why);
  }
  return answer_checkout(front, request, typed, wanted, AAN_TRY(std::move(with)),
                         problem == nullptr ? 200 : 422, problem);
}

}  // namespace aan::web
