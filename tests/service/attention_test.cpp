#include <algorithm>

#include "service/attention/conditions.hpp"
#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "service/audit.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/manage_coupons.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/desk/wrong_codes.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/payment/follow_payments.hpp"
#include "service/payment/note_payout.hpp"
#include "tests/service/shop_world.hpp"

// Each fault gives exactly one item with its next step, and it clears itself when mended.
namespace aan::service {
namespace {

using attention::Kind;
using testing::ScriptedProvider;

class Attention : public ::testing::Test {
 protected:
  Attention() {
    world.card.set_refunds(ScriptedProvider::Refunds::settled);
    machine.observer = "here";
  }
  /// The names of what is open after a look, sorted.
  std::vector<std::string> look() {
    Watch watch(world.shop->room, world.shop->providers);
    must(watch.look(machine));
    items = must(list_attention(world.shop->room));
    std::vector<std::string> names;
    for (const attention::Item& item : items.open)
      names.emplace_back(attention::name_of(item.what.kind));
    std::ranges::sort(names);
    return names;
  }
  using Names = std::vector<std::string>;
  void settle(std::size_t which = 0) {
    must(settle_item(world.shop->room, items.open.at(which).id.value, "ada"));
  }
  void pay_again() {
    world.clock.advance(Duration::seconds(1));
    world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "second", 499));
  }
  void buy() {
    order = world.buy({world.add_book("Walden", world.money(499))});
    intent = world.attempt(order);
  }
  void say(PaymentEventKind kind, const std::string& ref) {
    world.clock.advance(Duration::seconds(1));
    ports::PaymentEvent event;
    event.provider_ref = intent.provider_ref;
    event.kind = kind;
    event.network_ref = ref;
    event.about_ref = "card money " + intent.id.value;
    event.amount = world.money(499);
    event.at = world.clock.wall();
    event.reason = "fraudulent";
    event.due_at = world.clock.wall() + Duration::days(7);
    world.confirm(world.card.tells(event));
  }

  ShopWorld world;
  Machine machine;
  PlacedOrder order;
  payment::PaymentIntent intent;
  AttentionList items;
};

TEST_F(Attention, NothingIsWrongWithASaleThatWentWell) {
  buy();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, ARefundThatFailedStandsOnceAndGoesWhenItIsGivenBack) {
  world.card.set_refunds(ScriptedProvider::Refunds::refused);
  buy();
  pay_again();
  must(world.shop->jobs.run_outbox());
  for (int again = 0; again < 3; ++again) EXPECT_EQ(look(), Names{"refund_failed"});
  EXPECT_EQ(items.open[0].what.label, world.view(order).order.reference);
  EXPECT_EQ(desk_path(items.open[0]), "/desk/orders/" + items.open[0].what.label);
  world.card.set_refunds(ScriptedProvider::Refunds::settled);
  world.clock.advance(Duration::seconds(1));
  RefundRequest request{.order_id = order.id, .requested_by = "operator"};
  request.amount = world.money(499);
  request.idempotency_key = world.key();
  must(world.shop->refund.request(request));
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, ARefundUnderWayIsStuckAfterTwoWeeks) {
  world.card.set_refunds(ScriptedProvider::Refunds::processing);
  buy();
  pay_again();
  must(world.shop->jobs.run_outbox());
  world.clock.advance(kRefundThroughWithin);
  EXPECT_EQ(look(), Names{});
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(look(), Names{"refund_stuck"});
  world.card.set_resting(true);
  EXPECT_EQ(look(), (Names{"method_rests", "refund_stuck"})) << "it was taken: a bank has it";
}

