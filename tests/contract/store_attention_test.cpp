#include <algorithm>
#include <thread>

#include "crypto/seal.hpp"
#include "service/attention/watch.hpp"
#include "testing/memory_blob_store.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using attention::Item;
using attention::Kind;
using payment::RefundState;
using ports::OrdersInTrouble;

class StoreAttention : public StoreContract {
 protected:
  Item item(Kind kind = Kind::refund_failed, const std::string& subject = "test_order") {
    Item it;
    it.id = ids.make<attention::ItemId>();
    it.what = {kind, subject, "7K2M-93QD", "4.99 USD", clock.wall() + Duration::days(7), false};
    it.raised_at = it.seen_at = clock.wall();
    return it;
  }
  Item added(Item it) {
    write([&](ports::UnitOfWork& u) { return u.attention().add_item(it); });
    return it;
  }
  void clear(const Item& it) {
    write([&](ports::UnitOfWork& u) { return u.attention().clear_item(it.id, clock.wall()); });
  }
  std::vector<Item> standing() {
    return read([](const ports::Snapshot& s) { return s.attention().standing(); });
  }
  template <class Question>
  OrdersInTrouble ask(Question question) {
    return read([&](const ports::Snapshot& s) { return question(s.attention()); });
  }
  payment::Payment paid(const Sale& sale) {
    const payment::Payment it = sample_payment(ids, sale.intent, usd(499));
    write([&](ports::UnitOfWork& u) { return u.payments().put_payment(it); });
    return it;
  }
  payment::Refund refund(const payment::Payment& of, RefundState state, Duration after) {
    payment::Refund it;
    it.id = ids.make<payment::RefundId>();
    it.payment_id = of.id;
    it.order_id = of.order_id;
    it.provider = of.provider;
    it.amount = usd(200);
    it.state = state;
    it.requested_by = "operator";
    it.requested_at = it.state_at = of.seen_at + after;
    write([&](ports::UnitOfWork& u) { return u.payments().put_refund(it); });
    return it;
  }
  void dispute(const payment::Payment& of, const std::string& ref, payment::DisputeState state) {
    payment::Dispute it;
    it.id = ids.make<payment::DisputeId>();
    it.payment_id = of.id;
    it.order_id = of.order_id;
    it.provider = of.provider;
    it.network_ref = ref;
    it.amount = usd(499);
    it.reason = "fraudulent";
    it.state = state;
    it.evidence_due_at = of.seen_at + Duration::days(7);
    it.opened_at = it.state_at = of.seen_at + Duration::hours(2);
    write([&](ports::UnitOfWork& u) { return u.payments().put_dispute(it); });
  }
};
AAN_ON_BOTH_ENGINES(StoreAttention);

TEST_P(StoreAttention, AnItemComesBackAsItWentInAndStandsOnceForItsSubject) {
  Item it = item(Kind::method_rests, "card");
  it.what.is_local = true;
  it.observer = "test_process";
  added(it);
  ASSERT_EQ(standing().size(), 1U);
  const Item found = standing()[0];
  EXPECT_EQ(found.id, it.id);
  EXPECT_EQ(found.what, it.what);
  EXPECT_EQ(found.observer, "test_process");
  EXPECT_EQ(found.raised_at, it.raised_at);
  EXPECT_EQ(found.seen_at, it.seen_at);
  EXPECT_TRUE(found.is_open());
  Item again = item(Kind::method_rests, "card");
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.attention().add_item(again); }).code,
            Errc::conflict);
  added(item(Kind::method_rests, "coin"));
  added(item(Kind::disk_low, "card"));
  EXPECT_EQ(standing().size(), 3U);
}

TEST_P(StoreAttention, WhatIsClearedStandsNoMoreAndMayComeAgain) {
  const Item first = added(item());
  clear(first);
  EXPECT_TRUE(standing().empty());
  clock.advance(Duration::seconds(1));
  const Item second = added(item());
  clear(first);
  ASSERT_EQ(standing().size(), 1U) << "the second is another one";
  EXPECT_EQ(standing()[0].id, second.id);
  const auto kept =
      read([&](const ports::Snapshot& s) { return s.attention().find_item(first.id); });
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->cleared_at);
  const auto purged = write([&](ports::UnitOfWork& u) {
    return u.attention().purge_cleared(clock.wall() + Duration::days(1));
  });
  EXPECT_EQ(purged, 1);
  EXPECT_EQ(standing().size(), 1U);
}

