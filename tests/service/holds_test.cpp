#include <algorithm>

#include "service/books/manage_catalog.hpp"
#include "service/books/manage_coupons.hpp"
#include "tests/service/shop_world.hpp"

// What an order holds of things that there are few of, from checkout to forgetting.
namespace aan::service {
namespace {

class Holds : public ::testing::Test {
 protected:
  void SetUp() override {
    offer = world.add_book("Walden", world.money(1000));
    CouponWish wish;
    wish.terms.code = "ONCE";
    wish.terms.percent_bps = 2000;
    wish.terms.uses_max = 1;
    must(add_coupon(world.shop->room, wish));
    must(set_copies(world.shop->room, "walden", 1));
  }
  Result<PlacedOrder> try_place(const std::string& coupon = "once",
                                const std::string& holder = {}) {
    CheckoutRequest request;
    request.holder = holder;
    request.offers = {offer};
    request.coupon = coupon;
    request.method = "card";
    request.idempotency_key = world.key();
    return world.shop->checkout.place(request);
  }
  PlacedOrder place() { return must(try_place()); }
  std::int64_t uses() { return must(find_coupon(world.shop->room, "ONCE")).coupon.uses; }
  std::int64_t copies() {
    return must(find_book(world.shop->room, "walden")).offer.copies_left.value_or(-1);
  }
  std::vector<std::string> notes(const PlacedOrder& order) {
    std::vector<std::string> kinds;
    for (const sales::OrderEvent& event : world.view(order).events)
      if (event.kind == "coupon_overused" || event.kind == "stock_oversold" ||
          event.kind == "withheld")
        kinds.push_back(event.kind + " " + event.detail);
    std::ranges::sort(kinds);
    return kinds;
  }

