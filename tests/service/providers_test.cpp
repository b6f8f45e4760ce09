#include "crypto/hash.hpp"
#include "service/attention/conditions.hpp"
#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "service/desk/search_orders.hpp"
#include "service/payment/follow_refunds.hpp"
#include "service/payment/inbox_message.hpp"
#include "service/payment/note_payout.hpp"
#include "service/payment/offered.hpp"
#include "service/payment/pay_stop.hpp"
#include "service/payment/refundable.hpp"
#include "service/payment/return_link.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

/// A way to pay that rests, and one that takes nothing below a dollar.
class Choosy final : public ports::PaymentProvider {
 public:
  [[nodiscard]] ports::ProviderDescription describe() const override {
    ports::ProviderDescription it;
    it.provider = "choosy";
    it.method = method;
    return it;
  }
  [[nodiscard]] std::int64_t least_amount(const Asset& /*asset*/) const override { return 100; }
  [[nodiscard]] std::int64_t step_amount(const Asset& asset) const override {
    return asset.exponent() == 3 ? 10 : 1;
  }
  [[nodiscard]] std::int64_t most_amount(const Asset& /*asset*/) const override { return 9'999; }
  [[nodiscard]] ports::ProviderHealth health() const override { return {is_well, "down", {}}; }
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& /*intent*/) override {
    return ports::PaymentPrompt{};
  }
  Result<> verify(std::string_view /*message*/, Timestamp /*now*/) const override { return {}; }
  Result<ports::KeptMessage> keep_message(std::string_view /*message*/) const override {
    return ports::KeptMessage{};
  }
  Result<ports::PaymentMessage> read_message(std::string_view /*message*/) const override {
    return ports::PaymentMessage{};
  }
  Result<std::vector<ports::PaymentEvent>> query(
      const payment::PaymentIntent& /*intent*/) override {
    return std::vector<ports::PaymentEvent>{};
  }
  Result<> cancel(const payment::PaymentIntent& /*intent*/) override { return {}; }
  Result<ports::RefundAnswer> refund(const payment::Payment& /*payment*/,
                                     const payment::Refund& /*refund*/) override {
    return ports::RefundAnswer{};
  }
  Result<> probe() override { return {}; }

  std::string method = "choosy";
  bool is_well = true;
};

TEST(ProvidersTest, WhatRestsIsNotChosenAndWhatIsUnknownIsAnotherMistake) {
  Choosy choosy;
  const Providers providers({&choosy});
  EXPECT_TRUE(providers.choose("choosy"));
  EXPECT_EQ(refusal(providers.choose("other")).reason, "method");
  choosy.is_well = false;
  EXPECT_EQ(refusal(providers.choose("choosy")).reason, "method_rests");
  EXPECT_EQ(providers.find_method("choosy"), &choosy) << "what is under way goes on";
}

TEST(ProvidersTest, WhatIsKeptIsFoundAndNotOffered) {
  Choosy choosy;
  choosy.method.clear();
  const Providers providers({&choosy});
  EXPECT_EQ(providers.find("choosy"), &choosy) << "what was begun by it goes on";
  for (const char* method : {"choosy", ""})
    EXPECT_EQ(refusal(providers.choose(method)).reason, "method");
  EXPECT_TRUE(offered(providers).empty());
}

TEST(ProvidersTest, WhatIsSwitchedOffIsMissedOnlyByWhatWaits) {
  ShopWorld world;
  Choosy choosy;
  choosy.method.clear();
  choosy.is_well = false;
  const Providers providers({&choosy});
  const auto found = [&] {
    Watch watch(world.shop->room, providers);
    must(watch.look({.observer = "here"}));
    std::vector<std::string> labels;
    for (const attention::Item& item : must(list_attention(world.shop->room)).open)
      labels.push_back(item.what.label);
    return labels;
  };
  EXPECT_EQ(found(), std::vector<std::string>{});
  world.card.set_down(true);
  world.place({world.add_book("Walden", world.money(499))});
  for (std::int64_t i = 0; i < kTriedInVain; ++i) {
    world.clock.advance(Duration::minutes(31));
    must(world.shop->jobs.run_outbox());
  }
  EXPECT_EQ(found(), std::vector<std::string>{"choosy"});
}

TEST(ProvidersTest, WhatIsTooSmallOrTooLargeForAWayToPayIsRefused) {
  const Choosy choosy;
  const Asset usd = *find_asset("USD");
  EXPECT_TRUE(Providers::check_amount(choosy, {100, usd}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {99, usd})).reason, "amount_too_small");
  EXPECT_TRUE(Providers::check_amount(choosy, {9'999, usd}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {10'000, usd})).reason, "amount_too_large");
  const Asset dinar = *find_asset("BHD");
  EXPECT_TRUE(Providers::check_amount(choosy, {1'750, dinar}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {1'755, dinar})).reason, "amount_too_fine");
}

