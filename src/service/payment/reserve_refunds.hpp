#pragma once
#include <string_view>

#include "domain/payment/refund_shares.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What the refunds are for, and who wants them.
struct RefundReservation {
  payment::RefundReason reason = payment::RefundReason::owed;
  std::string_view requested_by;
  Timestamp now;
  Timestamp due_at;  ///< when the outbox carries them out
  payment::AfterFailure after_failure = payment::AfterFailure::again;
};

/// Whether what `providers` say of themselves allows a refund of an order, which must outlive it.
payment::CanRefund can_refund_of(const Providers& providers, const sales::Order& order);

/// Writes one refund for each share of `amount` (`payment::share_out`), in the caller's unit of
/// work: from then on nothing else may take that money. Each has its job in the outbox and its
/// event in the time line, and is added to `facts`. Returns those that were made, which sum to
/// less than `amount` when there is no more.
Result<std::vector<payment::Refund>> reserve_refunds(const Room& room, const Providers& providers,
                                                     ports::UnitOfWork& unit,
                                                     payment::OrderFacts& facts,
                                                     const Money& amount,
                                                     const RefundReservation& reservation);

/// Writes a word about a refund as a fact, and what it changes into the time line; programs that
/// asked for it are told of its end.
Result<> put_refund_word(const Room& room, ports::UnitOfWork& unit, const payment::Refund& word,
                         Timestamp now);

}  // namespace aan::service
