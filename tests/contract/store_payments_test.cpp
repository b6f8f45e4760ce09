#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using payment::FactState;
using payment::PaymentException;
using payment::PaymentStatus;

class StorePayments : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (!IsSkipped()) sale = begin_sale();
  }
  payment::PaymentIntent intent() {
    return *read(
        [&](const ports::Snapshot& s) { return s.payments().find_intent(sale.intent.id); });
  }
  std::vector<payment::Payment> payments() {
    return read([&](const ports::Snapshot& s) { return s.payments().payments_of(sale.order.id); });
  }
  void put(const payment::Payment& payment) {
    write([&](ports::UnitOfWork& u) { return u.payments().put_payment(payment); });
  }

  Sale sale;
};
AAN_ON_BOTH_ENGINES(StorePayments);

TEST_P(StorePayments, AnAttemptComesBackAsItWasMade) {
  const payment::PaymentIntent stored = intent();
  EXPECT_EQ(stored.order_id, sale.order.id);
  EXPECT_EQ(stored.due, usd(499));
  EXPECT_EQ(stored.status, PaymentStatus::new_);
  EXPECT_EQ(stored.monitor_until, sale.intent.monitor_until);
  EXPECT_EQ(
      read([&](const ports::Snapshot& s) { return s.payments().intents_of(sale.order.id); }).size(),
      1U);
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.payments().find_intent({"none"}); }));
  EXPECT_EQ(
      refused([&](ports::UnitOfWork& u) { return u.payments().add_intent(sale.intent); }).code,
      Errc::conflict);
}

TEST_P(StorePayments, TheFirstPromptStays) {
  const auto set = [&](std::string_view ref, std::string_view url) {
    write([&](ports::UnitOfWork& u) { return u.payments().set_prompt(sale.intent.id, ref, url); });
  };
  set("ref-1", "/pay/1");
  set("ref-2", "/pay/2");
  EXPECT_EQ(intent().provider_ref, "ref-1");
  EXPECT_EQ(intent().prompt_url, "/pay/1");
  const auto found = [&](std::string_view ref) {
    return read([&](const ports::Snapshot& s) {
      return s.payments().find_intent_by_provider_ref("sandbox", ref);
    });
  };
  EXPECT_TRUE(found("ref-1"));
  EXPECT_FALSE(found("ref-2"));
  EXPECT_FALSE(found(""));
}

TEST_P(StorePayments, OneProviderReferenceNamesOneAttempt) {
  const payment::PaymentIntent other = sample_intent(ids, sale.order);
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.payments().add_intent(other));
    return u.payments().set_prompt(sale.intent.id, "ref-1", "/");
  });
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.payments().set_prompt(other.id, "ref-1", "/");
            }).code,
            Errc::conflict);
}

TEST_P(StorePayments, MovesOnlyFromTheVersionThatWasRead) {
  const auto move = [&](std::int64_t version) {
    return store->write("move", [&](ports::UnitOfWork& u) {
      return u.payments().move_intent(sale.intent.id, version, PaymentStatus::settled,
                                      PaymentException::overpaid);
    });
  };
  EXPECT_TRUE(move(1));
  EXPECT_EQ(move(1).error().code, Errc::conflict);
  EXPECT_EQ(intent().status, PaymentStatus::settled);
  EXPECT_EQ(intent().exception, PaymentException::overpaid);
  EXPECT_EQ(intent().version, 2);
}

TEST_P(StorePayments, MarksStay) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.payments().mark_failed(sale.intent.id));
    return u.payments().mark_cancelled(sale.intent.id);
  });
  EXPECT_TRUE(intent().is_failed);
  EXPECT_TRUE(intent().is_cancelled);
  EXPECT_EQ(refused([](ports::UnitOfWork& u) { return u.payments().mark_failed({"none"}); }).code,
            Errc::not_found);
}