/// A shop whose key for cards goes from the test mode to the live one, or back.
TEST(ProvidersTest, OrdersThatAreLeftOfTestsTakeNobodysPlaceAmongThoseThatNeedAPerson) {
  ShopWorld world;
  const PlacedOrder test = world.place({world.add_book("Emma", world.money(299))}, "sandbox");
  must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto like = AAN_TRY(unit.sales().find_order(test.id));
    for (std::int64_t i = 0; i < kFindingsAKind; ++i) {
      sales::Order one = *like;
      one.id = world.ids.make<sales::OrderId>();
      one.reference = sales::order_reference(one.id);
      one.token_digest = crypto::sha256(one.id.value);
      for (sales::OrderLine& line : one.lines) line.id = world.ids.make<sales::OrderLineId>();
      AAN_TRY(unit.sales().add_order(one));
      AAN_TRY(unit.sales().move_order(one.id, OrderState::open, 1, OrderState::payment_lost,
                                      world.clock.wall()));
    }
    return {};
  }));
  world.clock.advance(Duration::seconds(1));
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const payment::PaymentIntent intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::lost,
                              "card money " + intent.id.value, 499));
  ASSERT_EQ(world.state(order), OrderState::payment_lost);
  const Providers live({&world.card, &world.coin});
  Watch watch(world.shop->room, live);
  must(watch.look(Machine{}));
  const AttentionList items = must(list_attention(world.shop->room));
  ASSERT_EQ(items.open.size(), 1U);
  EXPECT_EQ(items.open[0].what.label, world.view(order).order.reference);
}

class Modes : public ::testing::Test {
 protected:
  Modes() { world.card.set_refunds(testing::ScriptedProvider::Refunds::settled); }
  PlacedOrder place() {
    return world.place({world.add_book("Walden " + std::to_string(++books), world.money(499))});
  }
  PlacedOrder buy() {
    const PlacedOrder order = place();
    world.pay(order);
    return order;
  }
  Result<std::vector<payment::Refund>> give_back(const PlacedOrder& order) {
    return world.shop->refund.request({order.id, std::nullopt, "operator", world.key()});
  }
  /// A refund that the processor has not heard of.
  PlacedOrder to_be_refunded() {
    const PlacedOrder order = buy();
    world.card.set_down(true);
    must(give_back(order));
    world.card.set_down(false);
    return order;
  }
  [[nodiscard]] int asked() const {
    return world.card.query_count() + world.card.begin_count() + world.card.refund_count();
  }
  void let_pass(Duration time) {
    for (Duration gone; gone < time; gone = gone + Duration::hours(1)) {
      world.clock.advance(Duration::hours(1));
      world.run_jobs();
      must(follow_refunds(world.shop->room, world.shop->providers, world.shop->confirm));
    }
  }
  std::vector<std::string> faults() {
    Watch watch(world.shop->room, world.shop->providers);
    must(watch.look({.observer = "here"}));
    std::vector<std::string> names;
    for (const attention::Item& item : must(list_attention(world.shop->room)).open)
      names.emplace_back(attention::name_of(item.what.kind));
    return names;
  }
  std::size_t waiting() {
    std::size_t jobs = 0;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      for (const ports::Queue queue : {ports::Queue::outbox, ports::Queue::inbox})
        jobs += AAN_TRY(at.queues().waiting(queue, 100)).size() +
                AAN_TRY(at.queues().dead(queue, 100)).size();
      return {};
    }));
    return jobs;
  }

  ShopWorld world;
  int books = 0;
};

TEST_F(Modes, OfATestNothingIsAskedWithALiveKeyAndNobodyIsOwedAnything) {
  world.card.set_test_mode(true);
  const PlacedOrder open = place();
  world.card.set_down(true);
  const PlacedOrder unbegun = place();
  world.card.set_down(false);
  const PlacedOrder paid = buy();
  const PlacedOrder twice = to_be_refunded();
  const PlacedOrder disputed = buy();
  world.dispute(disputed, "d", PaymentEventKind::dispute_opened);
  world.card.set_refunds(testing::ScriptedProvider::Refunds::processing);
  const PlacedOrder on_its_way = buy();
  must(give_back(on_its_way));
  EXPECT_EQ(faults(), std::vector<std::string>{"dispute_open"});

  world.card.set_test_mode(false);
  const int before = asked();
  EXPECT_EQ(refusal(give_back(paid)).reason, "refund_other_mode");
  EXPECT_EQ(refusal(world.shop->begin.begin(world.attempt(unbegun).id)).reason, "other_money");
  ReturnPace pace{world.clock};
  must(come_back(world.shop->room, world.shop->providers, world.shop->confirm, pace,
                 return_path(world.keys.ring(), world.attempt(open).id)
                     .substr(std::string("/return/").size())));
  EXPECT_EQ(pay_stop_of(world.view(open), Providers({&world.card})), payment::PayStop::other_money);
  let_pass(Duration::days(16));
  EXPECT_EQ(asked(), before);
  EXPECT_FALSE(world.card.is_cancelled(world.attempt(paid).provider_ref));
  for (const PlacedOrder& order : {open, unbegun})
    EXPECT_EQ(world.state(order), OrderState::cancelled);
  for (const PlacedOrder& order : {paid, twice, disputed, on_its_way}) {
    const OrderView view = world.view(order);
    EXPECT_TRUE(view.is_left_of_test);
    EXPECT_TRUE(view.refund_due.is_zero());
    EXPECT_TRUE(refundable_of(view, world.shop->providers).is_zero());
    EXPECT_EQ(claim_of(view, world.shop->providers), "");
  }
  EXPECT_EQ(world.view(twice).refunds.at(0).state, payment::RefundState::failed);
  EXPECT_EQ(faults(), std::vector<std::string>{});
  EXPECT_EQ(waiting(), 0U);
  world.expect_sound_ledger();
}

