#include "service/sale/keep_hold.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "service/payment/order_facts.hpp"
#include "service/payment/stop_attempt.hpp"

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

int seconds_until(Timestamp at, Timestamp now) {
  return static_cast<int>(std::max<std::int64_t>((at - now).s(), 0) + 1);
}

Error too_often(Timestamp until, Timestamp now) {
  return Error{Errc::limited,
               "checkout",
               "one sender's orders held things again and again, unpaid",
               "Orders of yours held copies or codes of which there are few, again and again, and "
               "were not paid. Pay the one that you want, or try again after " +
                   rfc3339(until) + ". Nothing was ordered.",
               seconds_until(until, now),
               "holds_too_often",
               {{"when_unix", until.unix_seconds()}}};
}

Error hold_rests(Timestamp until, Timestamp now) {
  return Error{Errc::limited,
               "payment.retry",
               "the hold of this order was taken again and lapsed",
               "What this order kept was kept twice, and not paid for. Try again after " +
                   rfc3339(until) + ", or place the order anew.",
               seconds_until(until, now),
               "hold_rests",
               {{"when_unix", until.unix_seconds()}}};
}

std::unexpected<Error> refuse_again(const GivenBackHold& what) {
  if (what.state == GivenBack::code_gone)
    return refuse(Errc::conflict, "payment.retry",
                  "The code of this order has been used up by others meanwhile. Place it anew.",
                  "hold_code_gone");
  if (what.state == GivenBack::code_in_other_orders && what.back_at)
    return refuse(Errc::conflict, "payment.retry",
                  "Orders that are not paid yet hold the last uses of this order's code. Try again "
                  "after " +
                      rfc3339(*what.back_at) + ".",
                  "hold_code_in_other_orders", {{"until_unix", what.back_at->unix_seconds()}});
  if (what.state == GivenBack::in_other_orders && what.back_at)
    return refuse(
        Errc::conflict, "payment.retry",
        "All copies are in other orders just now. Try again after " + rfc3339(*what.back_at) + ".",
        "hold_in_other_orders", {{"until_unix", what.back_at->unix_seconds()}});
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

Result<> check_last_copies(const std::vector<const catalog::OfferDetail*>& limited) {
  const auto last = std::ranges::count_if(
      limited, [](const catalog::OfferDetail* book) { return book->offer.copies_left == 1; });
  if (last > sales::kLastCopiesOfAnOrder)
    return refuse(Errc::conflict, "checkout",
                  "An order takes the last copies of at most 10 titles. Order some of them apart. "
                  "Nothing was ordered.",
                  "last_copies_too_many", {{"limit", sales::kLastCopiesOfAnOrder}});
  return {};
}

Result<> check_holder(ports::UnitOfWork& unit, const std::string& holder_digest,
                      const std::vector<const catalog::OfferDetail*>& limited, Timestamp now) {
  if (holder_digest.empty()) return {};
  const ports::HoldsOfSender own = AAN_TRY(unit.holds().holds_of(holder_digest));
  if (own.orders >= sales::kHoldsOfOneSender)
    return std::unexpected(too_many(own.orders, own.first_until.value_or(now) - now));
  const ports::TakesOfSender unpaid =
      AAN_TRY(unit.holds().takes_of(holder_digest, /*is_free=*/false, now - sales::kHoldRest));
  if (unpaid.takes >= sales::kUnpaidHoldsMax)
    return std::unexpected(too_often(unpaid.first_at.value_or(now) + sales::kHoldRest, now));
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

Result<> take_free(ports::UnitOfWork& unit, const sales::OrderId& order,
                   const std::string& holder_digest, Timestamp now) {
  if (holder_digest.empty()) return {};
  const ports::TakesOfSender own = AAN_TRY(
      unit.holds().takes_of(holder_digest, /*is_free=*/true, now - sales::kFreeTakesWithin));
  if (own.takes < sales::kFreeTakesMax)
    return unit.holds().add_take({order, now, holder_digest, /*is_free=*/true});
  const Timestamp until = own.first_at.value_or(now) + sales::kFreeTakesWithin;
  return std::unexpected(
      Error{Errc::limited,
            "checkout",
            "one sender takes few things for nothing",
            "You were given " + std::to_string(own.takes) +
                " orders of things that there are few of today, for nothing: the others are for "
                "other people. Try again after " +
                rfc3339(until) + ". Nothing was ordered.",
            seconds_until(until, now),
            "free_copies_used_up",
            {{"count", own.takes}, {"when_unix", until.unix_seconds()}}});
}

std::optional<Timestamp> hold_rests_until(const std::vector<sales::OrderEvent>& events,
                                          Timestamp now) {
  std::int64_t again = 0;
  std::optional<Timestamp> over;
  for (const sales::OrderEvent& event : events) {
    if (event.kind == "held_again") ++again;
    if (event.kind == "hold_over" || event.kind == "given_up") over = event.at;
  }
  if (again < sales::kHoldsAgainAtOnce || !over || now - *over >= sales::kHoldRest)
    return std::nullopt;
  return *over + sales::kHoldRest;
}

Result<> begin_hold(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                    const std::string& holder_digest, Timestamp now) {
  if (!holder_digest.empty())
    AAN_TRY(unit.holds().add_take({order, now, holder_digest, /*is_free=*/false}));
  return unit.holds().put_hold({order, now + room.hold_for, holder_digest});
}

Result<> hold_again(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                    const std::vector<sales::OrderEvent>& events, const std::string& holder_digest,
                    Timestamp now) {
  if (!waits_for_money(order.state)) return {};
  // Whose time is over gives back first, like everybody's: the job may not have come by yet.
  AAN_TRY(release_hold(room, unit, order.id, now));
  if (AAN_TRY(unit.holds().find_hold(order.id))) return {};
  const GivenBackHold what = AAN_TRY(look_at_given_back(unit, order));
  if (what.state == GivenBack::nothing) return {};
  if (what.state != GivenBack::still_there) {
    if (!sales::is_given_up_by_buyer(order, events)) return refuse_again(what);
    return refuse(Errc::conflict, "payment.retry",
                  "This order was given up, and what it held has gone to others. Place it anew.",
                  "order_withheld");
  }
  const auto told = AAN_TRY(unit.sales().order_events(order.id));
  if (const auto until = hold_rests_until(told, now))
    return std::unexpected(hold_rests(*until, now));
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
  // Where the buyer could still pay without looking whether there is a copy. A voucher cannot be
  // taken back: it may be paid all the same, and its order goes on telling of it.
  for (const payment::IntentFacts& attempt : facts.intents)
    if (attempt.intent.status == payment::PaymentStatus::new_ && !attempt.intent.is_cancelled &&
        !attempt.intent.is_failed && !payment::waits_for_voucher(attempt.intent))
      AAN_TRY(stop_attempt(room, unit, attempt.intent, now));
  return true;
}

}  // namespace aan::service