TEST_P(StoreAttention, AChangeKeepsWhatItIsAbout) {
  Item it = added(item());
  it.what.detail = "9.98 USD";
  it.what.due_at.reset();
  it.settled_at = clock.wall();
  it.settled_by = "ada";
  write([&](ports::UnitOfWork& u) { return u.attention().change_item(it); });
  const Item found = standing().at(0);
  EXPECT_EQ(found.what, it.what);
  EXPECT_EQ(found.settled_by, "ada");
  EXPECT_FALSE(found.is_open());
}

TEST_P(StoreAttention, ARoundIsCarriedOutOnce) {
  const auto round = read([](const ports::Snapshot& s) { return s.attention().round(); });
  const auto move = [&](ports::UnitOfWork& u) { return u.attention().next_round(round); };
  write(move);
  EXPECT_EQ(refused(move).reason, "attention_round");
}

TEST_P(StoreAttention, ARefundThatFailedStandsUntilAnotherOneWasAsked) {
  const payment::Payment payment = paid(begin_sale());
  const auto failed = [](const ports::AttentionStore& s) { return s.refunds_failed(10); };
  refund(payment, RefundState::settled, Duration::hours(1));
  EXPECT_TRUE(ask(failed).empty());
  refund(payment, RefundState::failed, Duration::hours(2));
  refund(payment, RefundState::failed, Duration::hours(3));
  const OrdersInTrouble found = ask(failed);
  ASSERT_EQ(found.size(), 1U) << "one order, one trouble";
  EXPECT_EQ(found[0].id, payment.order_id);
  EXPECT_EQ(found[0].amount, usd(200));
  EXPECT_EQ(found[0].at, payment.seen_at + Duration::hours(3));
  refund(payment, RefundState::requested, Duration::hours(4));
  EXPECT_TRUE(ask(failed).empty());
}

TEST_P(StoreAttention, RefundsAreStuckByTheStateTheyAreIn) {
  const payment::Payment payment = paid(begin_sale());
  const Timestamp at = payment.seen_at + Duration::hours(1);
  const payment::Refund waits = refund(payment, RefundState::requested, Duration::hours(1));
  const auto stuck = [&](Timestamp requested, Timestamp processing) {
    return ask([&](const ports::AttentionStore& s) {
      return s.refunds_stuck({requested, processing}, 10);
    });
  };
  EXPECT_TRUE(stuck(at, at + Duration::days(1)).empty());
  ASSERT_EQ(stuck(at + Duration::seconds(1), at).size(), 1U);
  EXPECT_EQ(stuck(at + Duration::seconds(1), at)[0].word, "requested");
  payment::Refund taken = waits;
  taken.state = RefundState::processing;
  write([&](ports::UnitOfWork& u) { return u.payments().put_refund(taken); });
  EXPECT_TRUE(stuck(at + Duration::days(1), at).empty());
  EXPECT_EQ(stuck(at, at + Duration::seconds(1)).at(0).word, "processing");
}

TEST_P(StoreAttention, DisputesAreOpenWithTheirDateOrLostLately) {
  const payment::Payment payment = paid(begin_sale());
  const auto open = [](const ports::AttentionStore& s) { return s.disputes_open(10); };
  dispute(payment, "dp_1", payment::DisputeState::open);
  ASSERT_EQ(ask(open).size(), 1U);
  EXPECT_EQ(ask(open)[0].word, "fraudulent");
  EXPECT_EQ(ask(open)[0].due_at, payment.seen_at + Duration::days(7));
  dispute(payment, "dp_1", payment::DisputeState::lost);
  EXPECT_TRUE(ask(open).empty());
  const Timestamp when = payment.seen_at + Duration::hours(2);
  const auto lost = [&](Timestamp since) {
    return ask([&](const ports::AttentionStore& s) { return s.disputes_lost(since, 10); }).size();
  };
  EXPECT_EQ(lost(when), 1U);
  EXPECT_EQ(lost(when + Duration::seconds(1)), 0U);
}

