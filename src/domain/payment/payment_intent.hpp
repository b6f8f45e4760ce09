#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"
#include "domain/sales/order.hpp"

namespace aan::payment {

using IntentId = Id<struct IntentTag>;
using PaymentId = Id<struct PaymentTag>;

/// Where an attempt to pay stands. What really happened with the money is said beside it by
/// `PaymentException`, so that neither needs the other's combinations.
enum class PaymentStatus : std::uint8_t { new_, processing, settled, expired, invalid, cancelled };
enum class PaymentException : std::uint8_t { none, underpaid, overpaid, late, lost };

std::string_view name_of(PaymentStatus status);
std::string_view name_of(PaymentException exception);
std::optional<PaymentStatus> parse_payment_status(std::string_view name);
std::optional<PaymentException> parse_payment_exception(std::string_view name);

[[nodiscard]] bool is_allowed(PaymentStatus from, PaymentStatus to);

/// An attempt to pay what is missing of an order by one method. An order may have many; what
/// settles by any of them counts.
struct PaymentIntent {
  IntentId id;
  sales::OrderId order_id;
  std::string provider;  ///< "sandbox", "stripe"
  std::string method;    ///< "sandbox", "card"
  Money due;             ///< what was missing when it began
  PaymentStatus status = PaymentStatus::new_;
  PaymentException exception = PaymentException::none;
  std::int64_t version = 1;
  std::string provider_ref;   ///< the provider's name for it; empty until begun
  std::string prompt_url;     ///< where the buyer goes to pay; empty until begun
  bool is_failed = false;     ///< the provider said it will not come
  bool is_cancelled = false;  ///< the buyer chose another way, or gave up
  Timestamp created_at;
  Timestamp expires_at;     ///< until then payment is expected
  Timestamp monitor_until;  ///< until then we look for it
  /// Its buyer has a voucher and pays it elsewhere: its page is over, and nothing is on its way
  /// yet.
  bool is_voucher = false;
  std::optional<Timestamp> voucher_until;  ///< by when it is to be paid, where the provider says so
};

/// Whether it may be paid yet by a voucher that its buyer has.
[[nodiscard]] bool waits_for_voucher(const PaymentIntent& intent);

/// How often one order may be tried to be paid; the next one is refused.
inline constexpr std::size_t kAttemptsMax = 25;

inline constexpr Duration kIntentExpiresAfter = Duration::minutes(30);
inline constexpr Duration kIntentMonitoredFor = Duration::days(7);

/// A bank may tell of a voucher days after its last one, also over a weekend.
inline constexpr Duration kVoucherToldWithin = Duration::days(4);
/// No voucher is waited for longer than this after its attempt began.
inline constexpr Duration kVoucherMax = Duration::days(60);
/// Until when an attempt waits for its voucher. `day`: by when it is to be paid; nothing: its
/// provider does not say, and it is waited for as long as the attempt is looked after.
[[nodiscard]] Timestamp voucher_ends(const PaymentIntent& intent, std::optional<Timestamp> day);

/// How final one movement of money is.
enum class FactState : std::uint8_t { processing, settled, lost };
std::string_view name_of(FactState state);
std::optional<FactState> parse_fact_state(std::string_view name);

/// One movement of money that reached us: (asset, network_ref) is unique, so the same coins are
/// never counted twice.
struct Payment {
  PaymentId id;
  IntentId intent_id;
  sales::OrderId order_id;
  std::string provider;
  std::string network_ref;
  Money amount;
  FactState state = FactState::processing;
  Timestamp seen_at;   ///< when the payer paid: the earliest moment the provider named
  Timestamp state_at;  ///< the provider's moment of the word that `state` rests on
};

/// What two words about one movement amount to, whichever arrived first: settled or lost by the
/// later moment (at the same one, lost), and on its way only while nothing firmer was said.
Payment merged(const Payment& known, const Payment& report);

/// What an attempt amounts to, given its payments.
struct IntentOutcome {
  PaymentStatus status = PaymentStatus::new_;
  PaymentException exception = PaymentException::none;
  Money received;  ///< settled and processing, lost ones left out
  Money settled;
};

/// Recomputes an attempt from facts alone; the order in which they arrived does not matter.
IntentOutcome evaluate(const PaymentIntent& intent, std::span<const Payment> payments,
                       Timestamp now);

}  // namespace aan::payment