  ShopWorld world;
  catalog::OfferId offer;
};

TEST_F(Holds, AreTakenWithTheOrderAndKeptByWhoPays) {
  const PlacedOrder order = place();
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(copies(), 0);
  EXPECT_EQ(refusal(try_place()).reason, "all_held");
  world.pay(order);
  EXPECT_EQ(refusal(try_place()).reason, "sold_out");
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.clock.advance(sales::kOrderOpenFor + Duration::hours(1));
  world.run_jobs();
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(copies(), 0);
  EXPECT_TRUE(notes(order).empty());
}

TEST_F(Holds, AreGivenBackByTheBuyerAndByTimeOnceEach) {
  const PlacedOrder given_up = place();
  must(world.shop->confirm.cancel(given_up.token, world.key()));
  must(world.shop->confirm.recompute(given_up.id));
  EXPECT_EQ(uses(), 0);
  EXPECT_EQ(copies(), 1);
  const PlacedOrder forgotten = place();
  EXPECT_EQ(uses(), 1);
  world.clock.advance(sales::kOrderOpenFor);
  world.run_jobs();
  EXPECT_EQ(world.state(forgotten), OrderState::cancelled);
  EXPECT_EQ(uses(), 0);
  EXPECT_EQ(copies(), 1);
}

TEST_F(Holds, ALatePaymentKeepsItsPriceAndSaysThatACodeWentBeyond) {
  must(set_copies(world.shop->room, "walden", std::nullopt));
  const PlacedOrder late = place();
  world.clock.advance(sales::kOrderOpenFor);
  world.run_jobs();
  const PlacedOrder quick = place();
  world.pay(quick);
  world.pay(late);
  world.pay(late);
  const OrderView view = world.view(late);
  EXPECT_EQ(view.order.state, OrderState::fulfilled);
  EXPECT_EQ(view.order.quote.total, world.money(800));
  EXPECT_EQ(world.entitlements(late).size(), 1U);
  EXPECT_EQ(notes(late), std::vector<std::string>{"coupon_overused ONCE"});
  EXPECT_TRUE(notes(quick).empty());
  EXPECT_EQ(uses(), 2);
  world.expect_sound_ledger();
}

TEST_F(Holds, AreFreeForOthersAfterTheirTimeAndTheOrderStaysOpen) {
  const PlacedOrder slow = place();
  EXPECT_EQ(world.view(slow).held_until, world.clock.wall() + sales::kHoldFor);
  world.clock.advance(sales::kHoldFor - Duration::seconds(1));
  world.run_jobs();
  EXPECT_EQ(copies(), 0);
  EXPECT_EQ(uses(), 1);
  world.clock.advance(Duration::seconds(1));
  world.run_jobs();
  EXPECT_EQ(world.state(slow), OrderState::open);
  EXPECT_EQ(copies(), 1);
  EXPECT_EQ(uses(), 0);
  OrderView view = world.view(slow);
  EXPECT_EQ(view.held_until, std::nullopt);
  EXPECT_EQ(view.hold_given_back.state, GivenBack::still_there);
  EXPECT_TRUE(view.attempts.back().intent.is_cancelled) << "nobody pays without looking";
  const std::size_t events = view.events.size();
  world.run_jobs();
  EXPECT_EQ(world.view(slow).events.size(), events) << "once";
  const PlacedOrder quick = place();
  EXPECT_EQ(world.view(slow).hold_given_back.state, GivenBack::code_in_other_orders);
  EXPECT_EQ(world.view(slow).hold_given_back.back_at, world.view(quick).held_until);
  must(world.shop->confirm.cancel(quick.token, world.key()));
  const PlacedOrder last = must(try_place(""));
  EXPECT_EQ(world.view(slow).hold_given_back.state, GivenBack::in_other_orders);
  EXPECT_EQ(world.view(slow).hold_given_back.back_at, world.view(last).held_until);
  world.pay(last);
  EXPECT_EQ(world.view(slow).hold_given_back.state, GivenBack::gone);
}

TEST_F(Holds, AreTakenAgainByWhoPaysLaterIfTheyAreStillThere) {
  const PlacedOrder slow = place();
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  must(world.shop->begin.retry(slow.token, "card", world.key()));
  EXPECT_EQ(copies(), 0);
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(world.view(slow).held_until, world.clock.wall() + sales::kHoldFor);
  world.clock.advance(Duration::minutes(10));
  must(world.shop->begin.retry(slow.token, "coin", world.key()));
  EXPECT_EQ(world.view(slow).held_until, world.clock.wall() + Duration::minutes(20))
      << "another attempt makes it no longer";
  world.clock.advance(Duration::seconds(1));
  must(world.shop->begin.retry(slow.token, "card", world.key()));
  world.pay(slow);
  EXPECT_EQ(world.state(slow), OrderState::fulfilled);
  EXPECT_EQ(world.view(slow).held_until, std::nullopt);
  world.clock.advance(Duration::days(1));
  world.run_jobs();
  EXPECT_EQ(copies(), 0);
  EXPECT_EQ(uses(), 1);
  EXPECT_TRUE(notes(slow).empty());
  world.expect_sound_ledger();
}

TEST_F(Holds, PayingAgainIsRefusedWithTheReasonWhenTheyHaveGone) {
  const PlacedOrder slow = must(try_place(""));
  const auto again = [&] { return world.shop->begin.retry(slow.token, "card", world.key()); };
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  const PlacedOrder quick = must(try_place(""));
  EXPECT_EQ(refusal(again()).reason, "hold_in_other_orders");
  world.pay(quick);
  EXPECT_EQ(refusal(again()).reason, "hold_gone");
  EXPECT_EQ(world.state(slow), OrderState::open);
  must(world.shop->confirm.cancel(slow.token, world.key()));
  EXPECT_EQ(world.state(slow), OrderState::cancelled);
  EXPECT_EQ(copies(), 0);
  must(set_copies(world.shop->room, "walden", 2));
  const PlacedOrder code = place();
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  const PlacedOrder with_it = place();
  const auto pay_code = [&] {
    return refusal(world.shop->begin.retry(code.token, "card", world.key())).reason;
  };
  EXPECT_EQ(pay_code(), "hold_code_in_other_orders");
  world.pay(with_it);
  EXPECT_EQ(pay_code(), "hold_code_gone");
}

TEST_F(Holds, OfACodeAloneAreToldFromThoseOfCopies) {
  EXPECT_FALSE(world.view(place()).holds_code_alone) << "of both";
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  must(set_copies(world.shop->room, "walden", std::nullopt));
  EXPECT_FALSE(world.view(must(try_place(""))).holds_code_alone) << "of nothing";
  const PlacedOrder code = place();
  EXPECT_TRUE(world.view(code).holds_code_alone);
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  EXPECT_EQ(world.view(code).held_until, std::nullopt);
  EXPECT_TRUE(world.view(code).holds_code_alone) << "and of what it gave back";
}

TEST_F(Holds, StayWhileAPaymentIsSeenAndEndWhenItFails) {
  const PlacedOrder slow = place();
  const payment::PaymentIntent intent = world.attempt(slow);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::seen, "money", 800));
  EXPECT_EQ(world.state(slow), OrderState::pending);
  world.clock.advance(Duration::hours(2));
  world.run_jobs();
  world.clock.advance(Duration::hours(2));
  world.run_jobs();
  EXPECT_EQ(copies(), 0) << "money is on its way";
  EXPECT_TRUE(world.view(slow).held_until);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::lost, "money", 800));
  world.clock.advance(Duration::minutes(6));
  world.run_jobs();
  EXPECT_EQ(copies(), 1);
  EXPECT_EQ(uses(), 0);
}

