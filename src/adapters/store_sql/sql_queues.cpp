#include "adapters/store_sql/sql_queues.hpp"

#include <algorithm>
#include <tuple>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/text.hpp"

#define AAN_JOB_COLUMNS                                                                          \
  "id, queue, kind, dedupe_key, payload, attempts, due_at, last_errc, last_error, lease_until, " \
  "job_rank "

namespace aan::store_sql {

using ports::Queue;
using ports::QueuedJob;
using Jobs = std::vector<QueuedJob>;

namespace {

constexpr std::int64_t kJobsMax = 500;
constexpr std::size_t kErrorBytesMax = 2000;

// The ranks between which a claim chooses.
struct Ranks {
  std::int64_t least;
  std::int64_t most;
};
Ranks ranks_of(std::optional<ports::JobRank> rank) {
  if (!rank) return {0, 1};
  const std::int64_t only = *rank == ports::JobRank::second ? 1 : 0;
  return {only, only};
}

QueuedJob job_of(Rows& rows) {
  QueuedJob job;
  job.id = rows.id<ports::JobId>();
  job.queue = rows.named(ports::parse_queue);
  job.kind = rows.text();
  job.dedupe_key = rows.text();
  job.payload = rows.text();
  job.attempts = rows.number();
  job.due_at = rows.time();
  job.last_errc = ports::parse_errc(rows.text());
  job.last_error = rows.text();
  job.lease_until = rows.time();
  job.rank = rows.flag() ? ports::JobRank::second : ports::JobRank::first;
  return job;
}

Jobs all(Rows& rows) {
  Jobs jobs;
  while (rows.next()) jobs.push_back(job_of(rows));
  return jobs;
}

std::string said(const Error& error) {
  return std::string(utf8_prefix(error.to_string(), kErrorBytesMax));
}

// A claim needs the lease before it to be over, so every claim's end is later than the last one's:
// the moment tells the holders apart.
Result<> require_held(std::int64_t changed, const QueuedJob& held, std::string_view step) {
  if (changed == 1) return {};
  return fail(Errc::conflict, step, "the lease of " + held.id.value + " was lost",
              "Somebody else has this in hand.", "lease_lost");
}

}  // namespace

Result<ports::QueueDepth> SqlQueues::depth(Queue queue) const {
  return db_.attempt("store.depth", [&]() -> Result<ports::QueueDepth> {
    ports::QueueDepth depth;
    {
      Rows rows(db_,
                "SELECT COUNT(*) FROM queue_job WHERE queue = :queue AND state = 'waiting' LIMIT 1",
                {ports::name_of(queue)});
      depth.waiting = rows.only().number();
    }
    Rows rows(db_, "SELECT COUNT(*) FROM queue_job WHERE queue = :queue AND state = 'dead' LIMIT 1",
              {ports::name_of(queue)});
    depth.dead = rows.only().number();
    return depth;
  });
}

Result<ports::QueueTally> SqlQueues::tally(Queue queue, std::string_view prefix) const {
  return db_.attempt("store.tally", [&]() -> Result<ports::QueueTally> {
    // The next text after all that begin so; keys are ASCII.
    std::string end(prefix);
    end.back() = static_cast<char>(end.back() + 1);
    ports::QueueTally tally;
    Rows rows(db_,
              "SELECT state, COUNT(*) FROM queue_job WHERE queue = :queue AND dedupe_key >= "
              ":first AND dedupe_key < :end GROUP BY state LIMIT 3",
              {ports::name_of(queue), prefix, end});
    while (rows.next()) {
      const std::string state = rows.text();
      const std::int64_t count = rows.number();
      (state == "waiting" ? tally.waiting : state == "done" ? tally.done : tally.dead) = count;
    }
    return tally;
  });
}

Result<bool> SqlQueues::has_due(Queue queue, Timestamp now) const {
  return db_.attempt("store.has_due", [&]() -> Result<bool> {
    Rows rows(db_,
              "SELECT id FROM queue_job WHERE queue = :queue AND state = 'waiting' "
              "AND due_at <= :due AND lease_until <= :now LIMIT 1",
              {ports::name_of(queue), now, now});
    return rows.next();
  });
}

Result<Jobs> SqlQueues::waiting(Queue queue, std::int64_t limit) const {
  return db_.attempt("store.waiting", [&]() -> Result<Jobs> {
    Rows rows(db_,
              "SELECT " AAN_JOB_COLUMNS
              "FROM queue_job WHERE queue = :queue AND state = 'waiting' "
              "ORDER BY due_at, id LIMIT :limit",
              {ports::name_of(queue), std::clamp<std::int64_t>(limit, 1, kJobsMax)});
    return all(rows);
  });
}

Result<Jobs> SqlQueues::dead(Queue queue, std::int64_t limit) const {
  return db_.attempt("store.dead", [&]() -> Result<Jobs> {
    Rows rows(db_,
              "SELECT " AAN_JOB_COLUMNS
              "FROM queue_job WHERE queue = :queue AND state = 'dead' "
              "ORDER BY due_at, id LIMIT :limit",
              {ports::name_of(queue), std::clamp<std::int64_t>(limit, 1, kJobsMax)});
    return all(rows);
  });
}

Result<bool> SqlQueues::enqueue(const QueuedJob& job) {
  return db_.attempt("store.enqueue", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO queue_job (id, queue, state, kind, dedupe_key, payload, attempts, "
               "due_at, lease_until, last_errc, last_error, job_rank) VALUES (:id, :queue, "
               "'waiting', "
               ":kind, :dedupe_key, :payload, :attempts, :due_at, 0, '', '', :job_rank) "
               "ON CONFLICT (queue, dedupe_key) DO NOTHING",
               {job.id, ports::name_of(job.queue), job.kind, job.dedupe_key, job.payload,
                job.attempts, job.due_at, job.rank == ports::JobRank::second}) == 1;
  });
}

