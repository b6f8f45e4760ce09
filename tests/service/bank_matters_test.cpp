#include <algorithm>

#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "tests/service/shop_world.hpp"

// Inquiries before a dispute, and appeals after one: they have a deadline and move nothing.
namespace aan::service {
namespace {

using ports::PaymentEventKind;
using sales::OrderState;

class BankMatters : public ::testing::Test {
 protected:
  using Names = std::vector<std::string>;
  BankMatters() {
    machine.observer = "here";
    order = world.buy({world.add_book("Walden", world.money(499))});
    intent = world.attempt(order);
  }
  Names look() {
    Watch watch(world.shop->room, world.shop->providers);
    must(watch.look(machine));
    items = must(list_attention(world.shop->room));
    Names names;
    for (const attention::Item& item : items.open)
      names.emplace_back(attention::name_of(item.what.kind));
    return names;
  }
  void say(PaymentEventKind kind, std::int64_t cents = 499) {
    world.clock.advance(Duration::seconds(1));
    ports::PaymentEvent event;
    event.provider_ref = intent.provider_ref;
    event.kind = kind;
    event.network_ref = "dp_1";
    event.about_ref = "card money " + intent.id.value;
    event.amount = world.money(cents);
    event.at = world.clock.wall();
    event.reason = "fraudulent";
    event.due_at = world.clock.wall() + Duration::days(7);
    world.confirm(world.card.tells(event));
  }
  /// What the time line says of them.
  Names told(std::string_view kind) {
    Names details;
    for (const sales::OrderEvent& event : world.view(order).events)
      if (event.kind == kind) details.push_back(event.detail);
    return details;
  }

  ShopWorld world;
  Machine machine;
  PlacedOrder order;
  payment::PaymentIntent intent;
  AttentionList items;
};

TEST_F(BankMatters, AnInquiryStandsWithItsDateUntilTheBankClosesItAndTakesNothing) {
  say(PaymentEventKind::inquiry_over);  // said of what never was
  EXPECT_EQ(look(), Names{});
  say(PaymentEventKind::inquiry_opened);
  EXPECT_EQ(look(), Names{"inquiry_open"});
  EXPECT_TRUE(items.open[0].what.due_at);
  EXPECT_EQ(items.open[0].what.detail, "4.99 USD, fraudulent");
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
  say(PaymentEventKind::inquiry_over);
  EXPECT_EQ(look(), Names{});
}

TEST_F(BankMatters, AnInquiryThatWasAnsweredIsNoItemUntilTheBankAsksAgain) {
  say(PaymentEventKind::answer_given);  // said of what never was
  say(PaymentEventKind::inquiry_opened);
  say(PaymentEventKind::answer_wanted);
  EXPECT_EQ(look(), Names{"inquiry_open"});
  say(PaymentEventKind::answer_given);
  say(PaymentEventKind::answer_given);
  EXPECT_EQ(look(), Names{});
  say(PaymentEventKind::answer_wanted);
  EXPECT_EQ(look(), Names{"inquiry_open"});
  EXPECT_EQ(items.open[0].what.due_at, world.clock.wall() + Duration::days(7)) << "its new day";
  say(PaymentEventKind::answer_wanted);
  look();
  EXPECT_EQ(items.open[0].what.due_at, world.clock.wall() + Duration::days(7)) << "moved meanwhile";
  say(PaymentEventKind::answer_given);
  EXPECT_EQ(look(), Names{});
  say(PaymentEventKind::inquiry_over);
  say(PaymentEventKind::answer_wanted);
  EXPECT_EQ(look(), Names{});
  EXPECT_EQ(told("inquiry"), (Names{"opened", "answered", "asked", "answered", "over"}));
}

TEST_F(BankMatters, ALostDisputeStaysUnsaidWhileItsAppealIsLookedAt) {
  say(PaymentEventKind::dispute_opened);
  say(PaymentEventKind::dispute_withdrawn);
  say(PaymentEventKind::dispute_lost);
  say(PaymentEventKind::appeal_opened);
  say(PaymentEventKind::answer_given);
  EXPECT_EQ(look(), Names{});
  say(PaymentEventKind::appeal_over);
  EXPECT_EQ(look(), Names{"dispute_lost"});
  EXPECT_EQ(told("appeal"), (Names{"opened", "answered", "over"}));
}

TEST_F(BankMatters, AnInquiryMayBecomeADisputeOfAnotherAmountAndALostOneBeAppealed) {
  say(PaymentEventKind::inquiry_opened, 400);
  say(PaymentEventKind::inquiry_over);
  say(PaymentEventKind::dispute_opened);
  say(PaymentEventKind::dispute_withdrawn);
  EXPECT_EQ(look(), Names{"dispute_open"});
  EXPECT_EQ(world.state(order), OrderState::disputed);
  say(PaymentEventKind::appeal_over);
  say(PaymentEventKind::dispute_lost);
  EXPECT_EQ(look(), Names{"dispute_lost"});
  say(PaymentEventKind::appeal_opened);
  EXPECT_EQ(look(), Names{"appeal_open"}) << "and not that nothing can be done";
  EXPECT_EQ(world.state(order), OrderState::charged_back);
  say(PaymentEventKind::appeal_over);
  say(PaymentEventKind::dispute_reinstated);
  say(PaymentEventKind::dispute_won);
  EXPECT_EQ(look(), Names{});
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
}

}  // namespace
}  // namespace aan::service
