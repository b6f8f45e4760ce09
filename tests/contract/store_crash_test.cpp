#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/rng.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using sales::OrderState;

// The process that is killed is this test program again, running one disabled test with its folder
// and its crash point in the environment.
constexpr const char* kFolderName = "AAN_STORE_CRASH_FOLDER";

class StoreCrash : public StoreContract {
 protected:
  void SetUp() override {
#if AAN_CRASH_POINTS
    StoreContract::SetUp();
#else
    GTEST_SKIP() << "crash points are not in this build";
#endif
  }

  /// Runs the child test; true when it was killed by its crash point.
  bool is_killed(const std::string& test, const std::string& crash_at) {
    const std::string folder = place->options().data_dir.string();
    const pid_t child = fork();
    if (child == 0) {
      setenv(kFolderName, folder.c_str(), 1);
      setenv("AAN_CRASH_AT", crash_at.c_str(), 1);
      for (const char* of_the_parent : {"GTEST_OUTPUT", "GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX"})
        unsetenv(of_the_parent);
      const std::string filter = "--gtest_filter=StoreCrashChild.DISABLED_" + test;
      const int nowhere = ::open("/dev/null", O_RDWR);
      dup2(nowhere, 1);
      execl("/proc/self/exe", "test", filter.c_str(), "--gtest_also_run_disabled_tests", nullptr);
      _exit(127);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGKILL;
    EXPECT_EQ(WEXITSTATUS(status), 0);
    return false;
  }
  std::vector<std::string> lines(const std::string& name) {
    std::ifstream file(place->options().data_dir / name);
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, StoreCrash, ::testing::Values(StoreEngine::sqlite), engine_name);

// What a payment that covers an order writes, in one unit.
Result<> settle(ports::UnitOfWork& u, const IdSource& ids, const sales::Order& order,
                const payment::PaymentIntent& intent, Timestamp now) {
  const std::int64_t total = order.quote.total.amount;
  AAN_TRY(u.payments().add_event({"sandbox", "evt", intent.id, "settled", "{}", now}));
  AAN_TRY(u.payments().put_payment(sample_payment(ids, intent, order.quote.total)));
  AAN_TRY(u.payments().move_intent(intent.id, intent.version, payment::PaymentStatus::settled,
                                   payment::PaymentException::none));
  AAN_TRY(u.ledger().append(
      sample_entry(ids, order.id, "capture", "main:clearing/sandbox", "main:unapplied", total)));
  AAN_TRY(u.ledger().append(
      sample_entry(ids, order.id, "sale", "main:unapplied", "main:sales", total)));
  AAN_TRY(u.sales().move_order(order.id, order.state, order.version, OrderState::paid, now));
  AAN_TRY(u.sales().move_order(order.id, OrderState::paid, order.version + 1, OrderState::fulfilled,
                               now));
  for (const sales::OrderLine& line : order.lines) {
    const auto right = ids.make<sales::EntitlementId>();
    AAN_TRY(u.sales().add_entitlement({right, order.id, line.id, line.quoted.edition_id, 1, now}));
    for (const catalog::FileId& file : line.quoted.files)
      AAN_TRY(u.sales().add_grant({ids.make<sales::GrantId>(), right, order.id, file, 5, 10,
                                   now + Duration::days(1), now}));
  }
  AAN_TRY(u.queues().enqueue(sample_job(ids, "receipt|" + order.id.value)));
  return u.sales().add_order_event(order.id, {"state", "open>fulfilled", now});
}

TEST(StoreCrashChild, DISABLED_SettlesTheOrder) {
  const SystemClock clock;
  SystemRng rng;
  const IdSource ids("chil", clock, rng);
  store_sql::SqlStoreOptions options;
  options.data_dir = std::getenv(kFolderName);
  options.may_migrate = true;
  const auto store = store_sql::open_sql_store(options, clock);
  ASSERT_TRUE(store);
  sales::Order order;
  payment::PaymentIntent intent;
  ASSERT_TRUE((*store)->read([&](const ports::Snapshot& s) -> Result<> {
    order = AAN_TRY(s.sales().list_orders({.limit = 1})).orders.at(0);
    intent = AAN_TRY(s.payments().intents_of(order.id)).at(0);
    return {};
  }));
  ASSERT_TRUE((*store)->write(
      "settle", [&](ports::UnitOfWork& u) { return settle(u, ids, order, intent, clock.wall()); }));
  std::ofstream(options.data_dir / "acknowledged") << "yes\n" << std::flush;
}

TEST_P(StoreCrash, ASettlementKilledAtAnyStatementHappenedWhollyOrNotAtAll) {
  const Sale sale = begin_sale(2);
  int point = 0;
  for (bool is_settled = false; !is_settled;) {
    store.reset();
    ASSERT_TRUE(is_killed("SettlesTheOrder", "*:" + std::to_string(++point)));
    EXPECT_TRUE(lines("acknowledged").empty());
    store = open();
    ASSERT_TRUE(store);
    read([&](const ports::Snapshot& s) -> Result<int> {
      is_settled = AAN_TRY(s.sales().find_order(sale.order.id))->state == OrderState::fulfilled;
      const std::size_t share = is_settled ? 1 : 0;
      EXPECT_EQ(AAN_TRY(s.payments().payments_of(sale.order.id)).size(), share);
      EXPECT_EQ(AAN_TRY(s.payments().find_intent(sale.intent.id))->version, is_settled ? 2 : 1);
      EXPECT_EQ(AAN_TRY(s.ledger().entries_of(sale.order.id.value)).size(), 2 * share);
      EXPECT_EQ(AAN_TRY(s.sales().entitlements(sale.order.id)).size(), 2 * share);
      EXPECT_EQ(AAN_TRY(s.sales().grants(sale.order.id)).size(), 2 * share);
      EXPECT_EQ(AAN_TRY(s.sales().order_events(sale.order.id)).size(), share);
      EXPECT_EQ(AAN_TRY(s.queues().depth(ports::Queue::outbox)).waiting, share);
      EXPECT_TRUE(AAN_TRY(s.ledger().check()).empty());
      return 0;
    });
  }
  EXPECT_EQ(point, 17 + 2) << "every statement, and both sides of the commit";
}

// Eight threads write pairs; each answer is noted on disk before the next write.
TEST(StoreCrashChild, DISABLED_WritesPairs) {
  const SystemClock clock;
  store_sql::SqlStoreOptions options;
  options.data_dir = std::getenv(kFolderName);
  options.may_migrate = true;
  const auto store = store_sql::open_sql_store(options, clock);
  ASSERT_TRUE(store);
  const FileDescriptor noted(::open((options.data_dir / "acknowledged").c_str(),
                                    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1000; ++i) {
        const std::string key = std::to_string(t) + "-" + std::to_string(i);
        const Result<> done = (*store)->write("pair", [&](ports::UnitOfWork& u) -> Result<> {
          AAN_TRY(u.records().put("left", key, "x"));
          return u.records().put("right", key, "x");
        });
        const std::string line = key + "\n";
        if (!done || ::write(noted.get(), line.data(), line.size()) < 0) return;
      }
    });
  for (std::thread& thread : threads) thread.join();
}

TEST_P(StoreCrash, WhatWasAnsweredIsThereAfterAKillInTheMiddleOfGroups) {
  for (const char* point : {"store.commit.before:3", "store.commit.after:5", "store.statement:101",
                            "store.commit.after:11", "store.statement:400"}) {
    store.reset();
    ASSERT_TRUE(is_killed("WritesPairs", point)) << point;
    store = open();
    ASSERT_TRUE(store);
    const std::vector<std::string> answered = lines("acknowledged");
    EXPECT_FALSE(answered.empty());
    read([&](const ports::Snapshot& s) -> Result<int> {
      for (const std::string& key : answered) {
        EXPECT_TRUE(AAN_TRY(s.records().find("left", key))) << key;
        EXPECT_TRUE(AAN_TRY(s.records().find("right", key))) << key;
      }
      for (int t = 0; t < 8; ++t)
        for (int i = 0; i < 100; ++i) {
          const std::string key = std::to_string(t) + "-" + std::to_string(i);
          EXPECT_EQ(AAN_TRY(s.records().find("left", key)).has_value(),
                    AAN_TRY(s.records().find("right", key)).has_value())
              << "half a unit: " << key;
        }
      return 0;
    });
  }
}

}  // namespace
}  // namespace aan::contract
