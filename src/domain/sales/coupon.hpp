#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/timestamp.hpp"
#include "domain/sales/quote.hpp"

namespace aan::sales {

using CouponId = Id<struct CouponTag>;

inline constexpr std::size_t kCouponCodeMin = 3;  ///< letters and digits
inline constexpr std::size_t kCouponCodeMax = 32;
inline constexpr std::size_t kCouponWorksMax = 100;
inline constexpr std::int64_t kCouponBasisPoints = 10'000;  ///< all of the price
inline constexpr std::int64_t kCouponUsesMax = 1'000'000'000;

/// A code that takes something off: a share of the price, or an amount.
struct Coupon {
  CouponId id;
  std::string code;                 ///< as the shop writes it: upper case, "HELLO-10"
  std::int64_t percent_bps = 0;     ///< 1 to 10,000 (2,000: twenty percent); 0: `amount_off`
  std::optional<Money> amount_off;  ///< off all the books it applies to together, never below zero
  std::optional<Money> minimum;     ///< what the whole cart must cost before the discount
  std::optional<Timestamp> starts_at;    ///< first moment it works; nothing: at once
  std::optional<Timestamp> ends_at;      ///< first moment it does not work any more
  std::optional<std::int64_t> uses_max;  ///< orders it may be in, all buyers together
  std::int64_t uses = 0;                 ///< orders that hold it or were paid with it
  std::vector<catalog::WorkId> works;    ///< it applies to; empty: the whole shop
  Timestamp created_at;
  /// All uses are taken, and unpaid orders hold some: the first of those may be free then. Of a
  /// coupon that was found by its code.
  std::optional<Timestamp> use_back_at = {};
};

/// What two ways of typing one code have in common: ASCII letters and digits in upper case, no
/// blanks and hyphens, with O read as 0 and I and L as 1. Empty for what can be no code.
std::string coupon_key(std::string_view typed);

/// How the shop writes a code that an operator typed: upper case, one line. Errors: invalid when
/// it has other characters than letters, digits, hyphens and blanks, or too few or too many.
Result<std::string> coupon_code(std::string_view typed);

/// Whether a coupon can be kept. Its amounts are in one of the currencies that the shop sells in,
/// both in the same. Errors: invalid, with a sentence for the operator.
Result<> check_coupon(const Coupon& coupon, std::span<const Asset> currencies);

enum class CouponState : std::uint8_t { valid, not_yet, expired, used_up };
std::string_view name_of(CouponState state);
CouponState state_of(const Coupon& coupon, Timestamp now);

/// Takes a coupon's discount off the lines it applies to, never off those whose price the buyer
/// set; one for certain books never off a bundle that holds them. Adds the quote up again. The
/// discount is rounded once, half a unit up, and shared out in proportion to the prices by largest
/// remainder, so that the lines' sum is exact; no line falls below zero. Errors: conflict with
/// reason "coupon_not_yet", "coupon_expired", "coupon_used_up", "coupon_held" (by unpaid orders,
/// with the moment "until_unix" at which a use may be free again), "coupon_other_currency" (an
/// amount holds in its own currency alone; value "currency"), "coupon_minimum" (values
/// "minimum_amount" in minor units and "minimum_currency") or "coupon_nothing_to_discount". A
/// quote that was refused is unchanged.
Result<> apply_coupon(Quote& quote, const Coupon& coupon, Timestamp now);

/// No coupon has this code; or it was taken away.
std::unexpected<Error> no_such_coupon();
/// All its uses are taken.
std::unexpected<Error> coupon_used_up();
/// All its uses are taken, some by orders that are not paid; at `back_at` one of them may be free.
std::unexpected<Error> coupon_held(Timestamp back_at);

}  // namespace aan::sales