TEST_F(Attention, RefundsThatWaitForAProcessorThatRestsAreToldOfByIt) {
  buy();
  world.card.set_down(true, Errc::unauthenticated);
  pay_again();
  world.card.set_resting(true);
  for (int hour = 0; hour < 12; ++hour) {
    must(world.shop->jobs.run_outbox());
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(look(), Names{"method_rests"});
  world.card.set_resting(false);
  EXPECT_EQ(look(), Names{"refund_stuck"}) << "now nothing else tells of it";
}

TEST_F(Attention, OfPlayMoneyThatIsGoneThereIsNothingToStop) {
  const catalog::OfferId book = world.add_book("Walden", world.money(499));
  const PlacedOrder play = world.place({book}, "sandbox");
  order = world.place({book});
  for (const PlacedOrder& one : {play, order})
    must(world.shop->confirm.cancel(one.id, sales::GivenUpBy::shop));
  const ShopProcess& shop = *world.shop;
  const Providers others({&world.coin});
  RunJobs jobs(shop.room, others, world.shop->begin, world.shop->confirm, world.shop->refund,
               world.shop->mail, world.shop->documents);
  for (std::int64_t i = 0; i <= kTriedInVain; ++i) {
    must(jobs.run_outbox());
    world.clock.advance(Duration::minutes(31));
  }
  EXPECT_EQ(look(), Names{"effect_stuck"}) << "the card's, whose page may still be open";
}

TEST_F(Attention, ARefundThatNobodyTakesIsOneFaultNotTwo) {
  buy();
  world.card.set_down(true);
  pay_again();
  for (int hour = 0; hour < 12; ++hour) {
    must(world.shop->jobs.run_outbox());
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(look(), Names{"refund_stuck"}) << "its job is not told of beside it";
  world.card.set_down(false);
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, WhatTheRailCannotGiveBackIsOwedUntilAPersonSettlesIt) {
  ShopWorld plain;
  const PlacedOrder twice = plain.buy({plain.add_book("Walden", plain.money(499))});
  plain.confirm(
      plain.happens(plain.card, plain.attempt(twice), PaymentEventKind::settled, "second", 499));
  Watch watch(plain.shop->room, plain.shop->providers);
  must(watch.look(machine));
  AttentionList list = must(list_attention(plain.shop->room));
  ASSERT_EQ(list.open.size(), 1U);
  EXPECT_EQ(list.open[0].what.kind, Kind::refund_owed);
  EXPECT_EQ(list.open[0].what.detail, "4.99 USD");
  must(settle_item(plain.shop->room, list.open[0].id.value, "ada"));
  must(settle_item(plain.shop->room, list.open[0].id.value, "ada"));
  must(watch.look(machine));
  list = must(list_attention(plain.shop->room));
  EXPECT_TRUE(list.open.empty());
  ASSERT_EQ(list.settled.size(), 1U);
  EXPECT_EQ(list.settled[0].settled_by, "ada");
  const auto audit = must(list_audit(plain.shop->room, 0, 10));
  EXPECT_EQ(std::ranges::count(audit, "attention.settled", &desk::AuditEntry::action), 1);
  // It grows: what was settled was less.
  plain.clock.advance(Duration::seconds(1));
  plain.confirm(
      plain.happens(plain.card, plain.attempt(twice), PaymentEventKind::settled, "third", 100));
  must(watch.look(machine));
  list = must(list_attention(plain.shop->room));
  ASSERT_EQ(list.open.size(), 1U);
  EXPECT_EQ(list.open[0].what.detail, "5.99 USD");
}

TEST_F(Attention, ADisputeStandsWithItsDateUntilItIsDecided) {
  buy();
  say(PaymentEventKind::dispute_opened, "dp_1");
  say(PaymentEventKind::dispute_withdrawn, "dp_1");
  EXPECT_EQ(look(), Names{"dispute_open"});
  EXPECT_TRUE(items.open[0].what.due_at);
  EXPECT_EQ(items.open[0].what.detail, "4.99 USD, fraudulent");
  EXPECT_EQ(refusal(settle_item(world.shop->room, items.open[0].id.value, "ada")).reason,
            "clears_itself");
  say(PaymentEventKind::dispute_won, "dp_1");
  say(PaymentEventKind::dispute_reinstated, "dp_1");
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, ADisputeThatWasLostIsSettledByHandOrByTime) {
  buy();
  say(PaymentEventKind::dispute_opened, "dp_1");
  say(PaymentEventKind::dispute_lost, "dp_1");
  EXPECT_EQ(look(), Names{"dispute_lost"});
  settle();
  EXPECT_EQ(look(), Names{});
  world.clock.advance(kHappeningsKeptFor + Duration::days(1));
  EXPECT_EQ(look(), Names{});
  EXPECT_TRUE(items.settled.empty());
}

TEST_F(Attention, AWarningOfFraudStandsUntilTheMoneyWentBackOrTheBankAsksForIt) {
  buy();
  say(PaymentEventKind::fraud_warned, "issfr_1");
  EXPECT_EQ(look(), Names{"fraud_warned"});
  EXPECT_EQ(items.open[0].what.detail, "4.99 USD, fraudulent");
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "it takes nothing away";
  world.expect_sound_ledger();
  say(PaymentEventKind::dispute_opened, "dp_1");
  EXPECT_EQ(look(), Names{"dispute_open"});
  say(PaymentEventKind::dispute_won, "dp_1");
  EXPECT_EQ(look(), Names{"fraud_warned"});
  must(world.shop->refund.request({.order_id = order.id,
                                   .amount = world.money(499),
                                   .requested_by = "operator",
                                   .idempotency_key = world.key()}));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, AFailedPayoutStandsUntilALaterOneArrivesInWhateverOrderTheyAreTold) {
  const Timestamp at = world.clock.wall();
  const auto tell = [&](bool has_failed, Duration after) {
    must(world.shop->room.store.write("payout", [&](ports::UnitOfWork& unit) {
      return note_payout(unit, "card", {has_failed, "po_1", "account closed", at + after});
    }));
  };
  tell(true, Duration::minutes(1));
  EXPECT_EQ(look(), Names{"payout_failed"});
  EXPECT_EQ(items.open[0].what.label, "card");
  EXPECT_EQ(items.open[0].what.detail, "po_1, account, at " + rfc3339(at + Duration::minutes(1)));
  tell(false, Duration());
  EXPECT_EQ(look(), Names{"payout_failed"}) << "told late, it is no later one";
  tell(false, Duration::minutes(2));
  EXPECT_EQ(look(), Names{});
  tell(true, Duration::minutes(1));
  EXPECT_EQ(look(), Names{}) << "told again";
}

TEST_F(Attention, MoneyThatIsGoneStandsUntilItIsPaidAgain) {
  buy();
  world.clock.advance(Duration::seconds(1));
  world.confirm(world.happens(world.card, intent, PaymentEventKind::lost,
                              "card money " + intent.id.value, 499));
  EXPECT_EQ(look(), Names{"payment_lost"});
  pay_again();
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, AnOrderPaidLateKeepsItsPriceAndIsToldOf) {
  const catalog::OfferId offer = world.add_book("Walden", world.money(499));
  order = world.place({offer});
  must(set_price(world.shop->room, "walden", {world.money(999)}));
  world.clock.advance(world.attempt(order).expires_at - world.clock.wall() + Duration::minutes(1));
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.view(order).order.quote.total, world.money(499));
  EXPECT_EQ(look(), Names{"paid_late"});
  settle();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, ACodeGivenBeyondItsLimitIsOneItem) {
  const catalog::OfferId offer = world.add_book("Walden", world.money(1000));
  CouponWish wish;
  wish.terms.code = "ONCE";
  wish.terms.percent_bps = 2000;
  wish.terms.uses_max = 1;
  must(add_coupon(world.shop->room, wish));
  const auto place = [&] {
    CheckoutRequest request;
    request.offers = {offer};
    request.coupon = "once";
    request.method = "card";
    request.idempotency_key = world.key();
    return must(world.shop->checkout.place(request));
  };
  const PlacedOrder first = place();
  world.clock.advance(sales::kOrderOpenFor + Duration::hours(1));
  world.run_jobs();
  world.pay(place());
  EXPECT_EQ(look(), Names{});
  world.pay(first);
  EXPECT_EQ(look(), Names{"beyond_limit"});
  EXPECT_EQ(items.open[0].what.detail, "the code ONCE was used more often than it allows");
}

TEST_F(Attention, APartThatWasPaidWaitsUntilTheRestComesOrItsTimeIsOver) {
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "part", 100));
  EXPECT_EQ(look(), Names{"underpaid"});
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "rest", 399));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, AMessageThatNobodyUnderstandsIsTheSameItemWhenItIsBuried) {
  buy();
  ports::PaymentEvent event =
      world.happens(world.card, intent, PaymentEventKind::settled, "strange", 499);
  event.provider_ref = "nobody's attempt";
  must(world.shop->jobs.accept("card", world.card.message(event)));
  for (std::int64_t tries = 0; tries < kTriedInVain; ++tries) {
    EXPECT_EQ(look(), Names{});
    must(world.shop->jobs.run_inbox());
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(look(), Names{"message_unread"});
  const attention::ItemId parked = items.open[0].id;
  for (std::int64_t tries = kTriedInVain; tries < kMessageAttemptsMax; ++tries) {
    must(world.shop->jobs.run_inbox());
    world.clock.advance(Duration::hours(1));
  }
  EXPECT_EQ(look(), Names{"message_unread"});
  EXPECT_EQ(items.open[0].id, parked);
  EXPECT_TRUE(items.open[0].what.detail.ends_with("given up"));
}

TEST_F(Attention, AProcessorThatRestsIsOneFaultWhateverWaitsForItAndAStrangeMessageIsAnother) {
  world.card.send_hints();
  std::vector<PlacedOrder> orders;
  for (int i = 0; i < 2; ++i) {
    orders.push_back(world.place({world.add_book("Walden", world.money(499))}));
    intent = world.attempt(orders.back());
    must(world.shop->jobs.accept(
        "card", world.card.message(world.happens(world.card, intent, PaymentEventKind::settled,
                                                 "money " + std::to_string(i), 499))));
  }
  world.card.set_down(true, Errc::unauthenticated);
  world.place({world.add_book("Emma", world.money(299))});
  world.card.set_resting(true);
  const auto wait = [&](std::int64_t tries) {
    for (std::int64_t i = 0; i < tries; ++i) {
      must(world.shop->jobs.run_outbox());
      must(world.shop->jobs.run_inbox());
      world.clock.advance(Duration::minutes(31));
    }
  };
  wait(kTriedInVain + 1);
  EXPECT_EQ(look(), Names{"method_rests"});
  intent.provider_ref = "nobody's attempt";
  must(world.shop->jobs.accept(
      "card", world.card.message(
                  world.happens(world.card, intent, PaymentEventKind::settled, "strange", 499))));
  wait(kTriedInVain);
  EXPECT_EQ(look(), (Names{"message_unread", "method_rests"}));
  wait(kMessageAttemptsMax);
  EXPECT_EQ(look(), (Names{"message_unread", "method_rests"})) << "nothing that waits is given up";
  world.card.set_down(false);
  world.card.set_resting(false);
  wait(1);
  EXPECT_EQ(look(), Names{"message_unread"});
  for (const PlacedOrder& one : orders) EXPECT_EQ(world.state(one), OrderState::fulfilled);
}

TEST_F(Attention, WhenAProcessorIsWellAgainNothingThatWaitedForItIsAFault) {
  world.card.send_hints();
  const PlacedOrder paid = world.place({world.add_book("Emma", world.money(299))});
  must(world.shop->jobs.accept(
      "card", world.card.message(world.happens(world.card, world.attempt(paid),
                                               PaymentEventKind::settled, "money", 299))));
  world.card.set_down(true);
  order = world.place({world.add_book("Walden", world.money(499))});
  world.card.set_resting(true);
  for (int hour = 0; hour < 12; ++hour) {
    must(world.shop->jobs.run_outbox());
    must(world.shop->jobs.run_inbox());
    world.clock.advance(Duration::hours(1));
  }
  must(world.shop->jobs.run_outbox());
  must(world.shop->jobs.run_inbox());
  EXPECT_EQ(look(), Names{"method_rests"});
  // It answers, and is offered again after five good minutes.
  world.card.set_down(false);
  world.clock.advance(Duration::minutes(5));
  must(world.shop->jobs.run_outbox());
  must(world.shop->jobs.run_inbox());
  world.card.set_resting(false);
  EXPECT_EQ(look(), Names{});
  EXPECT_EQ(world.state(paid), OrderState::fulfilled);
  EXPECT_NE(world.attempt(order).prompt_url, "");
}

TEST_F(Attention, ADamagedBookStandsUntilItIsWholeAgain) {
  world.add_book("Walden", world.money(499));
  catalog::EditionFile file;
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    file = AAN_TRY(at.catalog().files_after({}, 1)).at(0);
    return {};
  }));
  must(note_damaged(world.shop->room, file.cid, true));
  EXPECT_EQ(look(), Names{"file_damaged"});
  EXPECT_EQ(desk_path(items.open[0]), "/desk/books/walden");
  must(note_damaged(world.shop->room, file.cid, false));
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, AJournalThatDoesNotAddUpIsFoundWithinTheHour) {
  buy();
  Watch watch(world.shop->room, world.shop->providers);
  must(watch.look(machine));
  ledger::JournalEntry odd;
  odd.id = world.shop->room.ids.make<ledger::EntryId>();
  odd.kind = "odd";
  odd.at = world.clock.wall();
  odd.postings = {{"main:unapplied", world.money(998)}, {"main:sales", world.money(-998)}};
  must(world.store->write("odd",
                          [&](ports::UnitOfWork& unit) { return unit.ledger().append(odd); }));
  const auto standing = [&] {
    must(watch.look(machine));
    return must(list_attention(world.shop->room)).open;
  };
  EXPECT_TRUE(standing().empty()) << "it was reckoned a moment ago";
  world.clock.advance(kLedgerCheckedEvery);
  const auto open = standing();
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(attention::name_of(open[0].what.kind), "ledger_unsound");
  EXPECT_TRUE(open[0].what.detail.contains("entry_is_about_an_order")) << open[0].what.detail;
}

