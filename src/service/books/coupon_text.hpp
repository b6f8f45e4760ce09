#pragma once
#include <string>

#include "service/books/manage_coupons.hpp"

namespace aan::service {

/// A new coupon as an operator types it, at the desk, by the API or on the command line. Empty:
/// not said.
struct CouponText {
  std::string code;
  std::string percent;   ///< "20", "12.5" or "20 %"
  std::string amount;    ///< "5.00", "5,00" or "€5"
  std::string minimum;   ///< what the cart must cost
  std::string currency;  ///< of the two, by its code; empty: the shop's own
  std::string from;      ///< `parse_moment`; a day: from its beginning
  std::string until;     ///< the same; a day: to its end
  std::string uses;      ///< a whole number
  std::string books;     ///< "walden, emma"; none: the whole shop
};

/// Errors: invalid, with a sentence that says how it is written; "currency_not_sold". What the
/// coupon itself may be is judged by `add_coupon`.
Result<CouponWish> read_coupon(const Room& room, const CouponText& text);

}  // namespace aan::service
