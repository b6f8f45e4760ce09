#include <algorithm>
#include <set>

#include "service/attention/conditions.hpp"
#include "service/payment/follow_payments.hpp"
#include "service/payment/resting.hpp"

namespace aan::service {
namespace {

using attention::Kind;
using ports::OrderInTrouble;

constexpr std::int64_t kLookedAt = 10'000;

// One that cannot be read is for `aan doctor` to tell, and hides no other.
Result<std::optional<sales::Order>> readable_order(const LookAt& look, const sales::OrderId& id) {
  auto order = look.at.sales().find_order(id);
  if (!order && order.error().code == Errc::corrupt) return std::optional<sales::Order>();
  return order;
}

Result<bool> is_left_of_test(const LookAt& look, const std::string& order_id) {
  const auto order = AAN_TRY(readable_order(look, {order_id}));
  if (!order || !order->is_sandbox) return false;
  const auto attempts = AAN_TRY(look.at.payments().intents_of(order->id));
  return look.providers.is_left_of_test(*order, attempts);
}

// What a question finds that is left of no test. The store cannot know which that is, and of what
// is nobody takes another's place: where some is, more is looked at.
template <class Question>
Result<ports::OrdersInTrouble> real_of(const LookAt& look, const Question& question) {
  ports::OrdersInTrouble real;
  for (const std::int64_t limit : {kFindingsAKind, kLookedAt}) {
    real = AAN_TRY(question(limit));
    std::set<std::string> left;
    for (const OrderInTrouble& one : real)
      if (AAN_TRY(is_left_of_test(look, one.id.value))) left.insert(one.id.value);
    if (left.empty()) break;
    std::erase_if(real, [&](const OrderInTrouble& one) { return left.contains(one.id.value); });
    if (std::ssize(real) >= kFindingsAKind) break;
  }
  if (std::ssize(real) > kFindingsAKind) real.resize(kFindingsAKind);
  return real;
}

std::string amount_of(const Money& amount) {
  return decimal(amount) + " " + std::string(amount.asset.code());
}
std::string amount_of(const OrderInTrouble& one) { return amount_of(one.amount); }

void add(Findings& found, Kind kind, const OrderInTrouble& one, std::string detail) {
  found.push_back({kind, one.id.value, one.reference, std::move(detail), one.due_at, false});
}

// What no processor has taken yet, because the one that would rests, is told of as that.
Result<bool> is_told_by_its_processor(const LookAt& look, const OrderInTrouble& one) {
  if (one.word != name_of(payment::RefundState::requested) || !any_rests(look.providers))
    return false;
  std::vector<payment::Refund> refunds = AAN_TRY(look.at.payments().refunds_of(one.id));
  std::erase_if(refunds, [](const payment::Refund& refund) {
    return refund.state != payment::RefundState::requested;
  });
  return std::ranges::all_of(refunds, [&](const payment::Refund& refund) {
    return rests(look.providers.find(refund.provider));
  });
}

Result<> find_refunds(const LookAt& look, Findings& found) {
  const ports::AttentionStore& store = look.at.attention();
  std::set<std::string> failed;
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.refunds_failed(limit); }))) {
    failed.insert(one.id.value);
    add(found, Kind::refund_failed, one, amount_of(one) + ", failed at " + rfc3339(one.at));
  }
  const ports::RefundPatience patience{look.now - kRefundTakenWithin,
                                       look.now - kRefundThroughWithin};
  for (const OrderInTrouble& one : AAN_TRY(
           real_of(look, [&](std::int64_t limit) { return store.refunds_stuck(patience, limit); })))
    if (!AAN_TRY(is_told_by_its_processor(look, one)))
      add(found, Kind::refund_stuck, one,
          amount_of(one) + ", " + one.word + " since " + rfc3339(one.at));
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.owed_in_vain(limit); })))
    if (!failed.contains(one.id.value)) add(found, Kind::refund_owed, one, amount_of(one));
  return {};
}

// Those that wait for an answer; of several about one order the one that is due first.
Result<> find_matters(const LookAt& look, Findings& found) {
  std::set<std::pair<Kind, std::string>> told;
  for (const payment::BankMatter& one : AAN_TRY(
           look.at.payments().bank_matters_waiting(look.providers.test_ways(), kFindingsAKind))) {
    const Kind kind =
        one.kind == payment::MatterKind::appeal ? Kind::appeal_open : Kind::inquiry_open;
    const auto order = AAN_TRY(readable_order(look, one.order_id));
    if (!order || !told.insert({kind, one.order_id.value}).second) continue;
    add(found, kind,
        {order->id, order->reference, one.amount, one.reason, one.opened_at, one.due_at},
        amount_of(one.amount) + (one.reason.empty() ? "" : ", " + one.reason));
  }
  return {};
}

