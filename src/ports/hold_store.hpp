#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/hold.hpp"

namespace aan::ports {

/// What one sender's unpaid orders hold at the moment.
struct HoldsOfSender {
  std::int64_t orders = 0;
  std::optional<Timestamp> first_until;  ///< when the first of them ends
};

/// What one sender took of one kind, of late.
struct TakesOfSender {
  std::int64_t takes = 0;
  std::optional<Timestamp> first_at;  ///< the first of them
};

/// Which unpaid orders hold something that there is little of, and until when. What they hold is
/// the business of `StockStore` and `CouponStore`. Errors: unavailable, corrupt, internal.
class HoldStore {
 public:
  virtual ~HoldStore() = default;

  virtual Result<std::optional<sales::Hold>> find_hold(const sales::OrderId& order) const = 0;
  /// Orders whose time to hold is over, the longest first, at most `limit` (1 to 500).
  virtual Result<std::vector<sales::OrderId>> due_holds(Timestamp now,
                                                        std::int64_t limit) const = 0;
  /// `sender`: not empty.
  virtual Result<HoldsOfSender> holds_of(std::string_view sender) const = 0;
  /// Copies of an offer that a sender's unpaid orders hold.
  virtual Result<std::int64_t> copies_held_by(std::string_view sender,
                                              const catalog::OfferId& offer) const = 0;
  /// Whether the order gave something back of which there is only so much.
  virtual Result<bool> gave_back(const sales::OrderId& order) const = 0;

  /// Begins a hold, or moves it: what the order holds now it holds until then.
  virtual Result<> put_hold(const sales::Hold& hold) = 0;
  /// It is over: what the order still holds is its own. Nothing there is no error.
  virtual Result<> end_hold(const sales::OrderId& order) = 0;

  /// Of an offer's copies, those that orders have: theirs for good, or held.
  virtual Result<sales::CopiesTaken> copies_taken(const catalog::OfferId& offer) const = 0;
  /// `sender`: not empty. Those after `since`.
  virtual Result<TakesOfSender> takes_of(std::string_view sender, bool is_free,
                                         Timestamp since) const = 0;
  /// The same order at the same moment again is no error.
  virtual Result<> add_take(const sales::ScarceTake& take) = 0;
  /// The order was paid: what was held for it counts no more.
  virtual Result<> forget_takes(const sales::OrderId& order) = 0;
  /// Forgets takes before; returns how many.
  virtual Result<std::int64_t> purge_takes(Timestamp before) = 0;

  /// Of a coupon that has a limit.
  virtual Result<sales::UsesHeld> uses_held(const sales::CouponId& coupon) const = 0;
};

}  // namespace aan::ports
