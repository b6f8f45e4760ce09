#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreConcurrency : public StoreContract {
 protected:
  /// Starts `count` threads at once and waits for them.
  template <class Body>
  static void race(int count, Body body) {
    std::latch start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        body(i);
      });
    for (std::thread& thread : threads) thread.join();
  }
};
AAN_ON_BOTH_ENGINES(StoreConcurrency);

TEST_P(StoreConcurrency, OneKeyFromSixtyFourThreadsHasOneEffect) {
  const Sale sale = begin_sale();
  std::atomic<int> stored = 0;
  std::atomic<int> conflicts = 0;
  race(64, [&](int) {
    sales::Order order = sample_order(ids, sale.books);
    const Result<> done = store->write("checkout", [&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.sales().add_order(order));
      return u.sales().add_idempotency({"checkout", "key", "digest", "answer", clock.wall()});
    });
    if (done) ++stored;
    if (!done && done.error().code == Errc::conflict) ++conflicts;
  });
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(conflicts, 63);
  const auto orders =
      read([](const ports::Snapshot& s) { return s.sales().list_orders({.limit = 100}); });
  EXPECT_EQ(orders.total, 2) << "the sale's own, and one of sixty-four";
}

TEST_P(StoreConcurrency, FiveUsesAreTakenFiveTimesByAHundredThreads) {
  const Sale sale = begin_sale();
  const sales::Entitlement right{ids.make<sales::EntitlementId>(),
                                 sale.order.id,
                                 sale.order.lines[0].id,
                                 sale.books[0].edition.id,
                                 1,
                                 clock.wall()};
  sales::DownloadGrant grant;
  grant.id = ids.make<sales::GrantId>();
  grant.entitlement_id = right.id;
  grant.order_id = sale.order.id;
  grant.file_id = sale.books[0].files[0].id;
  grant.expires_at = clock.wall() + Duration::days(1);
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_entitlement(right));
    return u.sales().add_grant(grant);
  });
  std::atomic<int> taken = 0;
  std::atomic<int> failed = 0;
  race(100, [&](int) {
    bool has_use = false;
    const Result<> done = store->write("take", [&](ports::UnitOfWork& u) -> Result<> {
      has_use = AAN_TRY(u.sales().take_use(grant.id, clock.wall()));
      return {};
    });
    if (!done) ++failed;
    if (done && has_use) ++taken;
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(taken, 5);
}

TEST_P(StoreConcurrency, ANameThatManyBringAtOnceIsOneAndAnotherOfItsSlugIsNot) {
  constexpr int kThreads = 12;
  std::vector<SampleBook> books;
  for (int i = 0; i < kThreads; ++i) {
    books.push_back(sample_book(ids, "Raced " + std::to_string(i)));
    const std::string name = i % 2 == 0 ? "C++ Society" : "C# Society";
    books.back().work.contributors = {{name, name, "c-society", {}}};
  }
  race(kThreads, [&](int i) {
    const Result<> done = store->write("add", [&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(books[static_cast<std::size_t>(i)].add(u));
      return {};
    });
    EXPECT_TRUE(done) << done.error().to_string();
  });
  std::set<std::string> slugs;
  for (int i = 0; i < kThreads; ++i) {
    const catalog::WorkId& id = books[static_cast<std::size_t>(i)].work.id;
    const auto book = read([&](const ports::Snapshot& s) { return s.catalog().find_work(id); });
    ASSERT_TRUE(book);
    EXPECT_EQ(book->work.contributors.at(0).name, i % 2 == 0 ? "C++ Society" : "C# Society");
    slugs.insert(book->work.contributors.at(0).slug);
  }
  EXPECT_EQ(slugs, (std::set<std::string>{"c-society", "c-society-2"}));
}

TEST_P(StoreConcurrency, NoJobIsClaimedTwice) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (int i = 0; i < 100; ++i)
      AAN_TRY(u.queues().enqueue(sample_job(ids, "job" + std::to_string(i))));
    return {};
  });
  std::mutex seen_mutex;
  std::multiset<std::string> seen;
  race(12, [&](int) {
    for (int round = 0; round < 5; ++round) {
      std::vector<ports::QueuedJob> jobs;
      const Result<> done = store->write("claim", [&](ports::UnitOfWork& u) -> Result<> {
        jobs = AAN_TRY(u.queues().claim(ports::Queue::outbox, clock.wall(),
                                        clock.wall() + Duration::minutes(1), 3));
        return {};
      });
      EXPECT_TRUE(done) << done.error().to_string();
      const std::scoped_lock lock(seen_mutex);
      for (const ports::QueuedJob& job : jobs) seen.insert(job.id.value);
    }
  });
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 100U);
}

TEST_P(StoreConcurrency, OneMoveOfAnOrderWins) {
  const Sale sale = begin_sale();
  std::atomic<int> moved = 0;
  race(16, [&](int) {
    if (store->write("move", [&](ports::UnitOfWork& u) {
          return u.sales().move_order(sale.order.id, sales::OrderState::open, 1,
                                      sales::OrderState::paid, clock.wall());
        }))
      ++moved;
  });
  EXPECT_EQ(moved, 1);
}

TEST_P(StoreConcurrency, OneJournalKeyFromManyThreadsIsOneEntry) {
  std::atomic<int> fine = 0;
  race(32, [&](int) {
    const ledger::JournalEntry entry =
        sample_entry(ids, {"order"}, "capture", "main:clearing/x", "main:unapplied", 5);
    if (store->write("append", [&](ports::UnitOfWork& u) { return u.ledger().append(entry); }))
      ++fine;
  });
  EXPECT_EQ(fine, 32);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.ledger().entries_of("order"); }).size(),
            1U);
}

