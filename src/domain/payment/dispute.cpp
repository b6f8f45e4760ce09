#include "domain/payment/dispute.hpp"

#include <algorithm>
#include <tuple>

namespace aan::payment {
namespace {

using enum DisputeState;

constexpr DisputeState kStates[] = {open, won, lost};

auto firmness(const Dispute& word) {
  return std::tuple(word.state != open, word.state_at, word.state == lost);
}

auto funds(const Dispute& word) { return std::tuple(word.funds_at, word.is_withdrawn); }

}  // namespace

std::string_view name_of(DisputeState state) {
  switch (state) {
    case open: return "open";
    case won: return "won";
    case lost: return "lost";
  }
  return "open";
}

std::optional<DisputeState> parse_dispute_state(std::string_view name) {
  for (const DisputeState state : kStates)
    if (name_of(state) == name) return state;
  return std::nullopt;
}

Dispute merged(const Dispute& known, const Dispute& report) {
  Dispute both = known;
  if (firmness(report) > firmness(known)) {
    both.state = report.state;
    both.state_at = report.state_at;
  }
  if (funds(report) > funds(known)) {
    both.is_withdrawn = report.is_withdrawn;
    both.funds_at = report.funds_at;
  }
  both.reason = std::max(known.reason, report.reason);
  both.evidence_due_at = std::max(known.evidence_due_at, report.evidence_due_at);
  both.opened_at = std::min(known.opened_at, report.opened_at);
  return both;
}

}  // namespace aan::payment
