#include "service/sale/checkout.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "domain/sales/consent.hpp"
#include "service/announce.hpp"
#include "service/customer/customer_address.hpp"
#include "service/letters/letters.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/sale/keep_hold.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {
namespace {

// The order that the same request was answered with before; nothing when it is new.
Result<std::optional<sales::Order>> find_answered(const Room& room, const ports::SaleStore& sales,
                                                  const IdempotentRequest& once) {
  const auto answer = AAN_TRY(find_answer(room, sales, once));
  if (!answer) return std::nullopt;
  auto order = AAN_TRY(sales.find_order({*answer}));
  if (!order) return fail(Errc::internal, "checkout", "order vanished: " + *answer);
  return order;
}

Error too_fast(Duration wait) {
  return Error{
      Errc::limited,
      "checkout",
      "orders are placed faster than the shop's pace",
      "Very many orders are being placed at the moment. Nothing was ordered; please try again "
      "in a little while.",
      static_cast<int>(wait.s() + 1),
      "orders_too_fast"};
}

Error too_many_letters(Duration wait) {
  return Error{Errc::limited,
               "checkout",
               "orders of nothing to pay write too many letters",
               "Many letters about books that cost nothing are being sent at the moment. Order "
               "without an e-mail address, or try again in a little while. Nothing was ordered.",
               static_cast<int>(wait.s() + 1),
               "free_letters_too_fast"};
}

sales::Order freeze(const Room& room, const CheckoutRequest& request, sales::Quote quote,
                    Timestamp now) {
  sales::Order order;
  order.id = room.ids.make<sales::OrderId>();
  order.reference = sales::order_reference(order.id);
  for (const sales::QuoteLine& line : quote.lines)
    order.lines.push_back({room.ids.make<sales::OrderLineId>(), line});
  order.quote = std::move(quote);
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  order.link_key_id = links.id;
  order.token_digest = crypto::token_digest(
      crypto::derive_order_token(links, order.id.value, order.link_generation));
  order.locale = request.locale;
  order.created_at = now;
  order.expires_at = now + sales::kOrderOpenFor;
  const std::string name = one_line(request.receipt_name);
  const std::string place = "orders|" + order.id.value + "|buyer_key";
  if (!name.empty() || order.quote.treatment != tax::Treatment::none)
    order.buyer_key_wrapped = room.sealer.new_wrapped_key(place);
  if (!name.empty()) {
    const auto key = room.sealer.open(order.buyer_key_wrapped, place);
    order.receipt_name_sealed =
        room.sealer.seal_with(key.value(), name, "orders|" + order.id.value + "|receipt_name");
  }
  return order;
}

std::unexpected<Error> place_needed() {
  return refuse(Errc::invalid, "checkout",
                "Say in which country you live: not every book of this order is sold everywhere.",
                "sale_country");
}

std::unexpected<Error> country_needed() {
  return refuse(Errc::invalid, "checkout",
                "Say in which country you live: the tax in the price depends on it.",
                "tax_country");
}

// In one order for everybody, so that two orders of the same books never wait for each other.
std::vector<const catalog::OfferDetail*> limited_of(
    const std::vector<catalog::OfferDetail>& books) {
  std::vector<const catalog::OfferDetail*> limited;
  for (const catalog::OfferDetail& book : books)
    if (book.offer.copies_left) limited.push_back(&book);
  std::ranges::sort(limited, {}, [](const catalog::OfferDetail* book) { return book->offer.id; });
  return limited;
}

// Takes what there is little of: a copy of each book, a use of the code. What has to be paid first
// is held for a while, and by one sender only so much of it.
Result<> hold_scarce(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                     const CheckoutReview& review, const std::string& holder, bool is_to_be_paid,
                     Timestamp now) {
  const auto limited = limited_of(review.books);
  const bool is_scarce = !limited.empty() || (review.coupon && review.is_coupon_limited);
  const std::string digest = holder_digest(room, holder);
  AAN_TRY(check_last_copies(limited));
  if (is_scarce && is_to_be_paid) AAN_TRY(check_holder(unit, digest, limited, now));
  if (is_scarce && !is_to_be_paid) AAN_TRY(take_free(unit, order, digest, now));
  for (const catalog::OfferDetail* book : limited)
    if (AAN_TRY(unit.stock().hold_copy(book->offer.id, order)) == ports::Held::none_left)
      return sales::sold_out(book->work.title);
  if (review.coupon && !AAN_TRY(unit.coupons().hold_use(*review.coupon, order)))
    return sales::coupon_used_up();
  if (!is_scarce || !is_to_be_paid) return {};
  return begin_hold(room, unit, order, digest, now);
}

Result<PlacedOrder> placed_as(const Room& room, const sales::Order& order) {
  // Whoever made another link wanted the one before to lead nowhere, nor who asked for it.
  if (order.link_generation > 1)
    return refuse(Errc::conflict, "checkout",
                  "The order that this request placed has another address by now.", "link_renewed");
  return PlacedOrder{order.id, order.reference, AAN_TRY(order_token(room.keys.ring(), order)), ""};
}

}  // namespace

