#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using webhook::Delivery;
using webhook::DeliveryState;
using webhook::Endpoint;
using webhook::EventKind;

class StoreWebhooks : public StoreContract {
 protected:
  Endpoint endpoint(const std::string& name) {
    Endpoint made;
    made.id = ids.make<webhook::EndpointId>();
    made.name = name;
    made.url = "https://" + name + ".example/hook";
    made.events = {EventKind::order_paid, EventKind::refund_settled};
    made.secret_sealed = std::string("\0\xff sealed", 9);
    made.created_by = "ada";
    made.created_at = now;
    return made;
  }
  Endpoint added(const std::string& name) {
    Endpoint made = endpoint(name);
    write([&](ports::UnitOfWork& u) { return u.webhooks().add_endpoint(made); });
    return made;
  }
  Endpoint found(const std::string& name) {
    return *read([&](const ports::Snapshot& s) { return s.webhooks().find_endpoint(name); });
  }
  Delivery queued(const Endpoint& to, Timestamp due, std::int64_t waiting_max = 100) {
    webhook::Event event;
    event.id = ids.make<webhook::EventId>();
    event.kind = EventKind::order_paid;
    event.subject = "test_order";
    event.label = "7K2M-93QD";
    event.amount = Money{499, *find_asset("USD")};
    event.is_test = true;
    event.at = now;
    Delivery delivery;
    delivery.id = ids.make<webhook::DeliveryId>();
    delivery.endpoint_id = to.id;
    delivery.event = event;
    delivery.created_at = now;
    delivery.due_at = due;
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.webhooks().add_event(event));
      return u.webhooks().add_delivery(delivery, waiting_max);
    });
    return delivery;
  }
  std::optional<Delivery> claim(const Endpoint& of, Timestamp at) {
    return write([&](ports::UnitOfWork& u) {
      return u.webhooks().claim(of.id, at, at + Duration::seconds(30));
    });
  }
  std::vector<Delivery> all(const Endpoint& of, std::optional<DeliveryState> state = std::nullopt) {
    return read([&](const ports::Snapshot& s) {
             return s.webhooks().deliveries({of.id, state, 0, 50});
           })
        .deliveries;
  }
  std::size_t due_count(Timestamp at) {
    return read([&](const ports::Snapshot& s) { return s.webhooks().due(at); }).size();
  }
  Timestamp now = clock.wall();
};
AAN_ON_BOTH_ENGINES(StoreWebhooks);

TEST_P(StoreWebhooks, AnEndpointComesBackAsItWentInAndItsNameIsGivenOnce) {
  const Endpoint made = added("stock");
  const Endpoint it = found("stock");
  EXPECT_EQ(it.id, made.id);
  EXPECT_EQ(it.url, made.url);
  EXPECT_EQ(it.events, made.events);
  EXPECT_EQ(it.secret_sealed, made.secret_sealed);
  EXPECT_EQ(it.previous_sealed, "");
  EXPECT_FALSE(it.ended_at);
  EXPECT_EQ(it.health, webhook::Health{});
  const Endpoint again = endpoint("stock");
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.webhooks().add_endpoint(again); }).reason,
            "webhook_taken");
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.webhooks().find_endpoint("other"); }));
}

TEST_P(StoreWebhooks, ADeliveryIsClaimedOnceAndTheOneDueLongestFirst) {
  const Endpoint to = added("stock");
  queued(to, now + Duration::seconds(2));
  const Delivery first = queued(to, now);
  EXPECT_EQ(due_count(now), 1U);
  const auto held = claim(to, now + Duration::seconds(5));
  ASSERT_TRUE(held);
  EXPECT_EQ(held->id, first.id);
  EXPECT_EQ(held->event, first.event);
  EXPECT_EQ(held->attempts, 1);
  EXPECT_EQ(held->tried_since, now + Duration::seconds(5));
  EXPECT_NE(claim(to, now + Duration::seconds(5))->id, first.id);
  EXPECT_FALSE(claim(to, now + Duration::seconds(5)));
  EXPECT_EQ(due_count(now + Duration::seconds(5)), 0U);
  const auto later = claim(to, now + Duration::seconds(35));
  ASSERT_TRUE(later) << "whoever held it is gone";
  EXPECT_EQ(later->attempts, 2);
  EXPECT_EQ(later->tried_since, now + Duration::seconds(5));
  EXPECT_EQ(
      refused([&](ports::UnitOfWork& u) { return u.webhooks().end_claim(*held, *held); }).reason,
      "lease_lost");
}

