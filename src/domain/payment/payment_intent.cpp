#include "domain/payment/payment_intent.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/check.hpp"

namespace aan::payment {
namespace {

using enum PaymentStatus;

struct StatusTransition {
  PaymentStatus from;
  PaymentStatus to;
};

// Nothing is final for ever: money comes after expiry, and settled money can be lost.
constexpr std::array kTransitions = {
    StatusTransition{new_, processing},      StatusTransition{new_, settled},
    StatusTransition{new_, expired},         StatusTransition{new_, invalid},
    StatusTransition{new_, cancelled},       StatusTransition{processing, new_},
    StatusTransition{processing, settled},   StatusTransition{processing, expired},
    StatusTransition{processing, invalid},   StatusTransition{processing, cancelled},
    StatusTransition{settled, processing},   StatusTransition{settled, invalid},
    StatusTransition{expired, processing},   StatusTransition{expired, settled},
    StatusTransition{expired, invalid},      StatusTransition{expired, cancelled},
    StatusTransition{invalid, processing},   StatusTransition{invalid, settled},
    StatusTransition{invalid, new_},         StatusTransition{invalid, expired},
    StatusTransition{invalid, cancelled},    StatusTransition{expired, new_},
    StatusTransition{cancelled, processing}, StatusTransition{cancelled, settled},
    StatusTransition{cancelled, invalid},
};

constexpr std::array<std::pair<PaymentStatus, std::string_view>, 6> kStatusNames = {{
    {new_, "new"},
    {processing, "processing"},
    {settled, "settled"},
    {expired, "expired"},
    {invalid, "invalid"},
    {cancelled, "cancelled"},
}};
constexpr std::array<std::pair<PaymentException, std::string_view>, 5> kExceptionNames = {{
    {PaymentException::none, "none"},
    {PaymentException::underpaid, "underpaid"},
    {PaymentException::overpaid, "overpaid"},
    {PaymentException::late, "late"},
    {PaymentException::lost, "lost"},
}};
constexpr std::array<std::pair<FactState, std::string_view>, 3> kFactNames = {{
    {FactState::processing, "processing"},
    {FactState::settled, "settled"},
    {FactState::lost, "lost"},
}};

template <class Table, class Key>
std::string_view name_in(const Table& table, Key key) {
  for (const auto& [known, name] : table)
    if (known == key) return name;
  return table.front().second;
}

template <class Table>
auto find_in(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::first_type> {
  for (const auto& [key, known] : table)
    if (known == name) return key;
  return std::nullopt;
}

struct Sums {
  Money settled;
  Money received;
  bool any_lost = false;
  bool covered_late = false;  ///< the due amount was reached only after the attempt's time
};

Sums sum_up(const PaymentIntent& intent, std::span<const Payment> payments) {
  Sums sums{{0, intent.due.asset}, {0, intent.due.asset}, false, false};
  Money in_time{0, intent.due.asset};
  for (const Payment& payment : payments) {
    AAN_CHECK(payment.amount.asset == intent.due.asset);
    if (payment.state == FactState::lost) {
      sums.any_lost = true;
      continue;
    }
    // A provider's amounts are parsed with limits far below the type's; the sum cannot overflow.
    sums.received = add(sums.received, payment.amount).value();
    if (payment.state == FactState::settled)
      sums.settled = add(sums.settled, payment.amount).value();
    if (payment.seen_at < intent.expires_at) in_time = add(in_time, payment.amount).value();
  }
  sums.covered_late = in_time.amount < intent.due.amount;
  return sums;
}

}  // namespace

std::string_view name_of(PaymentStatus status) { return name_in(kStatusNames, status); }
std::string_view name_of(PaymentException exception) { return name_in(kExceptionNames, exception); }
std::string_view name_of(FactState state) { return name_in(kFactNames, state); }
std::optional<PaymentStatus> parse_payment_status(std::string_view name) {
  return find_in(kStatusNames, name);
}
std::optional<PaymentException> parse_payment_exception(std::string_view name) {
  return find_in(kExceptionNames, name);
}
std::optional<FactState> parse_fact_state(std::string_view name) {
  return find_in(kFactNames, name);
}

bool is_allowed(PaymentStatus from, PaymentStatus to) {
  return std::ranges::any_of(
      kTransitions, [&](const StatusTransition& t) { return t.from == from && t.to == to; });
}

bool waits_for_voucher(const PaymentIntent& intent) {
  return intent.is_voucher && intent.status == new_ && !intent.is_failed && !intent.is_cancelled;
}

Timestamp voucher_ends(const PaymentIntent& intent, std::optional<Timestamp> day) {
  const Timestamp ends = day ? *day + kVoucherToldWithin : intent.monitor_until;
  return std::max(intent.expires_at, std::min(ends, intent.created_at + kVoucherMax));
}

Payment merged(const Payment& known, const Payment& report) {
  // Firm words are compared by the provider's moment, never by arrival; at one moment the loss
  // counts, since nothing must be delivered for money that may be gone.
  const auto firmness = [](const Payment& word) {
    const bool is_firm = word.state != FactState::processing;
    return std::tuple(is_firm, word.state_at, word.state == FactState::lost);
  };
  Payment both = known;
  if (firmness(report) > firmness(known)) {
    both.state = report.state;
    both.state_at = report.state_at;
  }
  both.seen_at = std::min(known.seen_at, report.seen_at);
  return both;
}

IntentOutcome evaluate(const PaymentIntent& intent, std::span<const Payment> payments,
                       Timestamp now) {
  const Sums sums = sum_up(intent, payments);
  IntentOutcome outcome{new_, PaymentException::none, sums.received, sums.settled};
  const std::int64_t due = intent.due.amount;
  const bool covered = sums.received.amount >= due;
  if (covered && sums.covered_late)
    outcome.exception = PaymentException::late;
  else if (sums.received.amount > due)
    outcome.exception = PaymentException::overpaid;
  else if (!covered && sums.any_lost)
    outcome.exception = PaymentException::lost;
  else if (!covered && sums.received.amount > 0)
    outcome.exception = PaymentException::underpaid;

  if (sums.settled.amount >= due)
    outcome.status = settled;
  else if (covered)
    outcome.status = processing;
  else if (outcome.exception == PaymentException::lost || intent.is_failed)
    outcome.status = invalid;
  else if (intent.is_cancelled)
    outcome.status = cancelled;
  else if (now >= intent.expires_at)
    outcome.status = expired;
  return outcome;
}

}  // namespace aan::payment
