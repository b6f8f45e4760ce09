#pragma once
#include <string>
#include <vector>

#include "domain/catalog/book_view.hpp"
#include "service/room.hpp"

namespace aan::service {

// Until when an unpaid order holds what there is little of. What it holds is followed elsewhere
// (`follow_holds`). All of these work in the caller's unit.

/// Whoever asks, as it is kept beside what they hold: a keyed digest; empty for `holder` empty.
std::string holder_digest(const Room& room, const std::string& holder);

/// Whether whoever asks may hold something more, and a copy of each of these offers. Errors:
/// limited "holds_too_many" with a time, "holds_too_often" with one (they held a lot of late and
/// paid for nothing of it), and "holds_too_many_copies" with a title.
Result<> check_holder(ports::UnitOfWork& unit, const std::string& holder_digest,
                      const std::vector<const catalog::OfferDetail*>& limited, Timestamp now);

/// Whether one order may take a copy of each of these. Errors: conflict "last_copies_too_many": it
/// would have the last copies of more titles than `sales::kLastCopiesOfAnOrder`.
Result<> check_last_copies(const std::vector<const catalog::OfferDetail*>& limited);

/// Counts an order of nothing to pay that takes something that there is little of. Errors: limited
/// "free_copies_used_up" with a time: whoever asks had `sales::kFreeTakesMax` of them in a day.
Result<> take_free(ports::UnitOfWork& unit, const sales::OrderId& order,
                   const std::string& holder_digest, Timestamp now);

/// Until when an order, by its time line, may not hold again what it gave back: it did so once
/// already. Nothing: it may now.
std::optional<Timestamp> hold_rests_until(const std::vector<sales::OrderEvent>& events,
                                          Timestamp now);

/// The order holds what it took until `Room::hold_for` from now is over.
Result<> begin_hold(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                    const std::string& holder_digest, Timestamp now);

/// An order that is to be paid again holds what it gave back once more, if it gave anything back
/// and all of it is there; once, then `sales::kHoldRest` after the last time was over. A hold that
/// runs is never made longer; one whose time is over is given back first. Errors: conflict
/// "order_withheld" when the buyer had given it up and others have it now, else "hold_gone",
/// "hold_code_gone", or "hold_in_other_orders" or "hold_code_in_other_orders" with the moment at
/// which a copy or a use may be free; limited "hold_rests" with a time; those of `check_holder`.
Result<> hold_again(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                    const std::vector<sales::OrderEvent>& events, const std::string& holder_digest,
                    Timestamp now);

/// What became of copies and uses that an order gave back.
enum class GivenBack : std::uint8_t {
  nothing,
  still_there,
  rests,  ///< they are there, but this order has held them twice and has to wait
  in_other_orders,
  gone,
  code_in_other_orders,
  code_gone
};
struct GivenBackHold {
  GivenBack state = GivenBack::nothing;
  /// In other orders: when all may be free again; of one that rests: when it may hold them again.
  std::optional<Timestamp> back_at;
};
/// `at`: a snapshot or a unit of work.
template <class Look>
Result<GivenBackHold> look_at_given_back(Look& at, const sales::Order& order) {
  if (!AAN_TRY(at.holds().gave_back(order.id))) return GivenBackHold{};
  if (!AAN_TRY(at.coupons().can_retake_use(order.id))) {
    const auto coupon = AAN_TRY(at.coupons().find_coupon(sales::coupon_key(order.quote.coupon)));
    if (!coupon || !coupon->use_back_at) return GivenBackHold{GivenBack::code_gone, std::nullopt};
    return GivenBackHold{GivenBack::code_in_other_orders, coupon->use_back_at};
  }
  if (AAN_TRY(at.stock().can_retake_copies(order.id)))
    return GivenBackHold{GivenBack::still_there, std::nullopt};
  GivenBackHold found{GivenBack::in_other_orders, std::nullopt};
  for (const sales::OrderLine& line : order.lines) {
    const auto detail = AAN_TRY(at.catalog().find_offer(line.quoted.offer_id));
    if (!detail || detail->offer.copies_left != 0) continue;
    const auto back_at = detail->offer.copies_back_at;
    if (!back_at) return GivenBackHold{GivenBack::gone, std::nullopt};
    if (!found.back_at || *found.back_at < *back_at) found.back_at = back_at;
  }
  return found;
}

/// Ends the hold of an order whose time is over: copies and uses are free for others, attempts to
/// pay are stopped, the order stays open. While money for it was seen the hold is moved on instead.
/// An order that holds nothing, or not long enough, changes nothing. Returns whether it ended.
Result<bool> release_hold(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                          Timestamp now);

}  // namespace aan::service