TEST_F(Attention, ADiskThatFillsIsOneFaultAtATime) {
  constexpr std::uint64_t kDisk = 40ULL << 30;
  machine.disk = DiskSpace{"/srv/shop", 5ULL << 30, kDisk};
  EXPECT_EQ(look(), Names{});
  machine.disk->free_bytes = 1ULL << 30;
  EXPECT_EQ(look(), Names{"disk_low"});
  machine.disk->free_bytes = 1U << 20;
  EXPECT_EQ(look(), Names{"disk_full"});
  machine.disk->free_bytes = 20ULL << 30;
  EXPECT_EQ(look(), Names{});
}

class AttentionByLetter : public Attention {
 protected:
  /// A look, five minutes later, and what was told of since: "how many: kinds".
  std::vector<std::string> look_and_read() {
    Watch watch(world.shop->room, world.shop->providers, /*writes_letters=*/true);
    must(watch.look(machine));
    world.clock.advance(Duration::minutes(5));
    must(world.shop->jobs.run_mail());
    std::vector<std::string> told;
    for (const ports::MailMessage& one : world.shop->post.sent) {
      EXPECT_EQ(one.to, "ines@books.example");
      told.push_back(one.letter.subject + ": " + one.letter.text);
    }
    world.shop->post.sent.clear();
    return told;
  }
};