TEST_F(Modes, ListsOfTheDeskNameNoOrderThatIsLeftOfATestAmongThoseThatAreOwed) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::refused);
  const auto overpay = [&](const PlacedOrder& order) {
    world.confirm(world.happens(world.card, world.attempt(order), PaymentEventKind::settled,
                                "more " + order.id.value, 200));
    for (int round = 0; round < 3; ++round) world.run_jobs();
  };
  world.card.set_test_mode(true);
  const PlacedOrder tried = buy();
  overpay(tried);
  world.clock.advance(Duration::seconds(1));
  world.card.set_test_mode(false);
  const PlacedOrder real = buy();
  overpay(real);
  const Room& room = world.shop->room;
  const Providers cards({&world.card});
  ports::OrderQuery query;
  DeskOrders all = must(desk_orders(room, cards, query));
  ASSERT_EQ(all.total, 2);
  EXPECT_EQ(all.orders.at(0).money.refund_due, world.money(200));
  EXPECT_TRUE(all.orders.at(1).money.refund_due.is_zero());
  query.only_owed = true;
  const auto found = must(search_orders(room, cards, query, "Walden", SearchForPeople::no));
  for (const DeskOrders& owed : {must(desk_orders(room, cards, query)), found}) {
    ASSERT_EQ(owed.total, 1);
    EXPECT_EQ(owed.orders.at(0).order.id, real.id);
  }
  query.offset = 1;
  EXPECT_TRUE(must(desk_orders(room, cards, query)).orders.empty());
  EXPECT_EQ(must(desk_overview(room, cards, {"nobody"})).orders_owed, 1);
  const payment::OrderAccount its = must(desk_order(room, cards, tried.id.value)).account;
  EXPECT_EQ(its.owed, world.money(0));
  EXPECT_EQ(its.waiting, world.money(200)) << "it stays a part of what is left";
  // While the test goes on it is owed as everything is.
  world.card.set_test_mode(true);
  query.offset = 0;
  EXPECT_EQ(must(desk_orders(room, cards, query)).total, 2);
  EXPECT_EQ(must(desk_order(room, cards, tried.id.value)).refund_due, world.money(200));
}

TEST_F(Modes, APayoutThatFailedInTheOtherModeIsNoFault) {
  const auto tell = [&](bool is_test) {
    must(world.shop->room.store.write("payout", [&](ports::UnitOfWork& unit) {
      return note_payout(unit, notes_name("card", is_test), {true, "po_1", "account closed", {}});
    }));
  };
  world.card.set_test_mode(true);
  tell(true);
  EXPECT_EQ(faults(), std::vector<std::string>{"payout_failed"});
  world.card.set_test_mode(false);
  EXPECT_EQ(faults(), std::vector<std::string>{});
  tell(false);
  EXPECT_EQ(faults(), std::vector<std::string>{"payout_failed"});
}

TEST_F(Modes, RealMoneyWaitsForItsKeyWhileOneOfTheTestModeIsThere) {
  const PlacedOrder paid = buy();
  const PlacedOrder twice = to_be_refunded();
  world.card.set_test_mode(true);
  const int before = asked();
  EXPECT_EQ(refusal(give_back(paid)).reason, "refund_other_mode");
  EXPECT_FALSE(world.view(paid).is_left_of_test);
  let_pass(Duration::hours(3));
  EXPECT_EQ(asked(), before);
  EXPECT_EQ(world.view(twice).refunds.at(0).state, payment::RefundState::requested);
  EXPECT_EQ(faults(), std::vector<std::string>{"refund_stuck"});
  world.card.set_test_mode(false);
  let_pass(Duration::hours(1));
  EXPECT_EQ(world.state(twice), OrderState::refunded);
  must(give_back(paid));
  EXPECT_EQ(faults(), std::vector<std::string>{});
}

}  // namespace
}  // namespace aan::service