TEST_P(StoreWebhooks, AClaimEndsAsItsHolderSays) {
  const Endpoint to = added("stock");
  queued(to, now);
  const Delivery held = *claim(to, now);
  Delivery after = held;
  after.due_at = now + Duration::minutes(1);
  after.last_status = 503;
  after.last_error = "status 503";
  write([&](ports::UnitOfWork& u) { return u.webhooks().end_claim(held, after); });
  EXPECT_FALSE(claim(to, now + Duration::seconds(59)));
  const Delivery again = *claim(to, now + Duration::minutes(1));
  EXPECT_EQ(again.last_status, 503);
  EXPECT_EQ(again.last_error, "status 503");
  Delivery done = again;
  done.state = DeliveryState::done;
  done.ended_at = now + Duration::minutes(1);
  write([&](ports::UnitOfWork& u) { return u.webhooks().end_claim(again, done); });
  EXPECT_EQ(all(to, DeliveryState::done).size(), 1U);
  EXPECT_EQ(all(to, DeliveryState::waiting).size(), 0U);
}

TEST_P(StoreWebhooks, AnEndpointThatRestsIsNotSentToAndKeepsNoOtherWaiting) {
  const Endpoint dead = added("dead");
  const Endpoint well = added("well");
  queued(dead, now);
  queued(well, now);
  webhook::Health health;
  health.failures = 3;
  health.failing_since = now;
  health.rests_until = now + Duration::minutes(5);
  health.last_error = "connect";
  EXPECT_TRUE(
      write([&](ports::UnitOfWork& u) { return u.webhooks().change_health(dead.id, {}, health); }));
  EXPECT_FALSE(write([&](ports::UnitOfWork& u) {
    return u.webhooks().change_health(dead.id, {}, {});
  })) << "it is not what was seen any more";
  EXPECT_EQ(found("dead").health, health);
  EXPECT_FALSE(claim(dead, now));
  EXPECT_TRUE(claim(well, now));
  EXPECT_EQ(due_count(now + Duration::minutes(5)), 2U);
}

TEST_P(StoreWebhooks, BeyondTheLimitADeliveryIsDeadFromTheStartAndCanBeGivenBack) {
  const Endpoint to = added("stock");
  for (int i = 0; i < 5; ++i) queued(to, now, /*waiting_max=*/3);
  const auto depth = read([](const ports::Snapshot& s) { return s.webhooks().depths(); }).at(0);
  EXPECT_EQ(depth.name, "stock");
  EXPECT_EQ(depth.waiting, 3);
  EXPECT_EQ(depth.dead, 2);
  const auto revive = [&](std::int64_t limit) {
    return write([&](ports::UnitOfWork& u) { return u.webhooks().revive_dead(to.id, now, limit); });
  };
  EXPECT_EQ(revive(1), 1);
  EXPECT_EQ(revive(9), 1);
  EXPECT_EQ(all(to, DeliveryState::waiting).size(), 5U);
}

TEST_P(StoreWebhooks, WhatWaitsIsHastenedOrGivenUpButNotWhatIsHeld) {
  const Endpoint to = added("stock");
  queued(to, now);
  queued(to, now + Duration::hours(1));
  const Delivery held = *claim(to, now);
  EXPECT_EQ(write([&](ports::UnitOfWork& u) { return u.webhooks().hasten(to.id, now); }), 1);
  EXPECT_EQ(due_count(now), 1U);
  EXPECT_EQ(write([&](ports::UnitOfWork& u) {
              return u.webhooks().give_up(to.id, now + Duration::seconds(1), "not reached", now);
            }),
            1);
  const auto dead = all(to, DeliveryState::dead);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].last_error, "not reached");
  EXPECT_NE(dead[0].id, held.id);
}

TEST_P(StoreWebhooks, WhatCameToItsEndIsSentOnceMoreAsIfNeverTried) {
  const Endpoint to = added("stock");
  queued(to, now);
  const auto revive = [&](const webhook::DeliveryId& id) {
    return write([&](ports::UnitOfWork& u) { return u.webhooks().revive(to.id, id, now); });
  };
  const Delivery held = *claim(to, now);
  EXPECT_FALSE(revive(held.id)) << "it is on its way";
  Delivery done = held;
  done.state = DeliveryState::done;
  done.ended_at = now;
  write([&](ports::UnitOfWork& u) { return u.webhooks().end_claim(held, done); });
  EXPECT_TRUE(revive(held.id));
  EXPECT_EQ(claim(to, now)->attempts, 1);
  EXPECT_FALSE(revive({"test_00000000000000000000000000"}));
}

