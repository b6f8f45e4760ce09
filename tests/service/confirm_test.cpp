#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using enum PaymentEventKind;

class Confirm : public ::testing::Test {
 protected:
  Confirm() {
    order = world.place({world.add_book("Walden", world.money(499))});
    intent = world.attempt(order);
  }
  ports::PaymentEvent event(PaymentEventKind kind, std::int64_t amount,
                            const std::string& network_ref = "movement") {
    return world.happens(world.card, intent, kind, network_ref, amount);
  }
  void say(PaymentEventKind kind, std::int64_t amount,
           const std::string& network_ref = "movement") {
    world.confirm(event(kind, amount, network_ref));
  }
  AttemptView attempt() { return world.view(order).attempts.at(0); }

  ShopWorld world;
  PlacedOrder order;
  payment::PaymentIntent intent;
};

TEST_F(Confirm, MoneyOnItsWayMakesTheOrderPendingAndDeliversNothing) {
  say(seen, 499);
  EXPECT_EQ(world.state(order), OrderState::pending);
  EXPECT_TRUE(world.entitlements(order).empty());
  say(settled, 499);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
}

TEST_F(Confirm, TheSameEventAHundredTimesIsOneMovement) {
  const ports::PaymentEvent once = event(settled, 499);
  for (int i = 0; i < 100; ++i) world.confirm(once);
  const OrderView view = world.view(order);
  EXPECT_EQ(view.captured, world.money(499));
  EXPECT_EQ(view.refund_due, world.money(0));
  EXPECT_EQ(world.entitlements(order).size(), 1U);
  world.expect_sound_ledger();
}

TEST_F(Confirm, OneMovementUnderTwoEventIdsIsCountedOnce) {
  say(settled, 499);
  say(settled, 499);
  EXPECT_EQ(world.view(order).captured, world.money(499));
  world.expect_sound_ledger();
}

TEST_F(Confirm, TooLittleWaitsAndTheRestCompletesIt) {
  say(settled, 200, "first");
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(attempt().intent.exception, payment::PaymentException::underpaid);
  EXPECT_EQ(world.balance("main:unapplied"), -200);
  say(settled, 299, "second");
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.balance("main:unapplied"), 0);
  world.expect_sound_ledger();
}

TEST_F(Confirm, TooMuchDeliversAndTheRestIsOwedBack) {
  say(settled, 600);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(attempt().intent.exception, payment::PaymentException::overpaid);
  EXPECT_EQ(world.view(order).refund_due, world.money(101));
  world.expect_sound_ledger();
}

TEST_F(Confirm, AFailedAttemptIsInvalidAndMoneyThatComesAllTheSameCounts) {
  say(failed, 0, "");
  EXPECT_EQ(attempt().intent.status, payment::PaymentStatus::invalid);
  EXPECT_EQ(world.state(order), OrderState::open);
  say(settled, 499);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
}

TEST_F(Confirm, AnAttemptThatTheProcessorCancelsLeavesTheOrderOpen) {
  say(cancelled, 0, "");
  EXPECT_EQ(attempt().intent.status, payment::PaymentStatus::cancelled);
  EXPECT_EQ(world.state(order), OrderState::open);
}

TEST_F(Confirm, MoneyThatVanishesTakesTheSaleBackAndItsReturnBringsItAgain) {
  say(settled, 499);
  const auto granted = world.entitlements(order);
  const auto grant = world.view(order).lines.at(0).files.at(0).grant.id;
  say(lost, 499);
  EXPECT_EQ(world.state(order), OrderState::payment_lost);
  EXPECT_EQ(world.balance("main:sales"), 0);
  EXPECT_EQ(refusal(world.shop->deliver.start(order.token, grant, world.key())).reason,
            "withdrawn");
  world.expect_sound_ledger();
  world.clock.advance(Duration::seconds(1));
  say(settled, 499);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.entitlements(order).at(0).id, granted.at(0).id);
  world.expect_sound_ledger();
}

TEST_F(Confirm, MoneyThatDoesNotFitMovesNothingAndIsKeptAsEvidenceOnce) {
  ports::PaymentEvent wrong = event(settled, 499);
  wrong.amount.asset = *find_asset("JPY");
  const auto unusable = [&] {
    return std::ranges::count(world.view(order).events, "payment_unusable",
                              &sales::OrderEvent::kind);
  };
  must(world.shop->confirm.confirm(wrong));
  must(world.shop->confirm.confirm(wrong));
  EXPECT_EQ(unusable(), 1);
  EXPECT_EQ(world.view(order).events.back().detail, wrong.network_ref + " 499 JPY");
  for (const std::int64_t amount : {std::int64_t{0}, std::int64_t{-499}, INT64_MAX})
    must(world.shop->confirm.confirm(event(settled, amount)));
  must(world.shop->confirm.confirm(event(settled, 499, "")));
  EXPECT_EQ(unusable(), 5);
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(world.balance("main:clearing/card"), 0);
}

TEST_F(Confirm, AMovementWhoseAmountChangesIsRefusedAndTheFirstStands) {
  say(settled, 200);
  EXPECT_EQ(refusal(world.shop->confirm.confirm(event(settled, 499))).code, Errc::corrupt);
  EXPECT_EQ(world.view(order).captured, world.money(200));
  world.expect_sound_ledger();
}

TEST_F(Confirm, AnEventOfAnUnknownAttemptIsNotFoundSoThatItIsTriedAgain) {
  ports::PaymentEvent early = event(settled, 499);
  early.provider_ref = "not yet known";
  EXPECT_EQ(refusal(world.shop->confirm.confirm(early)).code, Errc::not_found);
}