Result<Jobs> SqlQueues::claim(Queue queue, Timestamp now, Timestamp lease_until, std::int64_t limit,
                              std::optional<ports::JobRank> rank) {
  return db_.attempt("store.claim", [&]() -> Result<Jobs> {
    const Ranks ranks = ranks_of(rank);
    Rows rows(db_,
              "UPDATE queue_job SET lease_until = :lease_until, attempts = attempts + 1 "
              "WHERE id IN (SELECT id FROM queue_job WHERE queue = :queue AND state = 'waiting' "
              "AND job_rank >= :least_rank AND job_rank <= :most_rank "
              "AND due_at <= :due AND lease_until <= :now ORDER BY due_at, id LIMIT :limit) "
              "RETURNING " AAN_JOB_COLUMNS,
              {lease_until, ports::name_of(queue), ranks.least, ranks.most, now, now,
               std::clamp<std::int64_t>(limit, 1, kJobsMax)});
    Jobs jobs = all(rows);
    // RETURNING promises no order.
    std::ranges::sort(jobs, {}, [](const QueuedJob& job) { return std::tie(job.due_at, job.id); });
    return jobs;
  });
}

Result<> SqlQueues::complete(const QueuedJob& held) {
  return db_.attempt("store.complete", [&]() -> Result<> {
    return require_held(
        db_.run("UPDATE queue_job SET state = 'done', payload = '', last_errc = '', "
                "last_error = '', lease_until = 0 "
                "WHERE id = :id AND state = 'waiting' AND lease_until = :lease_until",
                {held.id, held.lease_until}),
        held, "store.complete");
  });
}

Result<std::int64_t> SqlQueues::purge_done(Timestamp due_before) {
  return db_.attempt("store.purge_done", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM queue_job WHERE state = 'done' AND due_at < :before", {due_before});
  });
}

Result<> SqlQueues::postpone(const QueuedJob& held, Timestamp due_at, const Error& error) {
  return db_.attempt("store.postpone", [&]() -> Result<> {
    return require_held(
        db_.run("UPDATE queue_job SET due_at = :due_at, lease_until = 0, last_errc = :errc, "
                "last_error = :error "
                "WHERE id = :id AND state = 'waiting' AND lease_until = :lease_until",
                {due_at, name_of(error.code), said(error), held.id, held.lease_until}),
        held, "store.postpone");
  });
}

Result<> SqlQueues::bury(const QueuedJob& held, const Error& error) {
  return db_.attempt("store.bury", [&]() -> Result<> {
    return require_held(
        db_.run("UPDATE queue_job SET state = 'dead', lease_until = 0, last_errc = :errc, "
                "last_error = :error "
                "WHERE id = :id AND state = 'waiting' AND lease_until = :lease_until",
                {name_of(error.code), said(error), held.id, held.lease_until}),
        held, "store.bury");
  });
}

Result<QueuedJob> SqlQueues::revive(const ports::JobId& id, Timestamp due_at) {
  return db_.attempt("store.revive", [&]() -> Result<QueuedJob> {
    Rows rows(db_,
              "UPDATE queue_job SET state = 'waiting', attempts = 0, due_at = :due_at, "
              "lease_until = 0 WHERE id = :id AND state = 'dead' RETURNING " AAN_JOB_COLUMNS,
              {due_at, id});
    const Jobs jobs = all(rows);
    if (jobs.empty()) return fail(Errc::not_found, "store.revive", "no such job is dead");
    return jobs.front();
  });
}

}  // namespace aan::store_sql