TEST_P(StoreConcurrency, AFailingUnitUndoesItselfAndNobodyElse) {
  // original 6.1.11: requests at once joined or broke each other's transaction
  std::atomic<int> stored = 0;
  race(48, [&](int i) {
    const Result<> done = store->write("put", [&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.records().put("race", std::to_string(i), "x"));
      if (i % 3 == 0) return fail(Errc::limited, "test", "changed my mind");
      // A constraint of the database fails inside the unit: half of it is written by then.
      if (i % 3 == 1)
        AAN_TRY(u.sales().add_entitlement({{"e"}, {"none"}, {"none"}, {"none"}, 1, {}}));
      return {};
    });
    if (done) ++stored;
  });
  EXPECT_EQ(stored, 16);
  read([&](const ports::Snapshot& s) -> Result<int> {
    for (int i = 0; i < 48; ++i)
      EXPECT_EQ(AAN_TRY(s.records().find("race", std::to_string(i))).has_value(), i % 3 == 2) << i;
    return 0;
  });
}

TEST_P(StoreConcurrency, TheGenerationNeverGoesBackAndNeverSkipsAWork) {
  race(8, [&](int i) {
    for (int n = 0; n < 4; ++n) {
      const SampleBook book = sample_book(ids, "b" + std::to_string(i) + std::to_string(n));
      const Result<> done = store->write("add", [&](ports::UnitOfWork& u) -> Result<> {
        AAN_TRY(book.add(u));
        return {};
      });
      EXPECT_TRUE(done) << done.error().to_string();
    }
  });
  const auto changes =
      read([](const ports::Snapshot& s) { return s.catalog().changed_after(0, 100); });
  ASSERT_EQ(changes.size(), 32U);
  for (std::size_t i = 0; i < changes.size(); ++i)
    EXPECT_EQ(changes[i].generation, static_cast<std::int64_t>(i + 1));
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.catalog().list({}); }).total, 32);
}

// Each of two units reads what the other writes: one of the two orders must be as if alone.
TEST_P(StoreConcurrency, UnitsThatReadAndWriteAcrossEachOtherActAsIfInTurn) {
  write([](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.records().put("on call", "ada", "yes"));
    return u.records().put("on call", "ben", "yes");
  });
  race(2, [&](int i) {
    const char* self = i == 0 ? "ada" : "ben";
    const char* other = i == 0 ? "ben" : "ada";
    const Result<> done = store->write("leave", [&](ports::UnitOfWork& u) -> Result<> {
      if (AAN_TRY(u.records().find("on call", other)) == "yes")
        return u.records().put("on call", self, "no");
      return {};
    });
    EXPECT_TRUE(done) << done.error().to_string();
  });
  read([](const ports::Snapshot& s) -> Result<int> {
    EXPECT_NE(AAN_TRY(s.records().find("on call", "ada")),
              AAN_TRY(s.records().find("on call", "ben")))
        << "exactly one of the two stays";
    return 0;
  });
}

TEST_P(StoreConcurrency, ASnapshotIsOfOneMomentWhateverIsWrittenMeanwhile) {
  std::atomic<bool> stop = false;
  write([](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.records().put("pair", "a", "0"));
    return u.records().put("pair", "b", "0");
  });
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      const std::string value = std::to_string(i);
      const Result<> done = store->write("pair", [&](ports::UnitOfWork& u) -> Result<> {
        AAN_TRY(u.records().put("pair", "a", value));
        return u.records().put("pair", "b", value);
      });
      EXPECT_TRUE(done) << done.error().to_string();
    }
  });
  for (int i = 0; i < 200; ++i)
    read([&](const ports::Snapshot& s) -> Result<int> {
      const auto a = AAN_TRY(s.records().find("pair", "a"));
      const auto b = AAN_TRY(s.records().find("pair", "b"));
      EXPECT_EQ(a, b);
      return 0;
    });
  stop = true;
  writer.join();
}

class StoreServer : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Engines, StoreServer, ::testing::Values(StoreEngine::postgresql),
                         engine_name);

TEST_P(StoreServer, ConnectionsThatTheServerClosedAreReplaced) {
  const auto put = [&](const char* value) {
    return store->write("put",
                        [&](ports::UnitOfWork& u) { return u.records().put("a", "b", value); });
  };
  EXPECT_TRUE(put("1"));
  ASSERT_TRUE(
      place->tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'aan' AND pid <> pg_backend_pid()"));
  EXPECT_TRUE(put("2"));
  ASSERT_TRUE(
      place->tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'aan' AND pid <> pg_backend_pid()"));
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.records().find("a", "b"); }), "2");
}

TEST_P(StoreServer, AConnectionLostInsideAUnitIsUnavailableAndTheNextOneWorks) {
  const Result<> lost = store->write("put", [&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.records().put("a", "b", "1"));
    EXPECT_TRUE(
        place->tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE application_name = 'aan' AND pid <> pg_backend_pid()"));
    return u.records().put("a", "c", "1");
  });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Errc::unavailable);
  EXPECT_TRUE(lost.error().retry_after_s);
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.records().find("a", "b"); }));
  write([](ports::UnitOfWork& u) { return u.records().put("a", "b", "2"); });
}

}  // namespace
}  // namespace aan::contract