TEST_F(Confirm, APaidOrderCannotBeCancelled) {
  say(settled, 499);
  EXPECT_EQ(refusal(world.shop->confirm.cancel(order.id, sales::GivenUpBy::shop)).reason,
            "already_paid");
  EXPECT_EQ(refusal(world.shop->confirm.cancel({"test_nothing"}, sales::GivenUpBy::shop)).code,
            Errc::not_found);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

std::vector<std::string> events(ShopWorld& world, const PlacedOrder& order) {
  std::vector<std::string> texts;
  for (const sales::OrderEvent& event : world.view(order).events)
    texts.push_back(event.kind + " " + event.detail);
  return texts;
}

TEST_F(Confirm, APartIsToldOnceAlsoWhenItsAttemptIsStoppedLater) {
  say(settled, 200);
  must(world.shop->confirm.cancel(order.token, world.key()));
  EXPECT_THAT(events(world, order),
              ::testing::ElementsAre(::testing::StartsWith("created "), "payment new/underpaid",
                                     "given_up buyer", "payment cancelled", "state open>cancelled",
                                     "refund_due 2.00"));
}

TEST_F(Confirm, WhoGaveAnOrderUpIsKeptAndTheFirstOneCounts) {
  must(world.shop->confirm.cancel(order.id, sales::GivenUpBy::shop));
  must(world.shop->confirm.cancel(order.token, world.key()));
  EXPECT_THAT(events(world, order), ::testing::Contains("given_up shop"));
  EXPECT_THAT(events(world, order), ::testing::Not(::testing::Contains("given_up buyer")));
  const PlacedOrder forgotten = world.place({world.add_book("Emma", world.money(299))});
  world.clock.advance(sales::kOrderOpenFor);
  must(world.shop->jobs.expire_orders());
  EXPECT_THAT(events(world, forgotten), ::testing::Contains("given_up time"));
}

/// What an order came to, without ids and times.
std::string outcome(ShopWorld& world, const PlacedOrder& order) {
  const OrderView view = world.view(order);
  return std::string(name_of(view.order.state)) + " captured " + decimal(view.captured) +
         " due back " + decimal(view.refund_due) + " entitlements " +
         std::to_string(world.entitlements(order).size());
}

// Two movements of one attempt: one that settles, one that is seen and then lost; and the attempt's
// own ends.
struct News {
  PaymentEventKind kind;
  const char* movement;
  std::int64_t amount;
};
const std::vector<News> kNews = {{seen, "a", 499}, {settled, "a", 499}, {seen, "b", 300},
                                 {lost, "b", 300}, {failed, "", 0},     {cancelled, "", 0}};

TEST(EveryOrderOfEvents, EndsInTheSameStateOnTheStore) {
  // A movement's own news in every order, too.
  ShopWorld world;
  const auto offer = world.add_book("Walden", world.money(499));
  std::vector<int> turn = {0, 1, 2, 3, 4, 5};
  std::set<std::string> outcomes;
  int orders = 0;
  do {
    const PlacedOrder order = world.place({offer});
    const payment::PaymentIntent intent = world.attempt(order);
    for (const int i : turn) {
      const News& one = kNews[static_cast<std::size_t>(i)];
      const std::string movement =
          one.movement[0] == 0 ? std::string() : intent.id.value + one.movement;
      world.confirm(world.happens(world.card, intent, one.kind, movement, one.amount));
    }
    outcomes.insert(outcome(world, order));
    ++orders;
  } while (std::ranges::next_permutation(turn).found);
  EXPECT_EQ(orders, 720);
  EXPECT_EQ(outcomes,
            std::set<std::string>{"fulfilled captured 4.99 due back 0.00 entitlements 1"});
  world.expect_sound_ledger();
}

// The same on the store for every set of up to three of them, each order with each repetition: what
// is lost decides how it ends, what comes twice or in another order does not.
TEST(EverySetOfEvents, EndsAsItsEventsSayHoweverOftenAndInWhateverOrderTheyCome) {
  ShopWorld world;
  const auto offer = world.add_book("Walden", world.money(499));
  int histories = 0;
  for (unsigned set = 1; set < (1U << kNews.size()); ++set) {
    std::vector<std::size_t> turn;
    for (std::size_t at = 0; at < kNews.size(); ++at)
      if ((set >> at & 1U) != 0) turn.push_back(at);
    if (turn.size() > 3) continue;
    std::set<std::string> outcomes;
    do {
      for (std::size_t again = 0; again < turn.size(); ++again) {
        const PlacedOrder order = world.place({offer});
        const payment::PaymentIntent intent = world.attempt(order);
        std::vector<std::size_t> history = turn;
        history.push_back(turn[again]);
        for (const std::size_t i : history) {
          const std::string movement =
              kNews[i].movement[0] == 0 ? std::string() : intent.id.value + kNews[i].movement;
          world.confirm(
              world.happens(world.card, intent, kNews[i].kind, movement, kNews[i].amount));
        }
        outcomes.insert(outcome(world, order));
        ++histories;
      }
    } while (std::ranges::next_permutation(turn).found);
    const bool is_paid = (set >> 1 & 1U) != 0;
    ASSERT_EQ(outcomes.size(), 1U) << "set " << set << ": " << *outcomes.begin();
    EXPECT_EQ(outcomes.begin()->starts_with("fulfilled"), is_paid) << "set " << set;
  }
  EXPECT_EQ(histories, 6 + 15 * 2 * 2 + 20 * 6 * 3);
  world.expect_sound_ledger();
}

}  // namespace
}  // namespace aan::service
