#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/payment/payment_intent.hpp"

namespace aan::payment {

using DisputeId = Id<struct DisputeTag>;

/// How a dispute stands. Nothing is final for ever: a bank may look at it again.
enum class DisputeState : std::uint8_t { open, won, lost };
std::string_view name_of(DisputeState state);
std::optional<DisputeState> parse_dispute_state(std::string_view name);

/// The payer's bank asks a payment, or a part of it, back. (provider, network_ref) is unique. Its
/// decision and its money are two things: the bank takes the money first, decides later, and
/// returns it later still, or never.
struct Dispute {
  DisputeId id;
  PaymentId payment_id;
  sales::OrderId order_id;
  std::string provider;
  std::string network_ref;
  Money amount;
  DisputeState state = DisputeState::open;
  bool is_withdrawn = false;                 ///< the bank holds the money
  std::string reason;                        ///< the bank's word, such as "fraudulent"
  std::optional<Timestamp> evidence_due_at;  ///< until when the bank takes evidence
  Timestamp opened_at;                       ///< the earliest moment that was named
  Timestamp state_at;                        ///< of the word that `state` rests on
  Timestamp funds_at;  ///< of the word that `is_withdrawn` rests on; zero while nothing was said
};

/// What two words about one dispute amount to, in whichever order they arrived: won or lost by the
/// later moment (at the same one, lost), open while nothing firmer was said; the money where the
/// later word about money says (at the same moment, with the bank). Amount and payment are those
/// of `known`.
Dispute merged(const Dispute& known, const Dispute& report);

}  // namespace aan::payment