TEST_F(AttentionByLetter, WhatIsNewIsToldOnceWithAllThatStandsAndNothingWhenAllIsWell) {
  EXPECT_EQ(look_and_read(), Names{});
  buy();
  must(world.store->write("test", [](ports::UnitOfWork& unit) {
    return unit.records().put("shop", "keys_lost", "k1");
  }));
  EXPECT_EQ(look_and_read(), Names{"attention 1: keys_lost "});
  EXPECT_EQ(look_and_read(), Names{}) << "it was told";
  say(PaymentEventKind::dispute_opened, "dispute");
  EXPECT_EQ(look_and_read(), Names{"attention 2: dispute_open keys_lost "});
}

TEST_F(AttentionByLetter, WhatWasMendedBeforeTheLetterLeftIsNotTold) {
  must(world.store->write("test", [](ports::UnitOfWork& unit) {
    return unit.records().put("shop", "keys_lost", "k1");
  }));
  Watch watch(world.shop->room, world.shop->providers, /*writes_letters=*/true);
  must(watch.look(machine));
  machine.keys = {"k1"};
  EXPECT_EQ(look_and_read(), Names{});
}

TEST_F(Attention, AMailServerThatIsAwayIsOneFaultAndALetterThatNobodyTakesIsOneEach) {
  const auto buy_with_mail = [&] {
    CheckoutRequest request;
    request.offers = {world.add_book("Walden", world.money(499))};
    request.method = "card";
    request.email = "ada@example.org";
    request.idempotency_key = world.key();
    world.pay(must(world.shop->checkout.place(request)));
  };
  const auto try_again = [&](std::int64_t times) {
    for (std::int64_t i = 0; i < times; ++i) {
      world.clock.advance(Duration::minutes(31));
      must(world.shop->jobs.run_mail());
    }
  };
  buy_with_mail();
  buy_with_mail();
  world.shop->post.refusal = Error{Errc::unavailable, "mail", "away"};
  try_again(kMailTriedInVain - 1);
  EXPECT_EQ(look(), Names{});
  try_again(1);
  EXPECT_EQ(look(), Names{"mail_stuck"});
  world.shop->post.refusal.reset();
  try_again(1);
  EXPECT_EQ(look(), Names{});
  buy_with_mail();
  world.shop->post.refusal = Error{Errc::unavailable, "mail", "refused", "", {}, "mail_refused"};
  try_again(kRefusedMailTriesMax);
  EXPECT_EQ(look(), Names{"letter_given_up"});
  EXPECT_FALSE(items.open[0].what.detail.contains("ada"));
  settle();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, ABackupIsMissedOnlyWhereOneWasEverMade) {
  world.clock.advance(Duration::days(100));
  EXPECT_EQ(look(), Names{});
  machine.backup_at = world.clock.wall() - kBackupEvery;
  EXPECT_EQ(look(), Names{});
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(look(), Names{"backup_old"});
  machine.backup_at = world.clock.wall();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, WrongCodesWithARightPasswordStandUntilADayAfterTheLast) {
  const desk::PersonId ada{"01JD5Y8T3K9W2B7Q4N6M0XHZCV"};
  must(world.store->write("test", [&](ports::UnitOfWork& unit) {
    return unit.people().add(
        {ada, "ada", desk::Role::owner, false, "hash", std::string(64, 'x'), 0, {}});
  }));
  const auto guess = [&] {
    must(world.store->write("test", [&](ports::UnitOfWork& unit) {
      return count_wrong_code(unit, ada, world.clock.wall());
    }));
  };
  for (std::int64_t i = 1; i < kWrongCodesToSay; ++i) guess();
  EXPECT_EQ(look(), Names{}) << "somebody mistypes";
  guess();
  EXPECT_EQ(look(), Names{"codes_guessed"});
  EXPECT_EQ(items.open[0].what.label, "ada");
  guess();
  EXPECT_EQ(look(), Names{"codes_guessed"}) << "one item, however many";
  world.clock.advance(kWrongCodesKeptFor + Duration::seconds(1));
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, KeysThatWereGivenUpAreMissedUntilTheyAreBack) {
  must(world.store->write("test", [](ports::UnitOfWork& unit) {
    return unit.records().put("shop", "keys_lost", "k1 k2");
  }));
  EXPECT_EQ(look(), Names{"keys_lost"});
  EXPECT_EQ(items.open[0].what.detail, "k1, k2");
  machine.keys = {"k2", "k1", "k3"};
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, MoneyThatCannotBeCountedIsToldOf) {
  buy();
  ports::PaymentEvent event =
      world.happens(world.card, intent, PaymentEventKind::settled, "foreign", 499);
  event.amount = Money{499, *find_asset("EUR")};
  world.confirm(event);
  EXPECT_EQ(look(), Names{"payment_unusable"});
  settle();
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, MoneyThatIsOnItsWayForAMonthIsToldOfUntilItComes) {
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::seen, "debit", 499));
  world.clock.advance(kPaymentThroughWithin);
  EXPECT_EQ(look(), Names{});
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(look(), Names{"payment_unusable"});
  EXPECT_EQ(items.open[0].what.label, world.view(order).order.reference);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "debit", 499));
  EXPECT_EQ(look(), Names{});
}

TEST_F(Attention, WhatHappensToMoneyRingsTheBell) {
  AttentionBell bell;
  Room room{*world.store, world.blobs,        world.clock,    world.rng, world.ids,
            world.keys,   world.shop->sealer, world.currency, &bell};
  ConfirmPayment confirm(room, world.shop->providers);
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  EXPECT_FALSE(bell.hear());
  const ports::PaymentEvent event =
      world.happens(world.card, intent, PaymentEventKind::settled, "money", 499);
  must(confirm.confirm(event));
  EXPECT_TRUE(bell.hear());
  must(confirm.confirm(event));
  EXPECT_FALSE(bell.hear()) << "nothing new was said";
}

}  // namespace
}  // namespace aan::service