Result<bool> is_appealed(const LookAt& look, const OrderInTrouble& order) {
  return std::ranges::any_of(AAN_TRY(look.at.payments().bank_matters_of(order.id)),
                             [](const payment::BankMatter& one) {
                               return one.kind == payment::MatterKind::appeal && !one.closed_at;
                             });
}

Result<> find_disputes(const LookAt& look, Findings& found) {
  const ports::AttentionStore& store = look.at.attention();
  const Timestamp warned_since = look.now - kHappeningsKeptFor;
  const auto say = [&](Kind kind, const OrderInTrouble& one) {
    add(found, kind, one, amount_of(one) + (one.word.empty() ? "" : ", " + one.word));
  };
  for (const OrderInTrouble& one : AAN_TRY(real_of(
           look, [&](std::int64_t limit) { return store.fraud_warned(warned_since, limit); })))
    say(Kind::fraud_warned, one);
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.disputes_open(limit); })))
    say(Kind::dispute_open, one);
  AAN_TRY(find_matters(look, found));
  for (const OrderInTrouble& one : AAN_TRY(real_of(look, [&](std::int64_t limit) {
         return store.disputes_lost(look.now - kHappeningsKeptFor, limit);
       })))
    if (!AAN_TRY(is_appealed(look, one))) say(Kind::dispute_lost, one);
  return {};
}

namespace {

// What an order cannot count is one item, whatever it is of: money that is not usable, or that does
// not come.
Result<> find_uncounted(const LookAt& look, Findings& found) {
  std::set<std::string> told;
  for (const OrderInTrouble& one : AAN_TRY(real_of(look, [&](std::int64_t limit) {
         return look.at.attention().payments_unusable(look.now - kHappeningsKeptFor, limit);
       }))) {
    told.insert(one.id.value);
    add(found, Kind::payment_unusable, one, one.word);
  }
  for (const payment::PaymentIntent& one : AAN_TRY(look.at.payments().intents_stuck(
           look.now - kPaymentThroughWithin, look.providers.test_ways(), kFindingsAKind))) {
    if (!told.insert(one.order_id.value).second) continue;
    const auto order = AAN_TRY(readable_order(look, one.order_id));
    if (!order) continue;
    found.push_back({Kind::payment_unusable, order->id.value, order->reference,
                     one.provider_ref + ", on its way since " + rfc3339(one.created_at),
                     std::nullopt, false});
  }
  return {};
}

}  // namespace

Result<> find_odd_orders(const LookAt& look, Findings& found) {
  const ports::AttentionStore& store = look.at.attention();
  const Timestamp since = look.now - kHappeningsKeptFor;
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.payments_lost(limit); })))
    add(found, Kind::payment_lost, one, amount_of(one));
  // "coupon_overused SPRING": what was taken beyond its limit.
  const auto beyond_in_words = [](const std::string& word) {
    constexpr std::string_view kCoupon = "coupon_overused ";
    return word.starts_with(kCoupon)
               ? "the code " + word.substr(kCoupon.size()) + " was used more often than it allows"
               : "a copy was sold more than there was";
  };
  // Whoever pays late and gets more than there was is one fault, not two.
  std::set<std::string> beyond;
  for (const OrderInTrouble& one : AAN_TRY(
           real_of(look, [&](std::int64_t limit) { return store.beyond_limit(since, limit); }))) {
    beyond.insert(one.id.value);
    add(found, Kind::beyond_limit, one, beyond_in_words(one.word));
  }
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.paid_late(since, limit); })))
    if (!beyond.contains(one.id.value)) add(found, Kind::paid_late, one, amount_of(one));
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.underpaid(limit); })))
    add(found, Kind::underpaid, one, "price " + amount_of(one));
  for (const OrderInTrouble& one :
       AAN_TRY(real_of(look, [&](std::int64_t limit) { return store.tax_doubted(since, limit); })))
    add(found, Kind::tax_doubted, one, amount_of(one) + ", taxed in " + one.word);
  return find_uncounted(look, found);
}

}  // namespace

Result<> find_orders(const LookAt& look, Findings& found) {
  AAN_TRY(find_refunds(look, found));
  AAN_TRY(find_disputes(look, found));
  return find_odd_orders(look, found);
}

}  // namespace aan::service
