#include "service/checkout.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "service/confirm_payment.hpp"

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
                  "The name on the receipt can have at most 120 bytes of text.", "receipt_name");
  std::vector<catalog::OfferId> sorted = request.offers;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    return refuse(Errc::invalid, "checkout", "A book can be in an order once.", "duplicate_offer");
  return {};
}

Error too_fast(Duration wait) {
  return {Errc::limited,
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
  const crypto::Key& links = room.keys.current(crypto::KeyPurpose::links);
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

}  // namespace

Result<sales::Quote> Checkout::quote_in(const ports::CatalogStore& catalog,
                                        const ports::RecordStore& records,
                                        const std::vector<catalog::OfferId>& offers) const {
  std::vector<catalog::OfferDetail> details;
  if (offers.size() > sales::kQuoteLinesMax)
    return refuse(Errc::invalid, "quote", "One order holds at most 50 books.", "too_many");
  for (const catalog::OfferId& id : offers) {
    auto detail = AAN_TRY(catalog.find_offer(id));
    if (!detail)
      return refuse(Errc::not_found, "quote", "One of these books is not in this shop.",
                    "no_such_offer");
    details.push_back(std::move(*detail));
  }
  const auto terms = AAN_TRY(records.terms());
  return sales::make_quote(details, room_.currency, terms.version);
}

Result<sales::Quote> Checkout::quote(const std::vector<catalog::OfferId>& offers) const {
  std::optional<sales::Quote> quote;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& now) -> Result<> {
    quote = AAN_TRY(quote_in(now.catalog(), now.records(), offers));
    return {};
  }));
  return std::move(*quote);
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
  sales::OrderId order_id;
  payment::IntentId intent_id;
  bool is_new = false;
  const auto wait = pace_.take();
  // Whoever repeats a request is answered at any pace: nothing is placed for it.
  if (wait && !AAN_TRY(is_answered(once))) return std::unexpected(too_fast(*wait));
  // Write 1: the frozen quote, the order, the attempt and its outbox row, all or nothing.
  const Result<> written = room_.store.write("checkout", [&](ports::UnitOfWork& unit) -> Result<> {
    intent_id = {};
    is_new = false;
    if (auto answer = AAN_TRY(find_answer(room_, unit.sales(), once))) {
      order_id.value = *answer;
      return {};
    }
    sales::Order order = freeze(
        room_, request, AAN_TRY(quote_in(unit.catalog(), unit.records(), request.offers)), now);
    if (request.seen_total && !(*request.seen_total == order.quote.total))
      return refuse(Errc::conflict, "checkout",
                    "The price has changed while you were looking. Please see whether it still "
                    "suits you.",
                    "price_changed");
    const bool is_free = order.quote.total.is_zero();
    const ports::PaymentProvider* provider = providers_.find_method(request.method);
    if (!is_free && provider == nullptr)
      return refuse(Errc::invalid, "checkout", "Choose one of the ways to pay that are offered.",
                    "method");
    order.is_sandbox = !is_free && provider->describe().is_sandbox;
    AAN_TRY(unit.sales().add_order(order));
    AAN_TRY(unit.sales().add_order_event(order.id, {"created", order.reference, now}));
    if (is_free)
      AAN_TRY(apply_settlement(room_, unit, order.id, now));
    else
      intent_id = AAN_TRY(begin_.add_attempt(unit, order, provider->describe(), now)).id;
    order_id = order.id;
    is_new = true;
    return keep_answer(room_, unit.sales(), once, order.id.value, now);
  });
  if (!wait && !(written && is_new)) pace_.give_back();
  AAN_TRY(written);
  PlacedOrder placed;
  placed.id = order_id;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto order = AAN_TRY(at.sales().find_order(order_id));
    if (!order) return fail(Errc::internal, "checkout", "order vanished: " + order_id.value);
    placed.reference = order->reference;
    const crypto::Key* links = room_.keys.find(crypto::KeyPurpose::links, order->link_key_id);
    if (links == nullptr) return fail(Errc::internal, "checkout", "links key is gone");
    placed.token = crypto::derive_order_token(*links, order_id.value, order->link_generation);
    if (intent_id.empty()) {
      const auto intents = AAN_TRY(at.payments().intents_of(order_id));
      if (!intents.empty()) intent_id = intents.back().id;
    }
    return {};
  }));
  if (!intent_id.empty()) {
    // Write 2 follows the provider's answer. A provider that is down leaves an order that says so;
    // the outbox tries again.
    auto prompt = begin_.begin(intent_id);
    if (prompt)
      placed.prompt_url = *prompt;
    else
      log::warn("payment.begin_failed",
                {{"order", order_id.value}, {"why", prompt.error().to_string()}});
  }
  return placed;
}

}  // namespace aan::service
