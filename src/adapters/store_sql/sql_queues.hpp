#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/queue_store.hpp"

namespace aan::store_sql {

/// Outbox and inbox in SQL. A finished job keeps its row without its payload, so that the same
/// message is still known.
class SqlQueues final : public ports::QueueStore {
 public:
  explicit SqlQueues(Connection& connection) : db_(connection) {}
  Result<ports::QueueDepth> depth(ports::Queue queue) const override;
  Result<ports::QueueTally> tally(ports::Queue queue, std::string_view prefix) const override;
  Result<bool> has_due(ports::Queue queue, Timestamp now) const override;
  Result<std::vector<ports::QueuedJob>> waiting(ports::Queue queue,
                                                std::int64_t limit) const override;
  Result<std::vector<ports::QueuedJob>> dead(ports::Queue queue, std::int64_t limit) const override;
  Result<bool> enqueue(const ports::QueuedJob& job) override;
  Result<std::vector<ports::QueuedJob>> claim(ports::Queue queue, Timestamp now,
                                              Timestamp lease_until, std::int64_t limit,
                                              std::optional<ports::JobRank> rank) override;
  Result<> complete(const ports::QueuedJob& held) override;
  Result<std::int64_t> purge_done(Timestamp due_before) override;
  Result<> postpone(const ports::QueuedJob& held, Timestamp due_at, const Error& error) override;
  Result<> bury(const ports::QueuedJob& held, const Error& error) override;
  Result<ports::QueuedJob> revive(const ports::JobId& id, Timestamp due_at) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