TEST_F(Holds, StayWhileAPartIsPaid) {
  const PlacedOrder slow = place();
  const payment::PaymentIntent intent = world.attempt(slow);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "a part", 300));
  world.clock.advance(Duration::hours(3));
  world.run_jobs();
  EXPECT_EQ(copies(), 0);
  world.clock.advance(Duration::hours(21));
  world.run_jobs();
  EXPECT_EQ(world.state(slow), OrderState::cancelled);
  EXPECT_EQ(copies(), 1);
  EXPECT_EQ(world.view(slow).held_until, std::nullopt);
}

TEST_F(Holds, ALatePaymentOfWhatHasGoneGoesBackAndOfWhatIsThereIsDelivered) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder slow = must(try_place(""));
  const payment::PaymentIntent at_the_counter = world.attempt(slow);
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  const PlacedOrder quick = must(try_place(""));
  world.confirm(
      world.happens(world.card, at_the_counter, PaymentEventKind::settled, "late money", 1000));
  world.run_jobs();
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  OrderView view = world.view(slow);
  EXPECT_EQ(view.order.state, OrderState::cancelled);
  EXPECT_TRUE(world.entitlements(slow).empty());
  EXPECT_EQ(view.given_back, world.money(1000));
  EXPECT_EQ(view.refund_due, world.money(0));
  EXPECT_EQ(notes(slow), std::vector<std::string>{"withheld sold_out"});
  world.pay(quick);
  EXPECT_EQ(world.state(quick), OrderState::fulfilled);
  must(set_copies(world.shop->room, "walden", 1));
  const PlacedOrder late = must(try_place(""));
  const payment::PaymentIntent also = world.attempt(late);
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  EXPECT_EQ(copies(), 1);
  world.confirm(world.happens(world.card, also, PaymentEventKind::settled, "just late", 1000));
  EXPECT_EQ(world.state(late), OrderState::fulfilled);
  EXPECT_EQ(copies(), 0);
  EXPECT_TRUE(notes(late).empty());
  world.expect_sound_ledger();
}

