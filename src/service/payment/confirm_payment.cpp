#include "service/payment/confirm_payment.hpp"

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "domain/tax/country.hpp"
#include "service/idempotency.hpp"
#include "service/payment/stop_attempt.hpp"
#include "service/payment/take_fact.hpp"
#include "service/sale/keep_hold.hpp"
#include "service/sale/tax_place.hpp"

namespace aan::service {
namespace {

std::string payload_of(const ports::PaymentEvent& event) {
  std::string text = std::string(utf8_prefix(event.network_ref, kNetworkRefBytesMax)) + " " +
                     decimal(event.amount) + " " + std::string(event.amount.asset.code());
  if (!event.about_ref.empty()) text += " of " + event.about_ref;
  return text;
}

// Says whether anything was done.
Result<bool> give_up(const Room& room, const Providers& providers, ports::UnitOfWork& unit,
                     const std::optional<sales::Order>& order, sales::GivenUpBy who,
                     Timestamp now) {
  if (!order) return refuse(Errc::not_found, "cancel", "There is no such order.", "no_such_order");
  if (order->state == sales::OrderState::cancelled) return false;
  if (order->state != sales::OrderState::open && order->state != sales::OrderState::pending)
    return refuse(Errc::conflict, "cancel", "This order is paid already.", "already_paid");
  if (AAN_TRY(unit.sales().is_cancel_requested(order->id))) return false;
  for (const payment::PaymentIntent& intent : AAN_TRY(unit.payments().intents_of(order->id)))
    if (!intent.is_cancelled) AAN_TRY(stop_attempt(room, unit, intent, now));
  AAN_TRY(unit.sales().request_cancel(order->id));
  AAN_TRY(unit.sales().add_order_event(order->id, {"given_up", std::string(name_of(who)), now}));
  AAN_TRY(apply_settlement(room, providers, unit, order->id, now));
  return true;
}

// Where the card is from says where the buyer lives: the tax was charged by the buyer's word.
Result<> note_payer(const Room& room, ports::UnitOfWork& unit, const ports::PaymentEvent& event,
                    const sales::OrderId& id, Timestamp now) {
  if (event.payer_country.empty() || tax::find_country(event.payer_country) == nullptr) return {};
  const auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order) return fail(Errc::corrupt, "payment.payer", "an attempt of no order");
  const std::string source =
      event.provider + ":" + std::string(utf8_prefix(event.network_ref, kNetworkRefBytesMax));
  return add_tax_evidence(room, unit, *order, {tax::Sign::card, source, event.payer_country, now});
}

}  // namespace

Result<> ConfirmPayment::confirm(const ports::PaymentEvent& event) {
  const Timestamp now = room_.clock.wall();
  bool is_new = false;
  std::string order;
  std::string unusable;
  AAN_TRY(room_.store.write("confirm_payment", [&](ports::UnitOfWork& unit) -> Result<> {
    const EventSubject subject = AAN_TRY(find_subject(unit, event));
    const payment::PaymentIntent& intent = subject.intent;
    ports::StoredPaymentEvent evidence{event.provider,    event.event_id,
                                       intent.id,         std::string(name_of(event.kind)),
                                       payload_of(event), event.at};
    order = intent.order_id.value;
    unusable.clear();
    if (tells_how_it_stands(event.kind)) {
      is_new = AAN_TRY(take_standing(unit, event, intent.order_id, now));
      if (is_new) AAN_TRY(unit.payments().add_event(evidence));
      return {};
    }
    is_new = AAN_TRY(unit.payments().add_event(evidence));
    if (!is_new) return {};
    if (const Result<> fits = check_event(unit, event, subject); !fits) {
      if (fits.error().code != Errc::invalid) return fits;  // perhaps later
      // It cannot be used, yet it happened: kept as evidence, and shown with the order.
      unusable = fits.error().detail;
      return unit.sales().add_order_event(intent.order_id,
                                          {"payment_unusable", evidence.payload, now});
    }
    AAN_TRY(take_fact(room_, unit, event, subject, now));
    AAN_TRY(note_payer(room_, unit, event, intent.order_id, now));
    AAN_TRY(apply_settlement(room_, providers_, unit, intent.order_id, now));
    return {};
  }));
  if (is_new) {
    room_.ring();
    metrics::counter("aan_payment_events_total", "Words of payment processors that were new.",
                     {{"provider", event.provider}, {"kind", name_of(event.kind)}})
        .add();
  }
  if (is_new && !unusable.empty())
    log::error("payment.unusable",
               {{"order", order}, {"event", event.event_id}, {"why", unusable}});
  else if (is_new)
    log::info("payment.event",
              {{"order", order}, {"provider", event.provider}, {"kind", name_of(event.kind)}});
  return {};
}

Result<> ConfirmPayment::recompute(const sales::OrderId& id) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("recompute", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(apply_settlement(room_, providers_, unit, id, now));
    return {};
  });
}

Result<> ConfirmPayment::release_hold(const sales::OrderId& id) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("release_hold", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(service::release_hold(room_, unit, id, now)))
      AAN_TRY(apply_settlement(room_, providers_, unit, id, now));
    return {};
  });
}

Result<> ConfirmPayment::cancel(const sales::OrderId& id, sales::GivenUpBy who,
                                std::string_view by) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("cancel_order", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    const bool is_done = AAN_TRY(give_up(room_, providers_, unit, order, who, now));
    if (!is_done || who != sales::GivenUpBy::shop) return {};
    return write_down(unit, {std::string(by), "order.cancel", order->reference, ""}, now);
  });
}

Result<> ConfirmPayment::cancel(const std::string& order_token,
                                const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("cancel", idempotency_key, order_token));
  const Timestamp now = room_.clock.wall();
  return room_.store.write("cancel_order", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room_, unit.sales(), once))) return {};
    const auto order = AAN_TRY(unit.sales().find_order_by_token(crypto::token_digest(order_token)));
    // Nothing is done, so nothing is kept: the same again has the same answer.
    if (order && order->state == sales::OrderState::cancelled) return {};
    AAN_TRY(give_up(room_, providers_, unit, order, sales::GivenUpBy::buyer, now));
    return keep_answer(room_, unit.sales(), once, "cancelled", now);
  });
}

}  // namespace aan::service
