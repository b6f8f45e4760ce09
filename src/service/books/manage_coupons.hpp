#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/sales/hold.hpp"
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
  sales::UsesHeld held;              ///< of one that has a limit
  std::vector<catalog::Work> works;  ///< it applies to; empty: the whole shop
  /// Orders that were paid with it; where it has no limit, also those that are not paid yet.
  [[nodiscard]] std::int64_t used() const { return coupon.uses - held.held; }
  /// Uses that are still to be had; nothing: it has no limit.
  [[nodiscard]] std::optional<std::int64_t> left() const {
    if (!coupon.uses_max) return std::nullopt;
    return std::max<std::int64_t>(0, *coupon.uses_max - coupon.uses);
  }
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