TEST_P(StoreAttention, WhatIsOwedAndNotUnderWayIsFoundByTheJournal) {
  const Sale sale = begin_sale();
  const payment::Payment payment = paid(sale);
  const auto owed = [](const ports::AttentionStore& s) { return s.owed_in_vain(10); };
  EXPECT_TRUE(ask(owed).empty());
  write([&](ports::UnitOfWork& u) {
    return u.ledger().append(
        sample_entry(ids, sale.order.id, "refund_due", "main:unapplied", "main:refund_due", 499));
  });
  ASSERT_EQ(ask(owed).size(), 1U);
  EXPECT_EQ(ask(owed)[0].amount, usd(499));
  EXPECT_EQ(ask(owed)[0].reference, sale.order.reference);
  refund(payment, RefundState::processing, Duration::hours(1));
  EXPECT_TRUE(ask(owed).empty());
}

TEST_P(StoreAttention, JobsTriedInVainAndDamagedFilesAreFound) {
  const auto vain = [&](std::int64_t least) {
    return read([&](const ports::Snapshot& s) {
             return s.attention().jobs_in_vain(ports::Queue::outbox, least, 10);
           })
        .size();
  };
  ports::QueuedJob job = sample_job(ids, "a");
  job.attempts = 9;
  write([&](ports::UnitOfWork& u) { return u.queues().enqueue(job); });
  EXPECT_EQ(vain(9), 1U);
  EXPECT_EQ(vain(10), 0U);
  const Sale sale = begin_sale();
  const auto damaged = [&] {
    return read([](const ports::Snapshot& s) { return s.attention().files_damaged(10); });
  };
  EXPECT_TRUE(damaged().empty());
  const catalog::EditionFile& file = sale.books[0].files[0];
  write([&](ports::UnitOfWork& u) { return u.catalog().set_damaged(file.cid, true); });
  ASSERT_EQ(damaged().size(), 1U);
  EXPECT_EQ(damaged()[0].slug, sale.books[0].work.slug);
  EXPECT_EQ(damaged()[0].file_name, file.file_name);
}

TEST_P(StoreAttention, ManyLooksAtOnceRaiseOneItemAndClearItOnce) {
  refund(paid(begin_sale()), RefundState::failed, Duration::hours(1));
  testing::MemoryBlobStore blobs;
  crypto::LiveKeys keys(crypto::KeyRing::generate(rng, clock.wall()));
  crypto::Sealer sealer(keys, rng);
  const service::Providers providers({});
  // Each has a store of its own, as each process has.
  const auto look_at_once = [&] {
    std::vector<std::jthread> at_once;
    for (int process = 0; process < 4; ++process)
      at_once.emplace_back([&, process] {
        const std::unique_ptr<ports::Store> own =
            GetParam() == StoreEngine::sqlite ? nullptr : open();
        const service::Room room{own ? *own : *store, blobs, clock, rng, ids, keys, sealer,
                                 *find_asset("USD")};
        service::Watch watch(room, providers);
        service::Machine machine;
        machine.observer = "process " + std::to_string(process);
        machine.is_alone = false;
        for (int round = 0; round < 5; ++round) {
          const Result<> done = watch.look(machine);
          EXPECT_TRUE(done || done.error().reason == "attention_round") << done.error().to_string();
        }
      });
  };
  // The refund, and that its money was never posted here.
  const auto ids_of = [&](Kind kind) {
    std::vector<std::string> found;
    for (const Item& item : standing())
      if (item.what.kind == kind) found.push_back(item.id.value);
    return found;
  };
  look_at_once();
  EXPECT_EQ(standing().size(), 2U);
  const auto raised = ids_of(Kind::refund_failed);
  EXPECT_EQ(raised.size(), 1U);
  EXPECT_EQ(ids_of(Kind::ledger_unsound).size(), 1U);
  look_at_once();
  EXPECT_EQ(ids_of(Kind::refund_failed), raised);
}

}  // namespace
}  // namespace aan::contract