TEST_P(StoreWebhooks, OneThatEndedIsToldNothingAndItsDeliveriesAreDead) {
  const Endpoint to = added("stock");
  queued(to, now);
  const auto end = [&] {
    return write([&](ports::UnitOfWork& u) { return u.webhooks().end_endpoint(to.id, now); });
  };
  EXPECT_TRUE(end());
  EXPECT_FALSE(end());
  EXPECT_EQ(found("stock").ended_at, now);
  EXPECT_FALSE(claim(to, now));
  EXPECT_EQ(all(to, DeliveryState::dead).size(), 1U);
  EXPECT_TRUE(read([](const ports::Snapshot& s) { return s.webhooks().depths(); }).empty());
}

TEST_P(StoreWebhooks, WhatEndedAndEventsWithoutDeliveriesAreForgotten) {
  const Endpoint to = added("stock");
  queued(to, now);
  queued(to, now);
  const Delivery held = *claim(to, now);
  Delivery done = held;
  done.state = DeliveryState::done;
  done.ended_at = now;
  write([&](ports::UnitOfWork& u) { return u.webhooks().end_claim(held, done); });
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& u) { return u.webhooks().purge(before, 100); });
  };
  EXPECT_EQ(purge(now), 0);
  EXPECT_EQ(purge(now + Duration::seconds(1)), 2) << "the delivery and its event";
  EXPECT_EQ(all(to).size(), 1U) << "what waits stays";
}

TEST_P(StoreWebhooks, EventsAreToldInTheOrderOfTheNumbersThatTheyGetAfterwards) {
  const auto add = [&](Timestamp at) {
    webhook::Event event;
    event.id = ids.make<webhook::EventId>();
    event.kind = EventKind::order_paid;
    event.subject = "test_order";
    event.label = "7K2M-93QD";
    event.amount = Money{499, *find_asset("USD")};
    event.at = at;
    write([&](ports::UnitOfWork& u) { return u.webhooks().add_event(event); });
    return event;
  };
  const auto number_all = [&] {
    const auto fresh = read([](const ports::Snapshot& s) { return s.webhooks().unnumbered(10); });
    write([&](ports::UnitOfWork& u) -> Result<> {
      for (const webhook::EventId& id : fresh) AAN_TRY(u.webhooks().number_event(id));
      return {};
    });
    return fresh.size();
  };
  const auto after = [&](std::int64_t number, std::int64_t limit = 10) {
    return read([&](const ports::Snapshot& s) { return s.webhooks().events_after(number, limit); });
  };
  const auto numbers = [&] {
    return read([](const ports::Snapshot& s) { return s.webhooks().event_numbers(); });
  };
  EXPECT_EQ(numbers().last, 0);
  EXPECT_EQ(numbers().first, 1);
  const webhook::Event second = add(now);
  const webhook::Event first = add(now - Duration::seconds(1));
  EXPECT_TRUE(after(0).empty()) << "without a number nobody is told";
  EXPECT_EQ(number_all(), 2U);
  EXPECT_EQ(number_all(), 0U);
  write([&](ports::UnitOfWork& u) { return u.webhooks().number_event(first.id); });
  const webhook::Event late = add(now - Duration::hours(1));
  number_all();
  ASSERT_EQ(after(0).size(), 3U);
  EXPECT_EQ(after(0)[0], (webhook::NumberedEvent{1, first}));
  EXPECT_EQ(after(0)[1], (webhook::NumberedEvent{2, second}));
  EXPECT_EQ(after(0)[2].event, late) << "what is kept later comes later";
  EXPECT_EQ(after(2).size(), 1U);
  EXPECT_EQ(after(0, 2).size(), 2U);
  EXPECT_EQ(numbers().last, 3);
  EXPECT_EQ(write([&](ports::UnitOfWork& u) {
              return u.webhooks().purge(now + Duration::seconds(1), 100);
            }),
            3);
  EXPECT_EQ(numbers().first, 4) << "a number is never given again";
  add(now);
  number_all();
  EXPECT_EQ(after(0).at(0).number, 4);
}

}  // namespace
}  // namespace aan::contract