// An order of nothing to pay writes to whatever address its sender named.
std::optional<Duration> Checkout::take_letter(const CheckoutRequest& request) {
  if (!request.writes_letters()) return std::nullopt;
  if (!request.holder.empty())
    if (const auto wait = pace_.own_free_letters.wait_of(request.holder)) return wait;
  return pace_.free_letters.take();
}

void Checkout::end_letter(const CheckoutRequest& request, const std::optional<Duration>& wait,
                          bool is_written) {
  if (!request.writes_letters() || wait) return;
  if (!is_written) return pace_.free_letters.give_back();
  if (!request.holder.empty()) pace_.own_free_letters.count_miss(request.holder);
}

// The provider of the chosen way to pay; null when nothing is to be paid.
Result<const ports::PaymentProvider*> Checkout::choose(const CheckoutRequest& request,
                                                       const Money& total) const {
  if (request.seen_total && !(*request.seen_total == total))
    return refuse(Errc::conflict, "checkout",
                  "The price has changed while you were looking. Please see whether it still "
                  "suits you.",
                  "price_changed");
  if (total.is_zero()) return nullptr;
  const ports::PaymentProvider* provider = AAN_TRY(providers_.choose(request.method));
  AAN_TRY(Providers::check_amount(*provider, total));
  return provider;
}

Result<std::optional<PlacedOrder>> Checkout::find_placed(const CheckoutRequest& request) const {
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("checkout", request.idempotency_key, canonical(room_, request)));
  std::optional<PlacedOrder> placed;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (const auto order = AAN_TRY(find_answered(room_, at.sales(), once)))
      placed = AAN_TRY(placed_as(room_, *order));
    return {};
  }));
  return placed;
}

// Write 1: the frozen quote, the order, the attempt and its outbox row, all or nothing. May run
// more than once: touches no clock and no network.
Result<Checkout::Placed> Checkout::place_in(ports::UnitOfWork& unit, const Placing& placing) const {
  const CheckoutRequest& request = placing.request;
  const Timestamp now = placing.now;
  if (const auto order = AAN_TRY(find_answered(room_, unit.sales(), placing.once))) {
    const auto attempts = AAN_TRY(unit.payments().intents_of(order->id));
    return Placed{AAN_TRY(placed_as(room_, *order)),
                  attempts.empty() ? payment::IntentId{} : attempts.back().id};
  }
  CheckoutReview review =
      AAN_TRY(review_in(unit, request, now, placing.code_wait, placing.number.standing));
  if (review.quote.treatment == tax::Treatment::undecided) return country_needed();
  if (review.asks_country && request.country.empty()) return place_needed();
  const std::int64_t consent_text = review.consent_text();
  sales::Order order = freeze(room_, request, std::move(review.quote), now);
  const ports::PaymentProvider* provider = AAN_TRY(choose(request, order.quote.total));
  AAN_TRY(check_consent(request, consent_text));
  AAN_TRY(check_named(request, order.quote));
  order.is_sandbox = provider != nullptr && provider->describe().is_sandbox;
  const bool is_free = provider == nullptr;
  if (is_free && placing.free_wait) return std::unexpected(too_fast(*placing.free_wait));
  if (is_free && placing.letter_wait)
    return std::unexpected(too_many_letters(*placing.letter_wait));
  AAN_TRY(unit.sales().add_order(order));
  AAN_TRY(unit.sales().add_order_event(order.id, {"created", order.reference, now}));
  AAN_TRY(announce_placed(room_, unit, order, now));
  AAN_TRY(keep_what_was_said(unit, order, placing));
  AAN_TRY(hold_scarce(room_, unit, order.id, review, request.holder, !is_free, now));
  Placed made{.is_new = true, .is_free = is_free};
  if (is_free)
    AAN_TRY(apply_settlement(room_, providers_, unit, order.id, now));
  else
    made.attempt =
        AAN_TRY(begin_.add_attempt(unit, order.id, order.quote.total, provider->describe(), now))
            .id;
  made.order = AAN_TRY(placed_as(room_, order));
  AAN_TRY(keep_answer(room_, unit.sales(), placing.once, order.id.value, now));
  return made;
}