TEST_P(StorePayments, AVoucherAndItsDayStayWithTheAttempt) {
  EXPECT_FALSE(intent().is_voucher);
  EXPECT_FALSE(intent().voucher_until);
  const Timestamp day = sale.intent.created_at + Duration::days(3);
  const Timestamp ends = day + Duration::days(4);
  const auto mark = [&](std::optional<Timestamp> until) {
    write([&](ports::UnitOfWork& u) {
      return u.payments().mark_voucher(sale.intent.id, until, ends, ends + Duration::days(1));
    });
  };
  mark(day);
  EXPECT_TRUE(intent().is_voucher);
  EXPECT_EQ(intent().voucher_until, day);
  EXPECT_EQ(intent().expires_at, ends);
  EXPECT_EQ(intent().monitor_until, ends + Duration::days(1));
  mark(std::nullopt);
  EXPECT_TRUE(intent().is_voucher);
  EXPECT_FALSE(intent().voucher_until) << "its provider names none";
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.payments().mark_voucher({"none"}, day, ends, ends);
            }).code,
            Errc::not_found);
}

TEST_P(StorePayments, BegunAttemptsAreLookedAtWhenDueWhileTheyAreMonitored) {
  const Timestamp now = sale.order.created_at;
  const Timestamp end = sale.intent.monitor_until;
  const auto due = [&](Timestamp at) {
    return read([&](const ports::Snapshot& s) { return s.payments().intents_to_poll(at, 10); })
        .size();
  };
  const auto next = [&](Timestamp at) {
    write([&](ports::UnitOfWork& u) { return u.payments().set_next_poll(sale.intent.id, at); });
  };
  EXPECT_EQ(due(now), 0U) << "not begun";
  write([&](ports::UnitOfWork& u) { return u.payments().set_prompt(sale.intent.id, "r", "/"); });
  EXPECT_EQ(due(now), 1U);
  next(now + Duration::seconds(1));
  EXPECT_EQ(due(now), 0U);
  EXPECT_EQ(due(now + Duration::seconds(1)), 1U);
  EXPECT_EQ(due(end + Duration::days(30)), 1U) << "a shop that was off looks once more";
  next(end);
  EXPECT_EQ(due(end + Duration::days(30)), 0U) << "and then never again";
}

TEST_P(StorePayments, AttemptsWhoseMoneyIsUnderWayAreFoundWhenTheirMonitoredTimeIsOver) {
  const Timestamp begun = sale.intent.created_at;
  const Timestamp end = sale.intent.monitor_until;
  const auto found = [&](Timestamp since, Timestamp now) {
    return read([&](const ports::Snapshot& s) {
             return s.payments().intents_under_way(since, now, 10);
           })
        .size();
  };
  EXPECT_EQ(found(begun, end), 0U) << "nothing is on its way";
  write([&](ports::UnitOfWork& u) {
    return u.payments().move_intent(sale.intent.id, 1, payment::PaymentStatus::processing,
                                    payment::PaymentException::none);
  });
  EXPECT_EQ(found(begun, end - Duration::seconds(1)), 0U) << "it is looked at still";
  EXPECT_EQ(found(begun, end), 1U);
  EXPECT_EQ(found(begun + Duration::seconds(1), end), 0U) << "too long ago";
}

TEST_P(StorePayments, AttemptsOfPastTestsTakeNobodysPlaceAmongThoseThatAreStuck) {
  sales::Order played = sample_order(ids, sale.books);
  played.is_sandbox = true;
  payment::PaymentIntent attempt = sample_intent(ids, played);
  attempt.created_at = sale.intent.created_at - Duration::days(1);
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_order(played));
    AAN_TRY(u.payments().add_intent(attempt));
    for (const auto& id : {attempt.id, sale.intent.id})
      AAN_TRY(u.payments().move_intent(id, 1, PaymentStatus::processing, PaymentException::none));
    return {};
  });
  const auto first = [&](Timestamp before, const ports::TestWays& ways) {
    const auto found =
        read([&](const ports::Snapshot& s) { return s.payments().intents_stuck(before, ways, 1); });
    return found.empty() ? payment::IntentId{} : found[0].id;
  };
  const Timestamp later = sale.intent.created_at + Duration::seconds(1);
  EXPECT_EQ(first(later, {}), sale.intent.id);
  EXPECT_EQ(first(later, {attempt.provider}), attempt.id) << "that test goes on";
  EXPECT_EQ(first(sale.intent.created_at, {}), payment::IntentId{}) << "too young";
}

