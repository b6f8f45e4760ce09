#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/payment/order_facts.hpp"

namespace aan::payment {

/// True once an order was delivered, whatever became of it since: states that only a delivered
/// order reaches.
[[nodiscard]] bool was_delivered(sales::OrderState state);

/// What counts towards the price of an order. Before it is delivered: settled payments without all
/// that went back, is to go back, or is disputed. Once it was: settled payments without what went
/// back because it was owed; a return of the price does not make a sale unpaid.
Money counted_for_price(const OrderFacts& facts);

/// What is still to be paid of an order's `total` once `counted` counts for it, over all its
/// attempts: a new attempt asks for exactly this. Zero: the order is covered. Both in one asset.
Money missing(const Money& total, const Money& counted);
/// The same from all facts of an order.
Money missing_of(const OrderFacts& facts);

/// What of a payment can still go back to its payer: settled, and neither on its way back nor
/// disputed (nor lost to the bank).
Money refundable(const OrderFacts& facts, const Payment& payment);

/// Of `refundable`, what a refund has failed to give back already: a person has to look before it
/// is tried again.
Money tried_in_vain(const OrderFacts& facts, const Payment& payment);

/// A refund that has moved, taken apart: what it gave back of money that was owed, and what of the
/// price. A refund of a payment that is not settled (any more) gave back what nobody has paid: it
/// is all `lost`, since no sale stands that it could take back.
struct RefundParts {
  const Refund* refund = nullptr;
  std::int64_t owed = 0;
  std::int64_t returned = 0;
  std::int64_t lost = 0;
};

/// A dispute that the bank has decided for the payer and taken, of a settled payment: what of it
/// was owed anyway, and what was of the price and still stood. Anything else of it is a loss.
struct BankedParts {
  const Dispute* dispute = nullptr;
  std::int64_t owed = 0;
  std::int64_t price = 0;
};

/// The money of an order, taken apart for one price. All amounts in minor units of the order.
struct OrderSums {
  std::int64_t captured = 0;         ///< settled in all
  std::int64_t owed = 0;             ///< captured beyond the price
  std::vector<RefundParts> refunds;  ///< those that moved
  std::vector<BankedParts> banked;   ///< those that banks took; `price_banked` in parts
  std::int64_t refunded_owed = 0;    ///< of `owed`, gone by refunds
  std::int64_t banked_owed = 0;      ///< of `owed`, gone by disputes that were lost
  std::int64_t price_returned = 0;   ///< of the price, given back and settled
  std::int64_t price_gone_back = 0;  ///< the same, also while it is on its way
  std::int64_t price_banked = 0;     ///< of the price that still stood, taken by banks for good
  std::int64_t losses = 0;           ///< taken by banks for good, and neither owed nor of the price
  std::int64_t price_lost = 0;       ///< of the price, lost to a bank, withdrawn by now or not
  bool has_open_dispute = false;     ///< about a settled payment
  /// Owed and not gone: the liability.
  [[nodiscard]] std::int64_t still_owed() const { return owed - refunded_owed - banked_owed; }
};

/// What was sold by an order that stands so: its price once it was delivered, while its payments
/// stand; else zero.
[[nodiscard]] std::int64_t price_sold(const sales::Order& order, sales::OrderState state);

/// Of what is owed back of an order, what no refund was asked for. `owed`: all of it
/// (`OrderSums::still_owed`, or what the journal says); `price`: what was sold, and where that is
/// zero whatever is asked for is owed.
[[nodiscard]] std::int64_t owed_and_unasked(std::int64_t owed, std::span<const Refund> refunds,
                                            std::int64_t price);

/// Takes the money of an order apart. `price`: what was sold by it; zero when nothing was. Refunds
/// that say that they were owed, or whose origin is not known, and lost disputes, are taken from
/// what is owed first; a return of the price never is, while there is a price. The result does not
/// depend on the order of the facts. Amounts are limited at the door (`sales::kOrderTotalMax`), so
/// that sums of as many as a store gives fit.
OrderSums take_apart(const OrderFacts& facts, std::int64_t price);

/// What of the tax of an order goes back with its price, for returns and for what banks took: in
/// proportion, rounded on their sum, so that all of it goes back with all of the price.
struct TaxBack {
  std::int64_t returned = 0;
  std::int64_t charged_back = 0;
};
TaxBack tax_back(const OrderSums& sums, std::int64_t price, std::int64_t tax);

}  // namespace aan::payment
