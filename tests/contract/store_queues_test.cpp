#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using ports::Queue;
using Jobs = std::vector<ports::QueuedJob>;

Error no(const char* why) { return fail(Errc::unavailable, "try", why).error(); }

class StoreQueues : public StoreContract {
 protected:
  bool enqueue(const ports::QueuedJob& job) {
    return write([&](ports::UnitOfWork& u) { return u.queues().enqueue(job); });
  }
  Jobs claim(Timestamp at, std::int64_t limit = 10, Queue queue = Queue::outbox) {
    return write([&](ports::UnitOfWork& u) {
      return u.queues().claim(queue, at, at + Duration::minutes(1), limit);
    });
  }
  bool has_due(Timestamp at) {
    return read([&](const ports::Snapshot& s) { return s.queues().has_due(Queue::outbox, at); });
  }
  ports::QueueDepth depth() {
    return read([](const ports::Snapshot& s) { return s.queues().depth(Queue::outbox); });
  }
  Timestamp now = clock.wall();
};
AAN_ON_BOTH_ENGINES(StoreQueues);

TEST_P(StoreQueues, TheSameMessageTwiceIsOneEvenAfterItIsDone) {
  EXPECT_TRUE(enqueue(sample_job(ids, "a")));
  EXPECT_FALSE(enqueue(sample_job(ids, "a")));
  EXPECT_TRUE(enqueue(sample_job(ids, "a", Queue::inbox))) << "another queue";
  const Jobs jobs = claim(now);
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].payload, R"({"intent":"x"})");
  EXPECT_EQ(jobs[0].attempts, 1);
  write([&](ports::UnitOfWork& u) { return u.queues().complete(jobs[0]); });
  EXPECT_FALSE(enqueue(sample_job(ids, "a")));
  EXPECT_EQ(depth().waiting, 0);
}

TEST_P(StoreQueues, AClaimMayBeOfOneRankAloneAndElseGoesByAge) {
  ports::QueuedJob old = sample_job(ids, "old");
  old.rank = ports::JobRank::second;
  old.due_at = now - Duration::minutes(1);
  enqueue(old);
  enqueue(sample_job(ids, "first"));
  const auto claim_of = [&](std::optional<ports::JobRank> rank) {
    return write([&](ports::UnitOfWork& u) {
      return u.queues().claim(Queue::outbox, now, now + Duration::minutes(1), 1, rank);
    });
  };
  const Jobs first = claim_of(ports::JobRank::first);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].dedupe_key, "first");
  EXPECT_EQ(first[0].rank, ports::JobRank::first);
  EXPECT_TRUE(claim_of(ports::JobRank::first).empty());
  const Jobs any = claim_of(std::nullopt);
  ASSERT_EQ(any.size(), 1U);
  EXPECT_EQ(any[0].dedupe_key, "old");
  EXPECT_EQ(any[0].rank, ports::JobRank::second);
}

TEST_P(StoreQueues, AClaimedJobIsHeldUntilItsLeaseEnds) {
  enqueue(sample_job(ids, "a"));
  EXPECT_EQ(claim(now).size(), 1U);
  EXPECT_TRUE(claim(now + Duration::seconds(59)).empty());
  const Jobs again = claim(now + Duration::minutes(1));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, 2);
  EXPECT_EQ(depth().waiting, 1);
}

TEST_P(StoreQueues, AJobIsDueExactlyWhenAClaimWouldTakeIt) {
  EXPECT_FALSE(has_due(now));
  ports::QueuedJob job = sample_job(ids, "a");
  job.due_at = now + Duration::seconds(5);
  enqueue(job);
  EXPECT_FALSE(has_due(now + Duration::seconds(4)));
  EXPECT_TRUE(has_due(now + Duration::seconds(5)));
  const Jobs held = claim(now + Duration::seconds(5));
  EXPECT_FALSE(has_due(now + Duration::seconds(64))) << "somebody holds it";
  EXPECT_TRUE(has_due(now + Duration::seconds(65)));
  write([&](ports::UnitOfWork& u) { return u.queues().complete(held.at(0)); });
  EXPECT_FALSE(has_due(now + Duration::days(1)));
}