TEST_P(StorePayments, OfManyDueAttemptsTheYoungestAndTheLongestWaitingAreLookedAtFirst) {
  const Timestamp now = sale.order.created_at + Duration::hours(1);
  std::vector<payment::IntentId> by_age{sale.intent.id};  // the oldest first, and due the longest
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.payments().set_prompt(sale.intent.id, "r0", "/"));
    for (int i = 1; i < 10; ++i) {
      payment::PaymentIntent one = sample_intent(ids, sale.order);
      one.created_at = sale.intent.created_at + Duration::minutes(i);
      AAN_TRY(u.payments().add_intent(one));
      AAN_TRY(u.payments().set_prompt(one.id, "r" + std::to_string(i), "/"));
      by_age.push_back(one.id);
    }
    for (std::size_t i = 0; i < by_age.size(); ++i)
      AAN_TRY(u.payments().set_next_poll(
          by_age[i], sale.order.created_at + Duration::minutes(static_cast<std::int64_t>(i))));
    return {};
  });
  const auto first = [&](std::int64_t limit) {
    std::vector<payment::IntentId> ids_found;
    for (const payment::PaymentIntent& one :
         read([&](const ports::Snapshot& s) { return s.payments().intents_to_poll(now, limit); }))
      ids_found.push_back(one.id);
    return ids_found;
  };
  EXPECT_EQ(first(1), (std::vector{by_age[9]}));
  EXPECT_EQ(first(4), (std::vector{by_age[9], by_age[8], by_age[0], by_age[1]}));
  EXPECT_EQ(first(100).size(), 10U) << "each once";
}

TEST_P(StorePayments, AnEventIsTakenInOnce) {
  ports::StoredPaymentEvent event{"sandbox", "evt-1", sale.intent.id,
                                  "settled", "{}",    clock.wall()};
  const auto add = [&] {
    return write([&](ports::UnitOfWork& u) { return u.payments().add_event(event); });
  };
  EXPECT_TRUE(add());
  EXPECT_FALSE(add());
  event.provider = "other";
  EXPECT_TRUE(add());
  event.event_id = "evt-2";
  event.intent_id = {"not known yet"};
  EXPECT_TRUE(add());
}

TEST_P(StorePayments, APaymentIsKnownByAssetAndReference) {
  payment::Payment p = sample_payment(ids, sale.intent, usd(499));
  p.state = FactState::processing;
  put(p);
  p.id = ids.make<payment::PaymentId>();
  p.state = FactState::settled;
  put(p);
  ASSERT_EQ(payments().size(), 1U);
  EXPECT_EQ(payments()[0].state, FactState::settled);
  p.state = FactState::processing;
  put(p);
  EXPECT_EQ(payments()[0].state, FactState::settled) << "old news";
  p.state = FactState::lost;
  put(p);
  EXPECT_EQ(payments()[0].state, FactState::lost);
  p.state = FactState::settled;
  put(p);
  EXPECT_EQ(payments()[0].state, FactState::lost) << "at one moment the loss counts";
  p.state_at = p.state_at + Duration::seconds(1);
  put(p);
  EXPECT_EQ(payments()[0].state, FactState::settled);
  EXPECT_EQ(payments()[0].amount, usd(499));
}

TEST_P(StorePayments, AKnownPaymentNeverChangesItsAmountOrAttempt) {
  const payment::PaymentIntent other = sample_intent(ids, sale.order);
  write([&](ports::UnitOfWork& u) { return u.payments().add_intent(other); });
  const payment::Payment p = sample_payment(ids, sale.intent, usd(499));
  put(p);
  payment::Payment more = p;
  more.amount = usd(500);
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.payments().put_payment(more); }).code,
            Errc::corrupt);
  payment::Payment elsewhere = p;
  elsewhere.intent_id = other.id;
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.payments().put_payment(elsewhere); }).code,
            Errc::corrupt);
}

}  // namespace
}  // namespace aan::contract
