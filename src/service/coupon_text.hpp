#pragma once
#include <string>

#include "service/manage_coupons.hpp"

namespace aan::service {

/// A new coupon as an operator types it, at the desk, by the API or on the command line. Empty:
/// not said.
struct CouponText {
  std::string code;
  std::string percent;  ///< "20" or "12.5"
  std::string amount;   ///< "5.00"
  std::string minimum;  ///< what the cart must cost
  std::string from;     ///< "2026-12-24", its first second in UTC, or "2026-12-24T18:00:00Z"
  std::string until;    ///< likewise, the first moment at which it works no more
  std::string uses;     ///< a whole number
  std::string books;    ///< "walden, emma"; none: the whole shop
};

/// Errors: invalid, with a sentence that says how it is written. What the coupon itself may be is
/// judged by `add_coupon`.
Result<CouponWish> read_coupon(const CouponText& text, const Asset& currency);

}  // namespace aan::service
