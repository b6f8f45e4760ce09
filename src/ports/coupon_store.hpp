#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/coupon.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// A page of the coupons, newest first.
struct CouponPage {
  std::vector<sales::Coupon> coupons;
  std::int64_t total = 0;  ///< of all pages
};

/// What became of a use that an order had lost and takes again.
enum class Retaken : std::uint8_t {
  nothing,       ///< the order never had one, or still has it
  within_limit,  ///< it counts again
  beyond_limit,  ///< it counts again, and there are more uses than the coupon has now
};

/// Coupons, and which order holds a use of one. An order holds at most one. Errors: unavailable,
/// corrupt, internal, and those named.
class CouponStore {
 public:
  virtual ~CouponStore() = default;

  /// `key`: of `sales::coupon_key`.
  virtual Result<std::optional<sales::Coupon>> find_coupon(std::string_view key) const = 0;
  /// `limit`: 1 to 100.
  virtual Result<CouponPage> list_coupons(std::int64_t offset, std::int64_t limit) const = 0;

  /// Errors: conflict with reason "coupon_exists" when a code of the same key is there.
  virtual Result<> add_coupon(const sales::Coupon& coupon) = 0;
  /// From `at` on it works no more; one that ended before stays as it is. Errors: not_found.
  virtual Result<> end_coupon(const sales::CouponId& id, Timestamp at) = 0;
  /// Takes a use for an order that is stored already, if there is one left; says whether.
  virtual Result<bool> hold_use(const sales::CouponId& id, const sales::OrderId& order) = 0;
  /// Gives back the use that an order holds; an order that holds none changes nothing.
  virtual Result<> release_use(const sales::OrderId& order) = 0;
  /// Whether there is a use left for an order that gave its own back; true when it gave none back.
  virtual Result<bool> can_retake_use(const sales::OrderId& order) const = 0;
  /// Takes the use that an order gave back once more, whether or not there is one left.
  virtual Result<Retaken> retake_use(const sales::OrderId& order) = 0;
};

}  // namespace aan::ports
