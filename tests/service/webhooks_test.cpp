#include <algorithm>
#include <set>

#include "domain/webhook/pace.hpp"
#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/sale/gifts.hpp"
#include "service/webhook/deliver.hpp"
#include "service/webhook/manage.hpp"
#include "testing/kept_webhooks.hpp"
#include "tests/service/shop_world.hpp"

// HMAC, at least once, back-off, dead letters, redelivery, and no endpoint waits for another.
namespace aan::service {
namespace {

using webhook::DeliveryState;

constexpr const char* kStock = "https://stock.example/hook";
constexpr const char* kBooks = "https://books.example/hook";

class Webhooks : public ::testing::Test {
 protected:
  WebhookWithSecret add(const std::string& name, const std::string& url,
                        const std::string& events = "all") {
    return must(manage().add({name, url, events}, "ada"));
  }
  ManageWebhooks manage() { return {world.shop->room, sender}; }
  DeliverWebhooks deliver() { return {world.shop->room, sender}; }
  // One round of every endpoint that something is due for, each as long as something is.
  void round() {
    DeliverWebhooks courier = deliver();
    for (const webhook::EndpointId& id : must(courier.due()))
      while (must(courier.deliver_one(id))) {
      }
  }
  void run_for(Duration time, Duration step) {
    for (Duration gone; gone < time; gone = gone + step) {
      round();
      world.clock.advance(step);
    }
  }
  void be_dead(const char* url) {
    sender.answers[url] = [](const auto&) -> Result<int> {
      return fail(Errc::unavailable, "outbound", "refused", {}, "connect");
    };
  }
  void be_back(const char* url) { sender.answers.erase(url); }
  std::vector<std::string> kinds(const char* url) {
    std::vector<std::string> names;
    for (const ports::WebhookMessage& one : sender.taken[url])
      names.emplace_back(name_of(one.event.kind));
    return names;
  }
  std::int64_t count(const std::string& name, DeliveryState state) {
    return must(manage().deliveries(name, {{}, state, 0, 1})).total;
  }
  PlacedOrder buy() { return world.buy({book}); }
  /// What needs a person, after a look.
  std::vector<attention::Item> open() {
    Machine machine;
    machine.observer = "here";
    Watch watch(world.shop->room, world.shop->providers);
    must(watch.look(machine));
    return must(list_attention(world.shop->room)).open;
  }
  std::vector<std::string> open_kinds() {
    std::vector<std::string> kinds;
    for (const attention::Item& one : open()) kinds.emplace_back(name_of(one.what.kind));
    return kinds;
  }