TEST_F(Holds, OneStrangerHoldsAFewAndNeverMoreThanHalf) {
  must(set_copies(world.shop->room, "walden", 20));
  std::vector<PlacedOrder> own;
  for (int i = 0; i < sales::kHoldsOfOneSender; ++i)
    own.push_back(must(try_place("", "203.0.113.9")));
  const Error refused = refusal(try_place("", "203.0.113.9"));
  EXPECT_EQ(refused.reason, "holds_too_many");
  EXPECT_EQ(refused.code, Errc::limited);
  EXPECT_EQ(refused.retry_after_s, sales::kHoldFor.s() + 1);
  EXPECT_EQ(copies(), 17);
  EXPECT_TRUE(try_place("", "198.51.100.7")) << "others are not counted with them";
  EXPECT_TRUE(try_place("", "")) << "nor who cannot be told apart";
  world.pay(own[0]);
  EXPECT_TRUE(try_place("", "203.0.113.9")) << "what is paid holds nothing";
  EXPECT_EQ(refusal(try_place("", "203.0.113.9")).reason, "holds_too_many");
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  must(set_copies(world.shop->room, "walden", 4));
  must(try_place("", "203.0.113.9"));
  must(try_place("", "203.0.113.9"));
  EXPECT_EQ(refusal(try_place("", "203.0.113.9")).reason, "holds_too_many_copies");
  must(try_place("", "198.51.100.7"));
  must(set_copies(world.shop->room, "walden", std::nullopt));
  EXPECT_TRUE(try_place("", "203.0.113.9")) << "there are as many as anybody wants";
}

TEST_F(Holds, AnOrderHoldsTheLastCopiesOfAFewTitlesAlone) {
  CheckoutRequest request;
  request.method = "card";
  for (std::int64_t title = 0; title <= sales::kLastCopiesOfAnOrder; ++title) {
    const std::string name = "Print " + std::to_string(title);
    request.offers.push_back(world.add_book(name, world.money(500)));
    must(set_copies(world.shop->room, "print-" + std::to_string(title), 1));
  }
  request.idempotency_key = world.key();
  EXPECT_EQ(refusal(world.shop->checkout.place(request)).reason, "last_copies_too_many");
  must(set_copies(world.shop->room, "print-0", 2));
  request.idempotency_key = world.key();
  EXPECT_TRUE(world.shop->checkout.place(request)) << "of ten the last, of one another";
}

TEST_F(Holds, AStrangerGetsNoMoreByPayingAgain) {
  must(set_copies(world.shop->room, "walden", 20));
  std::vector<PlacedOrder> own;
  for (int i = 0; i < sales::kHoldsOfOneSender; ++i)
    own.push_back(must(try_place("", "203.0.113.9")));
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  for (int i = 0; i < sales::kHoldsOfOneSender; ++i)
    own.push_back(must(try_place("", "203.0.113.9")));
  EXPECT_EQ(
      refusal(world.shop->begin.retry(own[0].token, "card", world.key(), "203.0.113.9")).reason,
      "holds_too_many");
  must(world.shop->confirm.cancel(own[5].token, world.key()));
  EXPECT_EQ(
      refusal(world.shop->begin.retry(own[0].token, "card", world.key(), "203.0.113.9")).reason,
      "holds_too_often");
  EXPECT_EQ(copies(), 18);
}

TEST_F(Holds, OfAStrangerThatNobodyPaysForEndForHoursAfterTheSecondTime) {
  must(set_copies(world.shop->room, "walden", 20));
  const std::string stranger = "203.0.113.9";
  std::vector<PlacedOrder> own;
  for (int i = 0; i < sales::kHoldsOfOneSender; ++i) own.push_back(must(try_place("", stranger)));
  const Timestamp begun = world.clock.wall();
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  for (const PlacedOrder& order : own)
    must(world.shop->begin.retry(order.token, "card", world.key(), stranger));
  EXPECT_EQ(copies(), 17);
  world.clock.advance(sales::kHoldFor);
  world.run_jobs();
  EXPECT_EQ(copies(), 20);
  const Error refused = refusal(try_place("", stranger));
  EXPECT_EQ(refused.reason, "holds_too_often");
  EXPECT_EQ(refused.code, Errc::limited);
  EXPECT_EQ(refused.retry_after_s, (begun + sales::kHoldRest - world.clock.wall()).s() + 1);
  EXPECT_TRUE(try_place("", "198.51.100.7")) << "others are not counted with them";
  world.clock.advance(sales::kHoldRest - sales::kHoldFor - sales::kHoldFor);
  world.run_jobs();
  EXPECT_TRUE(try_place("", stranger));
}

