#include "domain/payment/refund.hpp"

#include <algorithm>
#include <tuple>

namespace aan::payment {
namespace {

using enum RefundState;

constexpr RefundState kStates[] = {requested, processing, settled, failed};
constexpr RefundReason kReasons[] = {RefundReason::owed, RefundReason::requested,
                                     RefundReason::elsewhere};

// Firm words are compared by the provider's moment, never by arrival. At one moment the failure
// counts: a provider that failed to give money back does not take that back.
auto firmness(const Refund& word) {
  const bool is_firm = word.state == settled || word.state == failed;
  return std::tuple(is_firm                    ? 2
                    : word.state == processing ? 1
                                               : 0,
                    word.state_at, word.state == failed);
}

}  // namespace

std::string_view name_of(RefundState state) {
  switch (state) {
    case requested: return "requested";
    case processing: return "processing";
    case settled: return "settled";
    case failed: return "failed";
  }
  return "requested";
}

std::optional<RefundState> parse_refund_state(std::string_view name) {
  for (const RefundState state : kStates)
    if (name_of(state) == name) return state;
  return std::nullopt;
}

std::string_view name_of(RefundReason reason) {
  switch (reason) {
    case RefundReason::owed: return "owed";
    case RefundReason::requested: return "requested";
    case RefundReason::elsewhere: return "elsewhere";
  }
  return "owed";
}

std::optional<RefundReason> parse_refund_reason(std::string_view name) {
  for (const RefundReason reason : kReasons)
    if (name_of(reason) == name) return reason;
  return std::nullopt;
}

bool is_moved(RefundState state) { return state == processing || state == settled; }

Refund merged(const Refund& known, const Refund& report) {
  Refund both = known;
  if (firmness(report) > firmness(known)) {
    both.state = report.state;
    both.state_at = report.state_at;
  }
  both.network_ref = std::max(known.network_ref, report.network_ref);
  both.requested_at = std::min(known.requested_at, report.requested_at);
  return both;
}

}  // namespace aan::payment