  ShopWorld world;
  testing::KeptWebhooks sender;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(Webhooks, ASaleIsToldOfStepByStepAndNamesNobody) {
  add("stock", kStock);
  const PlacedOrder order = buy();
  round();
  EXPECT_EQ(kinds(kStock),
            (std::vector<std::string>{"order.placed", "order.paid", "order.fulfilled"}));
  const ports::WebhookMessage& paid = sender.taken[kStock].at(1);
  EXPECT_EQ(paid.event.subject, order.id.value);
  EXPECT_EQ(paid.event.label, world.view(order).order.reference);
  EXPECT_EQ(paid.event.amount, world.money(499));
  round();
  EXPECT_EQ(sender.tries[kStock].size(), 3U) << "nothing is sent twice";
}

TEST_F(Webhooks, ADeliveredOrderSaysWhetherSomethingOfItIsStillToCome) {
  add("stock", kStock, "order.fulfilled");
  const catalog::OfferId coming = world.add_book("coming", world.money(900));
  must(set_dates(world.shop->room, coming.value,
                 {"", "", rfc3339(world.clock.wall() + Duration::days(10))}));
  world.buy({book, coming});
  round();
  buy();
  round();
  CheckoutRequest request;
  request.offers = {book};
  request.method = "card";
  request.receipt_name = "Ines";
  request.gift = GiftWish{"Ada", "", "", ""};
  request.idempotency_key = world.key();
  const PlacedOrder gift = must(world.shop->checkout.place(request));
  world.pay(gift);
  round();
  std::vector<std::string> parts;
  for (const ports::WebhookMessage& one : sender.taken[kStock]) parts.push_back(one.event.part);
  EXPECT_EQ(parts, (std::vector<std::string>{"to_come", "", "to_come"}));
  // Claimed, and delivered once more after a dispute, it is all there.
  must(claim_gift(world.shop->room,
                  must(claim_token(world.shop->room.keys.ring(), *world.view(gift).gift)),
                  world.key()));
  world.dispute(gift, "d", PaymentEventKind::dispute_opened);
  world.dispute(gift, "d", PaymentEventKind::dispute_won);
  round();
  ASSERT_EQ(sender.taken[kStock].size(), 4U);
  EXPECT_EQ(sender.taken[kStock].back().event.part, "");
}

TEST_F(Webhooks, OnlyWhatWasAskedForIsToldAndNothingWithoutAnEndpoint) {
  buy();
  add("stock", kStock, "order.paid");
  add("books", kBooks, "refund.settled");
  buy();
  round();
  EXPECT_EQ(kinds(kStock), std::vector<std::string>{"order.paid"});
  EXPECT_TRUE(sender.tries[kBooks].empty());
}

TEST_F(Webhooks, ARefundIsToldOfWithItsAmount) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  add("stock", kStock, "refund.settled order.refunded");
  const PlacedOrder order = buy();
  RefundRequest request{.order_id = order.id, .requested_by = "ada"};
  request.amount = world.money(100);
  request.idempotency_key = world.key();
  must(world.shop->refund.request(request));
  must(world.shop->jobs.run_outbox());
  round();
  ASSERT_EQ(kinds(kStock), std::vector<std::string>{"refund.settled"});
  EXPECT_EQ(sender.taken[kStock][0].event.amount, world.money(100));
  EXPECT_FALSE(sender.taken[kStock][0].event.part.empty());
}

TEST_F(Webhooks, OneThatIsDeadForAnHourGetsEverythingWhenItIsBackAndNoOtherWaited) {
  add("stock", kStock);
  add("books", kBooks);
  be_dead(kStock);
  constexpr int kSales = 30;
  for (int sale = 0; sale < kSales; ++sale) {
    buy();
    run_for(Duration::minutes(2), Duration::seconds(10));
    EXPECT_EQ(std::ssize(sender.taken[kBooks]), 3 * (sale + 1)) << "whatever the other does";
  }
  EXPECT_TRUE(sender.taken[kStock].empty());
  EXPECT_LT(sender.tries[kStock].size(), 60U) << "a dead one is not knocked at for every message";
  be_back(kStock);
  run_for(webhook::kRestMax + Duration::seconds(10), Duration::seconds(10));
  std::set<std::string> ids;
  for (const ports::WebhookMessage& one : sender.taken[kStock]) ids.insert(one.event.id.value);
  EXPECT_EQ(ids.size(), std::size_t{3} * kSales) << "all of it, within the longest rest";
  EXPECT_EQ(sender.taken[kStock].size(), ids.size()) << "each once";
  EXPECT_EQ(count("stock", DeliveryState::waiting), 0);
}

TEST_F(Webhooks, AMessageThatIsNotTakenLetsTheOthersPass) {
  add("stock", kStock);
  const PlacedOrder poison = world.place({book});
  sender.answers[kStock] = [&](const ports::WebhookMessage& message) -> Result<int> {
    return message.event.subject == poison.id.value ? 500 : 200;
  };
  round();
  for (int sale = 0; sale < 5; ++sale) buy();
  run_for(Duration::seconds(30), Duration::seconds(1));
  EXPECT_EQ(sender.taken[kStock].size(), 15U);
  EXPECT_EQ(count("stock", DeliveryState::waiting), 1);
  run_for(Duration::hours(3), Duration::minutes(1));
  EXPECT_LT(sender.tries[kStock].size(), 15U + 45U) << "it is tried every five minutes at most";
}

TEST_F(Webhooks, AfterADayAMessageIsGivenUpAndAPersonCanSendItOnceMore) {
  add("stock", kStock, "order.placed");
  be_dead(kStock);
  world.place({book});
  run_for(Duration::hours(23), Duration::minutes(5));
  EXPECT_EQ(count("stock", DeliveryState::waiting), 1);
  run_for(Duration::hours(3), Duration::minutes(5));
  EXPECT_EQ(count("stock", DeliveryState::waiting), 0);
  ASSERT_EQ(count("stock", DeliveryState::dead), 1);
  be_back(kStock);
  const auto dead = must(manage().deliveries("stock", {{}, DeliveryState::dead, 0, 1}));
  EXPECT_EQ(must(manage().redeliver("stock", dead.deliveries.at(0).id.value, "ada")), 1);
  round();
  EXPECT_EQ(kinds(kStock), std::vector<std::string>{"order.placed"});
  EXPECT_EQ(count("stock", DeliveryState::done), 1);
}

TEST_F(Webhooks, WhatAProcessHeldWhenItDiedIsSentAgainUnderItsId) {
  add("stock", kStock, "order.placed");
  world.place({book});
  const webhook::EndpointId id = must(manage().view("stock")).endpoint.id;
  must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
    EXPECT_TRUE(AAN_TRY(
        unit.webhooks().claim(id, world.clock.wall(), world.clock.wall() + kDeliveryLease)));
    return {};
  }));
  world.restart();
  round();
  EXPECT_TRUE(sender.tries[kStock].empty()) << "perhaps the other one is alive";
  world.clock.advance(kDeliveryLease);
  round();
  EXPECT_EQ(kinds(kStock), std::vector<std::string>{"order.placed"});
}

