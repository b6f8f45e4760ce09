#include "service/keep_hold.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "service/order_facts.hpp"
#include "service/stop_attempt.hpp"

namespace aan::service {
namespace {

// How soon an order whose money is on its way is looked at again.
constexpr Duration kLookAgain = Duration::minutes(5);

Error too_many(std::int64_t orders, Duration wait) {
  return Error{Errc::limited,
               "checkout",
               "one sender's unpaid orders hold as much as they may",
               "Unpaid orders of yours hold copies or codes of which there are few. Pay one of "
               "them or give it up, or try again when their time is over. Nothing was ordered.",
               static_cast<int>(std::max<std::int64_t>(wait.s(), 0) + 1),
               "holds_too_many",
               {{"count", orders}}};
}

std::unexpected<Error> refuse_again(const GivenBackHold& what) {
  if (what.state == GivenBack::code_gone)
    return refuse(Errc::conflict, "payment.retry",
                  "The code of this order has been used up by others meanwhile. Place it anew.",
                  "hold_code_gone");
  if (what.state == GivenBack::in_other_orders && what.copies_back_at)
    return refuse(Errc::conflict, "payment.retry",
                  "All copies are in other carts just now. Try again after " +
                      rfc3339(*what.copies_back_at) + ".",
                  "hold_in_other_orders", {{"until_unix", what.copies_back_at->unix_seconds()}});
  return refuse(Errc::conflict, "payment.retry",
                "The last copy has gone to somebody else meanwhile. Nothing was charged.",
                "hold_gone");
}

// The offers of the order of which there are only so many.
Result<std::vector<catalog::OfferDetail>> limited_of(ports::UnitOfWork& unit,
                                                     const sales::Order& order) {
  std::vector<catalog::OfferDetail> limited;
  for (const sales::OrderLine& line : order.lines)
    if (auto detail = AAN_TRY(unit.catalog().find_offer(line.quoted.offer_id));
        detail && detail->offer.copies_left)
      limited.push_back(*std::move(detail));
  return limited;
}

bool is_money_seen(const payment::OrderFacts& facts) {
  if (facts.order.state == sales::OrderState::pending) return true;
  return std::ranges::any_of(facts.intents, [](const payment::IntentFacts& attempt) {
    return std::ranges::any_of(attempt.payments, [](const payment::Payment& payment) {
      return payment.state != payment::FactState::lost;
    });
  });
}

bool waits_for_money(sales::OrderState state) {
  return state == sales::OrderState::open || state == sales::OrderState::pending ||
         state == sales::OrderState::cancelled;
}

}  // namespace

std::string holder_digest(const Room& room, const std::string& holder) {
  return holder.empty() ? std::string()
                        : crypto::blind_index(room.keys.ring(), "order_hold|sender", holder);
}

Result<> check_holder(ports::UnitOfWork& unit, const std::string& holder_digest,
                      const std::vector<const catalog::OfferDetail*>& limited, Timestamp now) {
  if (holder_digest.empty()) return {};
  const ports::HoldsOfSender own = AAN_TRY(unit.holds().holds_of(holder_digest));
  if (own.orders >= sales::kHoldsOfOneSender)
    return std::unexpected(too_many(own.orders, own.first_until.value_or(now) - now));
  for (const catalog::OfferDetail* book : limited) {
    const std::int64_t copies = AAN_TRY(unit.holds().copies_held_by(holder_digest, book->offer.id));
    if (sales::may_hold_another(copies, book->offer.copies_left.value_or(0))) continue;
    return refuse(Errc::limited, "checkout",
                  "Unpaid orders of yours hold half of the copies of “" + book->work.title +
                      "” that are left. Pay one of them or give it up. Nothing was ordered.",
                  "holds_too_many_copies", {{"title", book->work.title}});
  }
  return {};
}

Result<> begin_hold(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                    const std::string& holder_digest, Timestamp now) {
  return unit.holds().put_hold({order, now + room.hold_for, holder_digest});
}

Result<> hold_again(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                    const std::vector<sales::OrderEvent>& events, const std::string& holder_digest,
                    Timestamp now) {
  if (!waits_for_money(order.state)) return {};
  if (const auto hold = AAN_TRY(unit.holds().find_hold(order.id))) {
    if (now < hold->until) return {};
    return begin_hold(room, unit, order.id, hold->sender, now);
  }
  const GivenBackHold what = AAN_TRY(look_at_given_back(unit, order));
  if (what.state == GivenBack::nothing) return {};
  if (what.state != GivenBack::still_there) {
    if (!sales::is_given_up_by_buyer(order, events)) return refuse_again(what);
    return refuse(Errc::conflict, "payment.retry",
                  "This order was given up, and what it held has gone to others. Place it anew.",
                  "order_withheld");
  }
  const auto books = AAN_TRY(limited_of(unit, order));
  std::vector<const catalog::OfferDetail*> limited;
  for (const catalog::OfferDetail& book : books) limited.push_back(&book);
  AAN_TRY(check_holder(unit, holder_digest, limited, now));
  AAN_TRY(unit.stock().retake_copies(order.id));
  AAN_TRY(unit.coupons().retake_use(order.id));
  AAN_TRY(unit.sales().add_order_event(order.id, {"held_again", "", now}));
  return begin_hold(room, unit, order.id, holder_digest, now);
}

Result<bool> release_hold(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& id,
                          Timestamp now) {
  const auto hold = AAN_TRY(unit.holds().find_hold(id));
  if (!hold || now < hold->until) return false;
  auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order || !waits_for_money(order->state)) {
    AAN_TRY(unit.holds().end_hold(id));
    return false;
  }
  const payment::OrderFacts facts =
      AAN_TRY(gather_facts(unit.sales(), unit.payments(), unit.ledger(), *std::move(order)));
  if (is_money_seen(facts)) {
    AAN_TRY(unit.holds().put_hold({id, now + kLookAgain, hold->sender}));
    return false;
  }
  AAN_TRY(unit.stock().release_copies(id));
  AAN_TRY(unit.coupons().release_use(id));
  AAN_TRY(unit.holds().end_hold(id));
  AAN_TRY(unit.sales().add_order_event(id, {"hold_over", "", now}));
  // Where the buyer could still pay without looking whether there is a copy.
  for (const payment::IntentFacts& attempt : facts.intents)
    if (attempt.intent.status == payment::PaymentStatus::new_ && !attempt.intent.is_cancelled &&
        !attempt.intent.is_failed)
      AAN_TRY(stop_attempt(room, unit, attempt.intent, now));
  return true;
}

}  // namespace aan::service
