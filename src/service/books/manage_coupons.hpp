#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/coupon_store.hpp"
#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What an operator asks of a new coupon; everything else is as in `sales::Coupon`.
struct CouponWish {
  sales::Coupon terms;  ///< its code as typed; id, works, uses and created_at are ignored
  std::vector<std::string> books;  ///< it applies to, named as in `find_book`; none: the whole shop
};

/// A coupon as an operator sees it, of one moment.
struct CouponView {
  sales::Coupon coupon;
  sales::CouponState state = sales::CouponState::valid;
  std::vector<catalog::Work> works;  ///< it applies to; empty: the whole shop
};

struct CouponList {
  std::vector<CouponView> coupons;
  std::int64_t total = 0;  ///< of all pages
};

/// Errors: invalid (`sales::check_coupon`, `sales::coupon_code`), not_found for a book, conflict
/// with reason "coupon_exists" when a code that reads the same is there: so repeating it is safe.
/// `by`: who does it, for the audit log, which is written in the same unit of work.
Result<CouponView> add_coupon(const Room& room, const CouponWish& wish,
                              std::string_view by = kOperator);
/// `code` as anybody may type it. Errors: not_found.
Result<CouponView> find_coupon(const Room& room, const std::string& code);
Result<CouponList> list_coupons(const Room& room, std::int64_t offset, std::int64_t limit);
/// From now on it takes nothing off; orders that were placed keep their price. Ending it again
/// changes nothing. Errors: not_found.
Result<CouponView> end_coupon(const Room& room, const std::string& code,
                              std::string_view by = kOperator);

}  // namespace aan::service
