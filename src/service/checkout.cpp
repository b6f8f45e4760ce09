#include "service/checkout.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "service/confirm_payment.hpp"
#include "service/find_book.hpp"
#include "service/order_link.hpp"

namespace aan::service {
namespace {

// What the request asks for, as one text: the same text, the same request.
std::string canonical(const CheckoutRequest& request) {
  std::string text = request.method + "|" + request.receipt_name + "|" + request.locale;
  for (const catalog::OfferId& offer : request.offers) text += "|" + offer.value;
  return text;
}

Result<> check(const CheckoutRequest& request) {
  if (request.receipt_name.size() > kReceiptNameBytesMax || !is_utf8(request.receipt_name))
    return refuse(Errc::invalid, "checkout",
                  "The name on the receipt can have at most 120 bytes of text.", "receipt_name",
                  {{"limit", std::int64_t{kReceiptNameBytesMax}}});
  std::vector<catalog::OfferId> sorted = request.offers;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    return refuse(Errc::invalid, "checkout", "A book can be in an order once.", "duplicate_offer");
  return {};
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
  if (!name.empty()) {
    const std::string place = "orders|" + order.id.value + "|buyer_key";
    order.buyer_key_wrapped = room.sealer.new_wrapped_key(place);
    const auto key = room.sealer.open(order.buyer_key_wrapped, place);
    order.receipt_name_sealed =
        room.sealer.seal_with(key.value(), name, "orders|" + order.id.value + "|receipt_name");
  }
  return order;
}

Result<PlacedOrder> placed_as(const Room& room, const sales::Order& order) {
  return PlacedOrder{order.id, order.reference, AAN_TRY(order_token(room.keys.ring(), order)), ""};
}

}  // namespace

Result<CheckoutReview> Checkout::review_in(const ports::CatalogStore& catalog,
                                           const ports::RecordStore& records,
                                           const std::vector<catalog::OfferId>& offers) const {
  if (offers.size() > sales::kQuoteLinesMax)
    return refuse(Errc::invalid, "quote", "One order holds at most 50 books.", "too_many",
                  {{"limit", std::int64_t{sales::kQuoteLinesMax}}});
  CheckoutReview review;
  for (const catalog::OfferId& id : offers) {
    auto detail = AAN_TRY(catalog.find_offer(id));
    if (!detail)
      return refuse(Errc::not_found, "quote", "One of these books is not in this shop.",
                    "no_such_offer");
    review.books.push_back(std::move(*detail));
  }
  const auto terms = AAN_TRY(records.terms());
  review.quote = AAN_TRY(sales::make_quote(review.books, room_.currency, terms.version));
  return review;
}

Result<CheckoutReview> Checkout::review(const std::vector<catalog::OfferId>& offers) const {
  CheckoutReview review;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    review = AAN_TRY(review_in(at.catalog(), at.records(), offers));
    return {};
  }));
  return review;
}

Result<CheckoutReview> Checkout::review(std::string_view name) const {
  CheckoutReview review;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto book = AAN_TRY(find_book(at.catalog(), name));
    if (!book)
      return refuse(Errc::not_found, "checkout", "There is no such book in this shop.",
                    "no_such_book");
    review = AAN_TRY(review_in(at.catalog(), at.records(), {book->offer.id}));
    return {};
  }));
  return review;
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
  const ports::PaymentProvider* provider = providers_.find_method(request.method);
  if (provider == nullptr)
    return refuse(Errc::invalid, "checkout", "Choose one of the ways to pay that are offered.",
                  "method");
  return provider;
}

Result<bool> Checkout::is_answered(const IdempotentRequest& once) const {
  bool answered = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    answered = AAN_TRY(find_answer(room_, at.sales(), once)).has_value();
    return {};
  }));
  return answered;
}

Result<PlacedOrder> Checkout::place(const CheckoutRequest& request) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("checkout", request.idempotency_key, canonical(request)));
  AAN_TRY(check(request));
  const Timestamp now = room_.clock.wall();
  PlacedOrder placed;
  payment::IntentId intent_id;
  bool is_new = false;
  bool is_free = false;
  const auto wait = pace_.all.take();
  // Taken before it is known whether the order is free: a unit of work touches no clock.
  const auto free_wait = pace_.free.take();
  // Whoever repeats a request is answered at any pace: nothing is placed for it.
  if (wait && !AAN_TRY(is_answered(once))) return std::unexpected(too_fast(*wait));
  // Write 1: the frozen quote, the order, the attempt and its outbox row, all or nothing.
  const Result<> written = room_.store.write("checkout", [&](ports::UnitOfWork& unit) -> Result<> {
    intent_id = {};
    is_new = false;
    is_free = false;
    if (const auto answer = AAN_TRY(find_answer(room_, unit.sales(), once))) {
      const auto order = AAN_TRY(unit.sales().find_order({*answer}));
      if (!order) return fail(Errc::internal, "checkout", "order vanished: " + *answer);
      const auto attempts = AAN_TRY(unit.payments().intents_of(order->id));
      if (!attempts.empty()) intent_id = attempts.back().id;
      placed = AAN_TRY(placed_as(room_, *order));
      return {};
    }
    sales::Order order =
        freeze(room_, request,
               AAN_TRY(review_in(unit.catalog(), unit.records(), request.offers)).quote, now);
    const ports::PaymentProvider* provider = AAN_TRY(choose(request, order.quote.total));
    order.is_sandbox = provider != nullptr && provider->describe().is_sandbox;
    is_free = provider == nullptr;
    if (is_free && free_wait) return std::unexpected(too_fast(*free_wait));
    AAN_TRY(unit.sales().add_order(order));
    AAN_TRY(unit.sales().add_order_event(order.id, {"created", order.reference, now}));
    if (provider == nullptr)
      AAN_TRY(apply_settlement(room_, providers_, unit, order.id, now));
    else
      intent_id =
          AAN_TRY(begin_.add_attempt(unit, order.id, order.quote.total, provider->describe(), now))
              .id;
    placed = AAN_TRY(placed_as(room_, order));
    is_new = true;
    return keep_answer(room_, unit.sales(), once, order.id.value, now);
  });
  if (!wait && !(written && is_new)) pace_.all.give_back();
  if (!free_wait && !(written && is_new && is_free)) pace_.free.give_back();
  AAN_TRY(written);
  if (!intent_id.empty()) {
    // Write 2 follows the provider's answer. A provider that is down leaves an order that says so;
    // the outbox tries again.
    auto prompt = begin_.begin(intent_id);
    if (prompt)
      placed.prompt_url = *prompt;
    else
      log::warn("payment.begin_failed",
                {{"order", placed.id.value}, {"why", prompt.error().to_string()}});
  }
  return placed;
}

}  // namespace aan::service