TEST_F(Webhooks, ARolledSecretSignsBesideTheNewOneUntilItsTimeIsOver) {
  const WebhookWithSecret first = add("stock", kStock, "order.placed");
  const WebhookWithSecret second = must(manage().roll("stock", "2", "ada"));
  EXPECT_NE(first.secret.reveal(), second.secret.reveal());
  world.place({book});
  round();
  ASSERT_EQ(sender.taken[kStock].at(0).secrets.size(), 2U);
  EXPECT_EQ(sender.taken[kStock][0].secrets[0].reveal(), second.secret.reveal());
  EXPECT_EQ(sender.taken[kStock][0].secrets[1].reveal(), first.secret.reveal());
  world.clock.advance(Duration::hours(2));
  world.place({book});
  round();
  EXPECT_EQ(sender.taken[kStock].at(1).secrets.size(), 1U);
  must(manage().roll("stock", "0", "ada"));
  world.place({book});
  round();
  ASSERT_EQ(sender.taken[kStock].at(2).secrets.size(), 1U);
  EXPECT_NE(sender.taken[kStock][2].secrets[0].reveal(), second.secret.reveal());
  EXPECT_EQ(refusal(manage().roll("stock", "169", "ada")).reason, "webhook_hours");
}

TEST_F(Webhooks, AnEndpointThatIsDeadForAnHourIsAFaultThatClearsItself) {
  add("stock", kStock, "order.placed");
  be_dead(kStock);
  world.place({book});
  run_for(Duration::minutes(55), Duration::minutes(1));
  EXPECT_TRUE(open().empty());
  run_for(Duration::minutes(10), Duration::minutes(1));
  const auto items = open();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(name_of(items[0].what.kind), "webhook_dead");
  EXPECT_EQ(desk_path(items[0]), "/desk/webhooks/stock");
  EXPECT_EQ(open().size(), 1U) << "once";
  be_back(kStock);
  run_for(Duration::minutes(6), Duration::minutes(1));
  EXPECT_TRUE(open().empty());
}

TEST_F(Webhooks, WhatWasGivenUpInAnOutageIsAFaultAfterItUntilItIsSentOnceMore) {
  add("stock", kStock, "order.placed");
  be_dead(kStock);
  world.place({book});
  run_for(Duration::hours(28), Duration::minutes(5));
  EXPECT_EQ(open_kinds(), std::vector<std::string>{"webhook_dead"}) << "one fault, not two";
  be_back(kStock);
  world.place({book});
  run_for(Duration::minutes(6), Duration::minutes(1));
  EXPECT_EQ(kinds(kStock).size(), 1U);
  const auto items = open();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(name_of(items[0].what.kind), "webhook_given_up");
  EXPECT_EQ(desk_path(items[0]), "/desk/webhooks/stock");
  EXPECT_EQ(must(manage().redeliver("stock", "", "ada")), 1);
  EXPECT_TRUE(open().empty());
}

