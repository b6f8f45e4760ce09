#pragma once
#include <memory>
#include <shared_mutex>
#include <string>

#include "adapters/store_sql/authority.hpp"
#include "adapters/store_sql/desk_pool.hpp"
#include "adapters/store_sql/sql_store.hpp"

namespace aan::store_sql {

/// The store on PostgreSQL: a pool of connections; writes are serialisable transactions that run
/// again when they lose against another, reads are repeatable-read snapshots.
class PostgresqlStore final : public ports::Store {
 public:
  static Result<std::unique_ptr<ports::Store>> open(const SqlStoreOptions& options,
                                                    const Clock& clock);
  PostgresqlStore(const SqlStoreOptions& options, const Clock& clock, Identity identity);

  Result<> write(const char* name, const Work& work) override;
  Result<> read(const Look& look) const override;
  Result<> copy_out(const TakeLine& take) const override;
  [[nodiscard]] const std::string& site() const override { return site_; }
  Result<std::int64_t> raise_epoch() override;
  Result<> check_authority() const override;
  [[nodiscard]] bool has_single_writer() const override { return false; }

  /// How often a unit of work is tried before the shop calls itself busy.
  static constexpr int kAttemptsMax = 40;

 private:
  /// Runs `body` on a desk inside a transaction, again while it loses.
  Result<> transact(const char* name, const std::function<Result<>(Desk&)>& body);
  Result<> try_once(Desk& desk, const std::function<Result<>(Desk&)>& body);
  /// A desk inside a fresh transaction. Connections that died while they were idle are passed over.
  Result<DeskPool::Loan> begin(const char* text) const;

  const std::string site_;
  // Held for reading by every unit, for writing while our own epoch rises.
  mutable std::shared_mutex epoch_mutex_;
  std::int64_t epoch_;
  mutable DeskPool desks_;
};

}  // namespace aan::store_sql
