#pragma once
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "adapters/store_sql/authority.hpp"
#include "adapters/store_sql/desk_pool.hpp"
#include "adapters/store_sql/group_commit.hpp"
#include "adapters/store_sql/sql_store.hpp"

namespace aan::store_sql {

/// The store on one SQLite file: one connection that writes, opened for the first write, on a
/// thread of its own with group commit; a pool of connections that only read.
class SqliteStore final : public ports::Store {
 public:
  static Result<std::unique_ptr<ports::Store>> open(const SqlStoreOptions& options,
                                                    const Clock& clock);
  SqliteStore(std::filesystem::path file, std::size_t readers, const Clock& clock,
              Identity identity);
  ~SqliteStore() override;

  Result<> write(const char* name, const Work& work) override;
  Result<> read(const Look& look) const override;
  Result<> copy_out(const TakeLine& take) const override;
  [[nodiscard]] const std::string& site() const override { return site_; }
  Result<std::int64_t> raise_epoch() override;
  Result<> check_authority() const override;
  [[nodiscard]] bool has_single_writer() const override { return true; }

 private:
  struct Task {
    const char* name = "";
    const Work* work = nullptr;  ///< none: raise the epoch
    std::int64_t epoch = 0;      ///< the raised one
  };
  Result<> submit(Task& task);
  Result<> begin_group();
  void carry_out(std::span<GroupCommit::Member* const> group);
  bool carry_out_plainly(std::span<GroupCommit::Member* const> group, const Result<>& authority);
  void carry_out_apart(std::span<GroupCommit::Member* const> group, const Result<>& authority);
  Result<> carry_out_one(Task& task, const Result<>& authority);
  Result<> script(const char* text);
  Result<> commit_group();

  const std::filesystem::path file_;
  const Clock& clock_;
  const std::string site_;
  std::atomic<std::int64_t> epoch_;  ///< changed by the writer thread alone
  // Used by the writer thread alone, once it runs. Before the readers, so that it closes after
  // them: the last connection to close writes the log back into the file, and readers must not.
  std::unique_ptr<Desk> writer_;
  mutable DeskPool readers_;
  std::mutex commits_mutex_;
  std::unique_ptr<GroupCommit> commits_;  ///< started by the first write
};

}  // namespace aan::store_sql