TEST_F(Webhooks, OneThatRefusesOneKindAloneIsAFaultOnceThatIsGivenUp) {
  add("stock", kStock, "order.placed order.cancelled");
  sender.answers[kStock] = [&](const ports::WebhookMessage& message) -> Result<int> {
    return message.event.kind == webhook::EventKind::order_cancelled ? 400 : 200;
  };
  const auto given_up = [&] { return count("stock", DeliveryState::dead); };
  const auto refuse_one = [&] {
    must(world.shop->confirm.cancel(world.place({book}).id, sales::GivenUpBy::shop));
    for (int hour = 0; hour < 28; ++hour) {
      world.place({book});
      run_for(Duration::hours(1), Duration::minutes(10));
    }
  };
  refuse_one();
  ASSERT_EQ(given_up(), 1);
  auto items = open();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(name_of(items[0].what.kind), "webhook_given_up");
  EXPECT_TRUE(items[0].what.detail.starts_with("order.cancelled, status 400, the newest at"));
  must(settle_item(world.shop->room, items[0].id.value, "ada"));
  EXPECT_TRUE(open().empty()) << "let them be";
  refuse_one();
  ASSERT_EQ(given_up(), 2);
  items = open();
  ASSERT_EQ(items.size(), 1U) << "another one is another matter";
  must(settle_item(world.shop->room, items[0].id.value, "ada"));
  // Away for a while, it is another fault, and what was settled stays so.
  be_dead(kStock);
  world.place({book});
  run_for(Duration::hours(2), Duration::minutes(5));
  EXPECT_EQ(open_kinds(), std::vector<std::string>{"webhook_dead"});
  be_back(kStock);
  run_for(Duration::minutes(6), Duration::minutes(1));
  EXPECT_TRUE(open().empty());
  // The older one passes with its time: that is no news.
  world.clock.advance(world.shop->room.ages.events - Duration::hours(22));
  must(deliver().purge());
  ASSERT_EQ(given_up(), 1);
  EXPECT_TRUE(open().empty());
  must(manage().end("stock", "ada"));
  EXPECT_TRUE(open().empty());
}

TEST_F(Webhooks, AnAddressOfThisMachineAndWhatIsNoAddressAreRefused) {
  const auto refused = [&](const WebhookWish& wish) {
    return refusal(manage().add(wish, "ada")).reason;
  };
  EXPECT_EQ(refused({"stock", "http://stock.example/", "all"}), "webhook_url");
  EXPECT_EQ(refused({"stock", "https://127.0.0.1/", "all"}), "webhook_address");
  EXPECT_EQ(refused({"stock", kStock, "order.lost"}), "webhook_events");
  EXPECT_EQ(refused({"s", kStock, "all"}), "desk_name");
  add("stock", kStock);
  EXPECT_EQ(refused({"stock", kBooks, "all"}), "webhook_taken");
  for (std::int64_t i = 1; i < webhook::kEndpointsMax; ++i)
    add("stock-" + std::to_string(i), kBooks);
  EXPECT_EQ(refused({"one-more", kBooks, "all"}), "webhooks_full");
}

TEST_F(Webhooks, WhatWaitsFollowsTheEndpointToItsNewAddress) {
  add("stock", kStock, "order.placed");
  be_dead(kStock);
  world.place({book});
  run_for(Duration::minutes(30), Duration::minutes(1));
  must(manage().change({"stock", kBooks, ""}, "ada"));
  round();
  EXPECT_EQ(kinds(kBooks), std::vector<std::string>{"order.placed"});
  EXPECT_EQ(must(manage().view("stock")).endpoint.events,
            std::vector{webhook::EventKind::order_placed});
}

TEST_F(Webhooks, OneThatEndedIsToldNothingAndIsNotChanged) {
  add("stock", kStock, "order.placed");
  world.place({book});
  must(manage().end("stock", "ada"));
  must(manage().end("stock", "ada"));
  world.place({book});
  round();
  EXPECT_TRUE(sender.tries[kStock].empty());
  EXPECT_EQ(count("stock", DeliveryState::dead), 1);
  for (const Error& error :
       {refusal(manage().ping("stock", "ada")), refusal(manage().roll("stock", "", "ada")),
        refusal(manage().redeliver("stock", "", "ada")),
        refusal(manage().change({"stock", kBooks, ""}, "ada")),
        refusal(manage().end("nobody", "ada"))})
    EXPECT_EQ(error.reason, "no_such_webhook");
}

}  // namespace
}  // namespace aan::service