TEST_F(Holds, OfAnOrderAreTakenAgainOnceThenItWaitsWhoeverAsks) {
  const PlacedOrder slow = place();
  const auto again = [&] { return world.shop->begin.retry(slow.token, "card", world.key()); };
  world.clock.advance(sales::kHoldFor);
  must(again());  // the job has not come by: it is given back first, and taken again
  EXPECT_EQ(copies(), 0);
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(world.view(slow).held_until, world.clock.wall() + sales::kHoldFor);
  const auto kinds = [&] {
    std::vector<std::string> found;
    for (const sales::OrderEvent& event : world.view(slow).events)
      if (event.kind.starts_with("h")) found.push_back(event.kind);
    return found;
  };
  EXPECT_EQ(kinds(), (std::vector<std::string>{"hold_over", "held_again"}));
  world.clock.advance(sales::kHoldFor);
  const Timestamp over = world.clock.wall();
  const Error refused = refusal(again());
  EXPECT_EQ(refused.reason, "hold_rests");
  EXPECT_EQ(refused.retry_after_s, sales::kHoldRest.s() + 1);
  world.run_jobs();
  EXPECT_EQ(copies(), 1) << "others may have it";
  EXPECT_EQ(world.view(slow).hold_given_back.state, GivenBack::rests);
  EXPECT_EQ(world.view(slow).hold_given_back.back_at, over + sales::kHoldRest);
  world.clock.advance(sales::kHoldRest);
  EXPECT_EQ(world.view(slow).hold_given_back.state, GivenBack::still_there);
  must(again());
  EXPECT_EQ(copies(), 0);
  world.pay(slow);
  EXPECT_EQ(world.state(slow), OrderState::fulfilled);
  world.expect_sound_ledger();
}

TEST_F(Holds, OfAnOrderThatWasCancelledAreTakenAgainOnceToo) {
  const PlacedOrder order = must(try_place(""));
  const auto again = [&] { return world.shop->begin.retry(order.token, "card", world.key()); };
  must(world.shop->confirm.cancel(order.token, world.key()));
  EXPECT_EQ(copies(), 1);
  must(again());
  EXPECT_EQ(copies(), 0);
  world.clock.advance(sales::kHoldFor);
  EXPECT_EQ(refusal(again()).reason, "hold_rests");
  world.run_jobs();
  EXPECT_EQ(copies(), 1);
}

TEST_F(Holds, OfWhatCostsNothingOneSenderGetsAFewADay) {
  offer = world.add_book("Leaflet", world.money(0));
  must(set_copies(world.shop->room, "leaflet", 50));
  const std::string stranger = "203.0.113.9";
  for (int i = 0; i < sales::kFreeTakesMax; ++i) must(try_place("", stranger));
  const Error refused = refusal(try_place("", stranger));
  EXPECT_EQ(refused.reason, "free_copies_used_up");
  EXPECT_EQ(refused.retry_after_s, sales::kFreeTakesWithin.s() + 1);
  EXPECT_EQ(must(find_book(world.shop->room, "leaflet")).offer.copies_left, 47);
  EXPECT_TRUE(try_place("", "198.51.100.7"));
  EXPECT_TRUE(try_place("", "")) << "who cannot be told apart is not counted";
  world.clock.advance(sales::kFreeTakesWithin);
  world.run_jobs();
  EXPECT_TRUE(try_place("", stranger));
  // A code that takes everything off is the same.
  CouponWish wish;
  wish.terms.code = "GRATIS";
  wish.terms.percent_bps = 10'000;
  wish.terms.uses_max = 20;
  must(add_coupon(world.shop->room, wish));
  offer = world.add_book("Novel", world.money(900));
  must(try_place("gratis", stranger));
  must(try_place("gratis", stranger));
  EXPECT_EQ(refusal(try_place("gratis", stranger)).reason, "free_copies_used_up");
  EXPECT_TRUE(try_place("", stranger)) << "what is paid for is no gift";
  offer = world.add_book("Pamphlet", world.money(0));
  EXPECT_TRUE(try_place("", stranger)) << "there are as many as anybody wants";
}