TEST_P(StoreQueues, WhatIsDoneIsForgottenAfterItsTimeAndNothingElse) {
  for (const char* name : {"done", "waiting", "dead"}) enqueue(sample_job(ids, name));
  for (const ports::QueuedJob& job : claim(now)) {
    if (job.dedupe_key == "done")
      write([&](ports::UnitOfWork& u) { return u.queues().complete(job); });
    if (job.dedupe_key == "dead")
      write([&](ports::UnitOfWork& u) { return u.queues().bury(job, no("why")); });
  }
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& u) { return u.queues().purge_done(before); });
  };
  EXPECT_EQ(purge(now), 0);
  EXPECT_EQ(purge(now + Duration::seconds(1)), 1);
  EXPECT_EQ(depth().waiting, 1);
  EXPECT_EQ(depth().dead, 1);
  EXPECT_TRUE(enqueue(sample_job(ids, "done"))) << "it is not remembered any more";
}

TEST_P(StoreQueues, JobsComeWhenTheyAreDueOldestFirst) {
  for (int i = 3; i >= 1; --i) {
    ports::QueuedJob job = sample_job(ids, "job" + std::to_string(i));
    job.due_at = now + Duration::seconds(i);
    enqueue(job);
  }
  EXPECT_TRUE(claim(now).empty());
  const Jobs jobs = claim(now + Duration::seconds(3), 2);
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[0].dedupe_key, "job1");
  EXPECT_EQ(jobs[1].dedupe_key, "job2");
}

TEST_P(StoreQueues, AFailedJobComesBackLaterOrIsBuried) {
  enqueue(sample_job(ids, "a"));
  const Jobs jobs = claim(now);
  write([&](ports::UnitOfWork& u) {
    return u.queues().postpone(jobs[0], now + Duration::minutes(5), no("no answer"));
  });
  EXPECT_TRUE(claim(now + Duration::minutes(4)).empty());
  const Jobs again = claim(now + Duration::minutes(5));
  EXPECT_EQ(again.at(0).last_error, "try: no answer");
  EXPECT_EQ(again.at(0).last_errc, Errc::unavailable);
  write([&](ports::UnitOfWork& u) { return u.queues().bury(again[0], no("poison")); });
  EXPECT_TRUE(claim(now + Duration::days(1)).empty());
  EXPECT_EQ(depth().dead, 1);
  EXPECT_EQ(depth().waiting, 0);
  const Jobs dead =
      read([](const ports::Snapshot& s) { return s.queues().dead(Queue::outbox, 5); });
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].last_error, "try: poison");
}

TEST_P(StoreQueues, OnlyTheHolderOfTheLeaseEndsAJob) {
  enqueue(sample_job(ids, "a"));
  const ports::QueuedJob slow = claim(now).at(0);
  const ports::QueuedJob holder = claim(now + Duration::minutes(1)).at(0);
  const auto refuses = [&](const ports::QueuedJob& job) {
    EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.queues().complete(job); }).reason,
              "lease_lost");
    EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
                return u.queues().postpone(job, now, no("late"));
              }).reason,
              "lease_lost");
    EXPECT_EQ(
        refused([&](ports::UnitOfWork& u) { return u.queues().bury(job, no("late")); }).reason,
        "lease_lost");
  };
  refuses(slow);
  refuses(sample_job(ids, "never put in"));
  EXPECT_EQ(depth().waiting, 1);
  write([&](ports::UnitOfWork& u) { return u.queues().complete(holder); });
  EXPECT_EQ(depth().waiting, 0);
  refuses(holder);
  refuses(slow);
}

