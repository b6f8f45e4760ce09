#include "service/payment/take_fact.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/payment/reserve_refunds.hpp"

namespace aan::service {
namespace {

using ports::PaymentEvent;
using ports::PaymentEventKind;

constexpr std::size_t kReasonBytesMax = 255;
// So long after its end a voucher is asked about: what became of it is told by then.
constexpr Duration kVoucherAskedAfter = Duration::days(1);

enum class About : std::uint8_t { attempt, movement, refund, fee, dispute, warning, matter };

About about(PaymentEventKind kind) {
  switch (kind) {
    case PaymentEventKind::failed:
    case PaymentEventKind::cancelled:
    case PaymentEventKind::voucher: return About::attempt;
    case PaymentEventKind::seen:
    case PaymentEventKind::settled:
    case PaymentEventKind::lost: return About::movement;
    case PaymentEventKind::refund_processing:
    case PaymentEventKind::refund_settled:
    case PaymentEventKind::refund_failed: return About::refund;
    case PaymentEventKind::fee: return About::fee;
    case PaymentEventKind::dispute_opened:
    case PaymentEventKind::dispute_withdrawn:
    case PaymentEventKind::dispute_reinstated:
    case PaymentEventKind::dispute_won:
    case PaymentEventKind::dispute_lost: return About::dispute;
    case PaymentEventKind::fraud_warned: return About::warning;
    case PaymentEventKind::inquiry_opened:
    case PaymentEventKind::inquiry_over:
    case PaymentEventKind::appeal_opened:
    case PaymentEventKind::appeal_over:
    case PaymentEventKind::answer_given:
    case PaymentEventKind::answer_wanted: return About::matter;
  }
  return About::attempt;
}

bool is_about_payment(PaymentEventKind kind) {
  return about(kind) != About::attempt && about(kind) != About::movement;
}

std::unexpected<Error> unusable(const char* why) {
  return fail(Errc::invalid, "payment.event", why);
}

Result<std::optional<payment::Refund>> find_refund(ports::UnitOfWork& unit,
                                                   const PaymentEvent& event) {
  if (!event.refund_id.empty())
    if (auto known = AAN_TRY(unit.payments().find_refund({event.refund_id}))) return known;
  return unit.payments().find_refund_by_ref(event.provider, event.network_ref);
}

Result<> check_refund(ports::UnitOfWork& unit, const PaymentEvent& event,
                      const payment::Payment& payment) {
  const auto known = AAN_TRY(find_refund(unit, event));
  if (known && (known->payment_id != payment.id || known->amount != event.amount))
    return unusable("a refund of another payment or amount than it was");
  if (known && !known->network_ref.empty() && known->network_ref != event.network_ref)
    return unusable("a refund of another name than it had");
  std::int64_t others = 0;
  for (const payment::Refund& one : AAN_TRY(unit.payments().refunds_of(payment.order_id))) {
    if (one.payment_id != payment.id || (known && one.id == known->id)) continue;
    if (payment::is_moved(one.state)) others += one.amount.amount;
    // Nobody says whose it is, and it looks like one whose answer we have not heard yet.
    if (!known && one.state == payment::RefundState::requested && one.amount == event.amount)
      return fail(Errc::not_found, "payment.event", "perhaps refund " + one.id.value);
  }
  // A word that one of the others failed may be on its way.
  if (event.kind != PaymentEventKind::refund_failed &&
      others + event.amount.amount > payment.amount.amount)
    return fail(Errc::conflict, "payment.event", "more goes back than was paid");
  return {};
}

Result<> check_dispute(ports::UnitOfWork& unit, const PaymentEvent& event,
                       const payment::Payment& payment) {
  const auto known =
      AAN_TRY(unit.payments().find_dispute_by_ref(event.provider, event.network_ref));
  if (known && (known->payment_id != payment.id || known->amount != event.amount))
    return unusable("a dispute of another payment or amount than it was");
  return {};
}

// The order waits as long as its voucher may be paid: nobody is told that it was given up
// meanwhile.
Result<> take_voucher(ports::UnitOfWork& unit, const PaymentEvent& event,
                      const payment::PaymentIntent& intent, Timestamp now) {
  const Timestamp ends = payment::voucher_ends(intent, event.due_at);
  AAN_TRY(unit.payments().mark_voucher(intent.id, event.due_at, ends,
                                       std::max(intent.monitor_until, ends + kVoucherAskedAfter)));
  AAN_TRY(unit.sales().keep_open(intent.order_id, ends));
  return unit.sales().add_order_event(
      intent.order_id, {"voucher", event.due_at ? rfc3339(*event.due_at) : std::string(), now});
}

Result<> take_word(ports::UnitOfWork& unit, const PaymentEvent& event,
                   const payment::PaymentIntent& intent, Timestamp now) {
  if (event.kind == PaymentEventKind::voucher) return take_voucher(unit, event, intent, now);
  return event.kind == PaymentEventKind::failed ? unit.payments().mark_failed(intent.id)
                                                : unit.payments().mark_cancelled(intent.id);
}

Result<> take_payment(const Room& room, ports::UnitOfWork& unit, const PaymentEvent& event,
                      const payment::PaymentIntent& intent) {
  payment::Payment payment;
  payment.id = room.ids.make<payment::PaymentId>();
  payment.intent_id = intent.id;
  payment.order_id = intent.order_id;
  payment.provider = event.provider;
  payment.network_ref = event.network_ref;
  payment.amount = event.amount;
  payment.state = event.kind == PaymentEventKind::settled ? payment::FactState::settled
                  : event.kind == PaymentEventKind::lost  ? payment::FactState::lost
                                                          : payment::FactState::processing;
  payment.seen_at = payment.state_at = event.at;
  return unit.payments().put_payment(payment);
}

Result<> take_refund(const Room& room, ports::UnitOfWork& unit, const PaymentEvent& event,
                     const payment::Payment& payment, Timestamp now) {
  payment::Refund word;
  if (auto known = AAN_TRY(find_refund(unit, event))) {
    word = std::move(*known);
  } else {
    word.id = room.ids.make<payment::RefundId>();
    word.payment_id = payment.id;
    word.order_id = payment.order_id;
    word.provider = event.provider;
    word.amount = event.amount;
    word.reason = payment::RefundReason::elsewhere;
    word.requested_by = "provider";
    word.requested_at = event.at;
  }
  word.network_ref = event.network_ref;
  word.state = event.kind == PaymentEventKind::refund_settled  ? payment::RefundState::settled
               : event.kind == PaymentEventKind::refund_failed ? payment::RefundState::failed
                                                               : payment::RefundState::processing;
  word.state_at = event.at;
  return put_refund_word(room, unit, word, now);
}

payment::Dispute dispute_word(const Room& room, const PaymentEvent& event,
                              const payment::Payment& payment) {
  payment::Dispute word;
  word.id = room.ids.make<payment::DisputeId>();
  word.payment_id = payment.id;
  word.order_id = payment.order_id;
  word.provider = event.provider;
  word.network_ref = event.network_ref;
  word.amount = event.amount;
  word.reason = utf8_prefix(event.reason, kReasonBytesMax);
  word.evidence_due_at = event.due_at;
  word.opened_at = word.state_at = event.at;
  switch (event.kind) {
    case PaymentEventKind::dispute_won: word.state = payment::DisputeState::won; break;
    case PaymentEventKind::dispute_lost: word.state = payment::DisputeState::lost; break;
    case PaymentEventKind::dispute_withdrawn: word.is_withdrawn = true; [[fallthrough]];
    case PaymentEventKind::dispute_reinstated: word.funds_at = event.at; break;
    case PaymentEventKind::dispute_opened: break;
    case PaymentEventKind::seen:  // the others are no word about a dispute
    case PaymentEventKind::settled:
    case PaymentEventKind::lost:
    case PaymentEventKind::failed:
    case PaymentEventKind::cancelled:
    case PaymentEventKind::voucher:
    case PaymentEventKind::refund_processing:
    case PaymentEventKind::refund_settled:
    case PaymentEventKind::refund_failed:
    case PaymentEventKind::fee:
    case PaymentEventKind::fraud_warned:
    case PaymentEventKind::inquiry_opened:
    case PaymentEventKind::inquiry_over:
    case PaymentEventKind::appeal_opened:
    case PaymentEventKind::appeal_over:
    case PaymentEventKind::answer_given:
    case PaymentEventKind::answer_wanted: break;
  }
  return word;
}

Result<> take_dispute(const Room& room, ports::UnitOfWork& unit, const PaymentEvent& event,
                      const payment::Payment& payment, Timestamp now) {
  const payment::Dispute word = dispute_word(room, event, payment);
  const auto known =
      AAN_TRY(unit.payments().find_dispute_by_ref(event.provider, event.network_ref));
  AAN_TRY(unit.payments().put_dispute(word));
  if (known) {
    const payment::Dispute both = payment::merged(*known, word);
    if (both.state == known->state && both.is_withdrawn == known->is_withdrawn) return {};
  }
  constexpr std::string_view kPrefix = "dispute_";
  const std::string_view what = ports::name_of(event.kind).substr(kPrefix.size());
  return unit.sales().add_order_event(
      payment.order_id, {"dispute", std::string(what) + " " + decimal(event.amount), now});
}

// No money moves by it: a person decides.
Result<> take_warning(ports::UnitOfWork& unit, const PaymentEvent& event,
                      const payment::Payment& payment, Timestamp now) {
  return unit.sales().add_order_event(
      payment.order_id,
      {"fraud_warned", std::string(utf8_prefix(event.reason, kReasonBytesMax)), now});
}

payment::MatterKind matter_of(PaymentEventKind kind) {
  return kind == PaymentEventKind::appeal_opened || kind == PaymentEventKind::appeal_over
             ? payment::MatterKind::appeal
             : payment::MatterKind::inquiry;
}

Result<> tell_matter(ports::UnitOfWork& unit, const payment::BankMatter& it, const char* what,
                     Timestamp now) {
  return unit.sales().add_order_event(it.order_id, {std::string(name_of(it.kind)), what, now});
}

// Neither money nor downloads go by it: a person answers, or gives the money back.
Result<> open_matter(ports::UnitOfWork& unit, const PaymentEvent& event,
                     const payment::Payment& payment, Timestamp now) {
  payment::BankMatter matter;
  matter.provider = event.provider;
  matter.network_ref = event.network_ref;
  matter.kind = matter_of(event.kind);
  matter.payment_id = payment.id;
  matter.order_id = payment.order_id;
  matter.amount = event.amount;
  matter.reason = utf8_prefix(event.reason, kReasonBytesMax);
  matter.due_at = event.due_at;
  matter.opened_at = event.at;
  AAN_TRY(unit.payments().put_bank_matter(matter));
  return tell_matter(unit, matter, "opened", now);
}

Result<> move_matter(ports::UnitOfWork& unit, payment::BankMatter it, const PaymentEvent& event,
                     Timestamp now) {
  if (event.kind == PaymentEventKind::answer_given) {
    it.answered_at = now;
    AAN_TRY(unit.payments().set_bank_answer(it));
    return tell_matter(unit, it, "answered", now);
  }
  if (event.kind == PaymentEventKind::answer_wanted) {
    const bool was_answered = it.answered_at.has_value();
    it.answered_at.reset();
    it.due_at = event.due_at;
    AAN_TRY(unit.payments().set_bank_answer(it));
    return was_answered ? tell_matter(unit, it, "asked", now) : Result<>{};
  }
  AAN_TRY(unit.payments().close_bank_matter(it.provider, it.network_ref, it.kind, now));
  return tell_matter(unit, it, "over", now);
}

// Whether it says anything new of an open matter of its name.
bool moves(const PaymentEvent& event, const payment::BankMatter& it) {
  switch (event.kind) {
    case PaymentEventKind::answer_given: return !it.answered_at;
    // Or it has another day: what was answered and asked again between two looks is told by it.
    case PaymentEventKind::answer_wanted: return it.answered_at || it.due_at != event.due_at;
    default: return it.kind == matter_of(event.kind);
  }
}

}  // namespace

bool tells_how_it_stands(PaymentEventKind kind) {
  return about(kind) == About::matter && kind != PaymentEventKind::inquiry_opened &&
         kind != PaymentEventKind::appeal_opened;
}

Result<bool> take_standing(ports::UnitOfWork& unit, const PaymentEvent& event,
                           const sales::OrderId& order, Timestamp now) {
  for (const payment::BankMatter& one : AAN_TRY(unit.payments().bank_matters_of(order))) {
    if (one.provider != event.provider || one.network_ref != event.network_ref || one.closed_at ||
        !moves(event, one))
      continue;
    AAN_TRY(move_matter(unit, one, event, now));
    return true;
  }
  return false;
}

Result<EventSubject> find_subject(ports::UnitOfWork& unit, const PaymentEvent& event) {
  if (!is_about_payment(event.kind)) {
    auto intent =
        AAN_TRY(unit.payments().find_intent_by_provider_ref(event.provider, event.provider_ref));
    if (!intent)
      return fail(Errc::not_found, "payment.event", "no attempt of that name at " + event.provider);
    return EventSubject{std::move(*intent), {}};
  }
  if (event.about_ref.empty() || event.about_ref.size() > kNetworkRefBytesMax)
    return unusable("it names no payment");
  auto payment = AAN_TRY(unit.payments().find_payment_by_ref(event.provider, event.about_ref));
  if (!payment)
    return fail(Errc::not_found, "payment.event", "no payment of that name at " + event.provider);
  auto intent = AAN_TRY(unit.payments().find_intent(payment->intent_id));
  if (!intent) return fail(Errc::corrupt, "payment.event", "a payment of no attempt");
  return EventSubject{std::move(*intent), std::move(payment)};
}

Result<> check_event(ports::UnitOfWork& unit, const PaymentEvent& event,
                     const EventSubject& subject) {
  const About it = about(event.kind);
  if (it == About::attempt) return {};
  const std::int64_t size = event.amount.amount;
  if (event.network_ref.empty() || event.network_ref.size() > kNetworkRefBytesMax)
    return unusable("no reference of the movement");
  if (it == About::warning) return {};
  if (it == About::fee) {
    const bool fits = size != 0 && size <= sales::kOrderTotalMax && size >= -sales::kOrderTotalMax;
    if (!fits || event.amount.asset.empty()) return unusable("amount out of range");
    return {};
  }
  if (!(event.amount.asset == subject.intent.due.asset))
    return unusable("paid in another currency than asked");
  if (size <= 0 || size > sales::kOrderTotalMax) return unusable("amount out of range");
  if (it == About::movement || it == About::matter) return {};
  if (size > subject.payment->amount.amount) return unusable("more than was paid");
  return it == About::refund ? check_refund(unit, event, *subject.payment)
                             : check_dispute(unit, event, *subject.payment);
}

Result<> take_fact(const Room& room, ports::UnitOfWork& unit, const PaymentEvent& event,
                   const EventSubject& subject, Timestamp now) {
  switch (about(event.kind)) {
    case About::attempt: return take_word(unit, event, subject.intent, now);
    case About::movement: return take_payment(room, unit, event, subject.intent);
    case About::refund: return take_refund(room, unit, event, *subject.payment, now);
    case About::dispute: return take_dispute(room, unit, event, *subject.payment, now);
    case About::warning: return take_warning(unit, event, *subject.payment, now);
    case About::matter: return open_matter(unit, event, *subject.payment, now);
    case About::fee: break;
  }
  AAN_TRY(unit.payments().put_fee({event.provider, event.network_ref, subject.payment->id,
                                   subject.payment->order_id, event.amount, event.at}));
  return {};
}

}  // namespace aan::service