TEST_F(Holds, ACodeWhoseLastUsesAreHeldSaysUntilWhen) {
  must(set_copies(world.shop->room, "walden", std::nullopt));
  const PlacedOrder slow = place();
  const Error refused = refusal(try_place());
  EXPECT_EQ(refused.reason, "coupon_held");
  EXPECT_EQ(refused.code, Errc::conflict);
  EXPECT_EQ(std::get<std::int64_t>(refused.values.at(0).value),
            (world.clock.wall() + sales::kHoldFor).unix_seconds());
  world.pay(slow);
  EXPECT_EQ(refusal(try_place()).reason, "coupon_used_up");
}

TEST_F(Holds, AreToldApartFromWhatIsSold) {
  must(set_copies(world.shop->room, "walden", 5));
  const PlacedOrder sold = must(try_place(""));
  must(try_place(""));
  world.pay(sold);
  const sales::CopiesTaken taken = must(copies_taken(world.shop->room, offer));
  EXPECT_EQ(taken.sold, 1);
  EXPECT_EQ(taken.held, 1);
  EXPECT_EQ(taken.held_until, world.clock.wall() + sales::kHoldFor);
}

TEST_F(Holds, WhoGivesUpAndPaysAfterSomebodyElseHasItGetsTheMoneyBack) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder given_up = place();
  must(world.shop->confirm.cancel(given_up.token, world.key()));
  const PlacedOrder quick = place();
  world.pay(quick);
  world.pay(given_up);
  must(world.shop->confirm.recompute(given_up.id));
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  const OrderView view = world.view(given_up);
  EXPECT_EQ(view.order.state, OrderState::cancelled);
  EXPECT_TRUE(world.entitlements(given_up).empty());
  EXPECT_EQ(view.given_back, world.money(800));
  EXPECT_EQ(view.refund_due, world.money(0));
  EXPECT_FALSE(view.may_attempt);
  EXPECT_EQ(notes(given_up), std::vector<std::string>{"withheld coupon_used_up"});
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(copies(), 0);
  world.expect_sound_ledger();
  must(set_copies(world.shop->room, "walden", 5));
  must(world.shop->confirm.recompute(given_up.id));
  EXPECT_EQ(world.state(given_up), OrderState::cancelled) << "it was decided once";
}

TEST_F(Holds, GivingUpAndPayingAgainGetsNobodyMoreThanThereIs) {
  std::vector<PlacedOrder> orders;
  for (int i = 0; i < 4; ++i) {
    orders.push_back(place());
    must(world.shop->confirm.cancel(orders.back().token, world.key()));
  }
  must(world.shop->begin.retry(orders[0].token, "card", world.key()));
  EXPECT_EQ(refusal(world.shop->begin.retry(orders[1].token, "card", world.key())).reason,
            "order_withheld")
      << "whoever pays again holds it again";
  world.pay(orders[0]);
  EXPECT_EQ(world.state(orders[0]), OrderState::fulfilled);
  world.pay(orders[1]);
  EXPECT_EQ(world.state(orders[1]), OrderState::cancelled);
  EXPECT_TRUE(world.entitlements(orders[1]).empty());
  EXPECT_EQ(refusal(world.shop->begin.retry(orders[2].token, "card", world.key())).reason,
            "order_withheld");
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(copies(), 0);
  world.run_jobs();
  world.expect_sound_ledger();
}

TEST_F(Holds, ALatePaymentTakesWhatIsStillThereWithoutAWord) {
  const PlacedOrder late = place();
  must(world.shop->confirm.cancel(late.token, world.key()));
  world.pay(late);
  EXPECT_TRUE(notes(late).empty());
  EXPECT_EQ(uses(), 1);
  EXPECT_EQ(copies(), 0);
}