// What the buyer said beside what they want: where they live, that they agreed, where to write to.
Result<> Checkout::keep_what_was_said(ports::UnitOfWork& unit, const sales::Order& order,
                                      const Placing& placing) const {
  const CheckoutRequest& request = placing.request;
  const Timestamp now = placing.now;
  if (!request.country.empty())
    AAN_TRY(add_tax_evidence(room_, unit, order, {tax::Sign::declared, "", request.country, now}));
  if (request.consent_text != 0 && !order.quote.total.is_zero())
    AAN_TRY(unit.sales().add_order_event(
        order.id, sales::consent_event(request.consent_text, placing.gift.has_value(), now)));
  if (placing.address) {
    const auto whose =
        AAN_TRY(keep_address(room_, unit, order.id, *placing.address, order.locale, now));
    if (request.wants_versions) AAN_TRY(ask_for_versions(unit, whose));
  }
  if (placing.gift) AAN_TRY(add_gift(room_, unit, order.id, *placing.gift, now));
  if (placing.number.proof)
    AAN_TRY(keep_tax_number(room_, unit, order, *placing.number.proof, now));
  return {};
}

Result<PlacedOrder> Checkout::place(const CheckoutRequest& request) {
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("checkout", request.idempotency_key, canonical(room_, request)));
  AAN_TRY(check_request(request));
  Placing placing{.request = request, .once = once};
  if (!trim(request.email).empty())
    placing.address = AAN_TRY(customer::MailAddress::parse(request.email));
  placing.number = AAN_TRY(look_at_number(request));
  placing.now = room_.clock.wall();
  if (!request.gift.empty()) placing.gift = AAN_TRY(read_gift(request.gift, placing.now));
  placing.code_wait = code_wait(request);
  const auto wait = pace_.all.take();
  // Whoever repeats a request is answered at any pace: nothing is placed for it. Who is refused
  // here takes nothing of the other paces.
  if (wait && !AAN_TRY(find_answer(room_, once))) return std::unexpected(too_fast(*wait));
  // Taken before it is known whether the order is free: a unit of work touches no clock.
  placing.free_wait = pace_.free.take();
  placing.letter_wait = take_letter(request);
  Placed made;
  const Result<> written = room_.store.write("checkout", [&](ports::UnitOfWork& unit) -> Result<> {
    made = AAN_TRY(place_in(unit, placing));
    return {};
  });
  const bool is_new = written && made.is_new;
  const bool is_new_and_free = is_new && made.is_free;
  if (!wait && !is_new) pace_.all.give_back();
  if (!placing.free_wait && !is_new_and_free) pace_.free.give_back();
  end_letter(request, placing.letter_wait, is_new_and_free);
  if (!written) count_miss(request, written.error());
  AAN_TRY(written);
  if (!made.attempt.empty()) {
    // Write 2 follows the provider's answer. A provider that is down leaves an order that says so;
    // the outbox tries again.
    auto prompt = begin_.begin(made.attempt);
    if (prompt)
      made.order.prompt_url = *prompt;
    else
      log::warn("payment.begin_failed",
                {{"order", made.order.id.value}, {"why", prompt.error().to_string()}});
  }
  return made.order;
}

}  // namespace aan::service