TEST_P(StoreQueues, WhatWaitsIsListedInItsOrderHeldOrNot) {
  for (int i = 3; i >= 1; --i) {
    ports::QueuedJob job = sample_job(ids, "job" + std::to_string(i));
    job.due_at = now + Duration::seconds(i);
    enqueue(job);
  }
  enqueue(sample_job(ids, "other", Queue::inbox));
  const auto waiting = [&](std::int64_t limit) {
    return read([&](const ports::Snapshot& s) { return s.queues().waiting(Queue::outbox, limit); });
  };
  const Jobs held = claim(now + Duration::seconds(2));
  ASSERT_EQ(held.size(), 2U);
  const Jobs jobs = waiting(10);
  ASSERT_EQ(jobs.size(), 3U);
  EXPECT_EQ(jobs[0].dedupe_key, "job1");
  EXPECT_EQ(jobs[0].attempts, 1);
  EXPECT_EQ(jobs[2].dedupe_key, "job3");
  EXPECT_EQ(waiting(2).size(), 2U);
  write([&](ports::UnitOfWork& u) { return u.queues().complete(held[0]); });
  write([&](ports::UnitOfWork& u) { return u.queues().bury(held[1], no("poison")); });
  EXPECT_EQ(waiting(10).size(), 1U) << "neither what is done nor what is dead";
}

TEST_P(StoreQueues, ABuriedJobIsGivenBackAsIfItHadNeverBeenTried) {
  enqueue(sample_job(ids, "a"));
  const ports::QueuedJob held = claim(now).at(0);
  const ports::JobId id = held.id;
  const auto revive = [&](ports::UnitOfWork& u) {
    return u.queues().revive(id, now + Duration::hours(1));
  };
  EXPECT_EQ(refused(revive).code, Errc::not_found) << "it is not dead";
  write([&](ports::UnitOfWork& u) { return u.queues().bury(held, no("poison")); });
  const ports::QueuedJob back = write(revive);
  EXPECT_EQ(back.id, id);
  EXPECT_EQ(back.attempts, 0);
  EXPECT_EQ(back.last_error, "try: poison");
  EXPECT_EQ(depth().dead, 0);
  EXPECT_TRUE(claim(now + Duration::minutes(59)).empty());
  EXPECT_EQ(claim(now + Duration::hours(1)).at(0).id, id);
}

class StoreRecords : public StoreContract {};
AAN_ON_BOTH_ENGINES(StoreRecords);

TEST_P(StoreRecords, ARecordIsReplaced) {
  const auto find = [&](std::string_view key) {
    return read([&](const ports::Snapshot& s) { return s.records().find("shop", key); });
  };
  EXPECT_FALSE(find("name"));
  for (const char* value : {"One", "Two"})
    write([&](ports::UnitOfWork& u) { return u.records().put("shop", "name", value); });
  EXPECT_EQ(find("name"), "Two");
  for (int i = 0; i < 2; ++i)
    write([&](ports::UnitOfWork& u) { return u.records().remove("shop", "name"); });
  EXPECT_FALSE(find("name"));
  EXPECT_EQ(refused([](ports::UnitOfWork& u) {
              return u.records().put("shop", "big", std::string(64 * 1024 + 1, 'x'));
            }).code,
            Errc::too_large);
}

TEST_P(StoreRecords, OtherTermsAreAnotherVersion) {
  const auto put = [&](std::string_view text) {
    return write([&](ports::UnitOfWork& u) { return u.records().put_terms(text, clock.wall()); });
  };
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.records().terms(); }).version, 0);
  EXPECT_EQ(put("first"), 1);
  EXPECT_EQ(put("first"), 1);
  EXPECT_EQ(put("second"), 2);
  EXPECT_EQ(put("first"), 3);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.records().terms(); }).markdown, "first");
  const auto second = read([](const ports::Snapshot& s) { return s.records().find_terms(2); });
  ASSERT_TRUE(second);
  EXPECT_EQ(second->markdown, "second");
  EXPECT_EQ(second->since, clock.wall());
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.records().find_terms(4); }));
}

}  // namespace
}  // namespace aan::contract