TEST_F(Holds, ARefusedOrderHoldsNothing) {
  const catalog::OfferId other = world.add_book("Emma", world.money(500));
  must(set_copies(world.shop->room, "emma", 0));
  CheckoutRequest request;
  request.offers = {offer, other};
  request.coupon = "ONCE";
  request.method = "card";
  request.idempotency_key = world.key();
  EXPECT_EQ(refusal(world.shop->checkout.place(request)).reason, "sold_out");
  EXPECT_EQ(uses(), 0);
  EXPECT_EQ(copies(), 1);
}

TEST_F(Holds, OneKeyIsOneUse) {
  CheckoutRequest request;
  request.offers = {offer};
  request.coupon = "once";
  request.method = "card";
  request.idempotency_key = world.key();
  const PlacedOrder first = must(world.shop->checkout.place(request));
  request.coupon = "ONCE";
  EXPECT_EQ(must(world.shop->checkout.place(request)).id, first.id) << "the same code";
  request.coupon = "OTHER";
  EXPECT_EQ(refusal(world.shop->checkout.place(request)).reason, "idempotency_key_reused");
  EXPECT_EQ(uses(), 1);
}

TEST_F(Holds, AnOrderThatIsForgottenTakesItsHoldsWithIt) {
  const PlacedOrder order = place();
  must(world.shop->confirm.cancel(order.token, world.key()));
  world.clock.advance(sales::kUnpaidOrderKeptFor + Duration::days(8));
  world.run_jobs();
  world.run_jobs();
  EXPECT_FALSE(view_order(world.shop->room, world.shop->providers, order.token));
  EXPECT_EQ(uses(), 0);
  EXPECT_EQ(copies(), 1);
}

TEST_F(Holds, AWrongCodeIsLookedAtSoOftenAndTheShopSellsOn) {
  must(set_copies(world.shop->room, "walden", std::nullopt));
  const OrderPace::Limits limits;
  for (int i = 0; i < limits.codes.burst; ++i)
    EXPECT_EQ(refusal(try_place("WRONG" + std::to_string(i))).reason, "coupon_unknown");
  const Error slowed = refusal(try_place("ONCE"));
  EXPECT_EQ(slowed.reason, "coupon_tries_too_fast");
  EXPECT_EQ(slowed.code, Errc::limited);
  EXPECT_TRUE(slowed.retry_after_s.has_value());
  EXPECT_TRUE(try_place(""));
  Basket known;
  known.offers = {offer};
  known.coupon = "ONCE";
  known.has_code_worked = true;
  EXPECT_TRUE(world.shop->checkout.review(known)) << "whoever has used it before goes on";
  world.clock.advance(limits.codes.refill);
  EXPECT_TRUE(try_place("ONCE"));
}

TEST(OwnPrice, WhatABuyerChoseIsFrozenAndEarned) {
  ShopWorld world;
  const catalog::OfferId offer = world.add_book("Walden", world.money(1000));
  catalog::PriceTerms terms = world.money(0);
  terms.buyer_sets_price = true;
  must(set_price(world.shop->room, "walden", terms));
  CheckoutRequest request;
  request.offers = {offer};
  request.amounts = {{offer, world.money(777)}};
  request.method = "card";
  request.idempotency_key = world.key();
  const PlacedOrder order = must(world.shop->checkout.place(request));
  must(set_price(world.shop->room, "walden", world.money(5000)));
  world.pay(order);
  EXPECT_EQ(world.view(order).order.quote.total, world.money(777));
  EXPECT_EQ(world.balance("main:sales"), -777);
  must(set_price(world.shop->room, "walden", terms));
  request.amounts = {{offer, world.money(0)}};
  request.method.clear();
  request.idempotency_key = world.key();
  EXPECT_EQ(world.state(must(world.shop->checkout.place(request))), OrderState::fulfilled);
  world.expect_sound_ledger();
}

}  // namespace
}  // namespace aan::service
