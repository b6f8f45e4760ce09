#include "adapters/store_sql/sqlite_store.hpp"

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "base/crash_point.hpp"
#include "base/log.hpp"

namespace aan::adapters {
namespace {

constexpr const char* kFileName = "aan.db";

Result<> bring_up_to_date(Connection& connection, const std::string& site) {
  AAN_TRY(migrate(connection));
  return found_shop(connection, site);
}

// What a group's members get when their shared transaction is gone.
Error lost_group(const Connection& connection) {
  if (connection.spoilt()) return *connection.spoilt();
  return {Errc::unavailable, "store.commit", "the transaction of the group was lost",
          "The shop cannot save anything just now. Please try again.", 1, {}};
}

}  // namespace

Result<std::unique_ptr<ports::Store>> SqliteStore::open(const SqlStoreOptions& options,
                                                        const Clock& clock) {
  const std::filesystem::path file = options.data_dir / kFileName;
  const Access access = options.may_migrate ? Access::read_write : Access::read_only;
  std::unique_ptr<Connection> connection = AAN_TRY(open_sqlite(file, access, clock));
  if (options.may_migrate)
    AAN_TRY(bring_up_to_date(*connection, options.site));
  else
    AAN_TRY(require_current(AAN_TRY(schema_status(*connection))));
  Identity identity = AAN_TRY(read_identity(*connection));
  auto store =
      std::make_unique<SqliteStore>(file, options.readers, clock, std::move(identity));
  if (options.may_migrate) {
    seal_sqlite(*connection);
    store->writer_ = std::make_unique<Desk>(std::move(connection));
  }
  return store;
}

SqliteStore::SqliteStore(std::filesystem::path file, std::size_t readers, const Clock& clock,
                         Identity identity)
    : file_(std::move(file)),
      clock_(clock),
      site_(std::move(identity.site)),
      epoch_(identity.epoch),
      readers_(readers, [this]() -> Result<std::unique_ptr<Connection>> {
        auto connection = AAN_TRY(open_sqlite(file_, Access::read_only, clock_));
        seal_sqlite(*connection);
        return connection;
      }) {}

SqliteStore::~SqliteStore() = default;

Result<> SqliteStore::read(const Look& look) const {
  DeskPool::Loan desk = AAN_TRY(readers_.borrow());
  Connection& connection = desk->connection();
  AAN_TRY(connection.attempt("store.read", [&]() -> Result<> {
    connection.script("BEGIN");
    return {};
  }));
  Result<> seen = run_look(*desk, look);
  connection.try_script("ROLLBACK");
  return seen;
}

Result<> SqliteStore::write(const char* name, const Work& work) {
  return submit({name, &work, nullptr});
}

Result<std::int64_t> SqliteStore::raise_epoch() {
  std::int64_t epoch = 0;
  AAN_TRY(submit({"raise_epoch", nullptr, &epoch}));
  epoch_ = epoch;
  log::info("store.epoch", {{"epoch", epoch}});
  return epoch;
}

Result<> SqliteStore::submit(const Task& task) {
  GroupCommit* commits = nullptr;
  {
    const std::scoped_lock lock(commits_mutex_);
    if (!commits_)
      commits_ = std::make_unique<GroupCommit>(
          [this](std::span<GroupCommit::Member* const> group) { carry_out(group); });
    commits = commits_.get();
  }
  return commits->submit(&task);
}

Result<> SqliteStore::begin_group() {
  if (!writer_) {
    auto connection = AAN_TRY(open_sqlite(file_, Access::read_write, clock_));
    AAN_TRY(require_current(AAN_TRY(schema_status(*connection))));
    seal_sqlite(*connection);
    writer_ = std::make_unique<Desk>(std::move(connection));
  }
  Connection& connection = writer_->connection();
  return connection.attempt("store.begin", [&]() -> Result<> {
    connection.script("BEGIN IMMEDIATE");
    return {};
  });
}

// One transaction for the group, one savepoint for each member: a member's error undoes that
// member alone. The write lock is held from BEGIN on, so the epoch is checked once.
void SqliteStore::carry_out(std::span<GroupCommit::Member* const> group) {
  Result<> began = begin_group();
  if (!began) {
    for (GroupCommit::Member* member : group) member->outcome = began;
    if (writer_) writer_->connection().forgive();
    return;
  }
  Connection& connection = writer_->connection();
  for (GroupCommit::Member* member : group) {
    const Task& task = *static_cast<const Task*>(member->task);
    member->outcome = carry_out_one(task, group.size() > 1);
    if (!connection.in_transaction()) break;
  }
  const Result<> committed = commit_group();
  connection.forgive();
  if (committed) return;
  log::error("store.commit_failed", {{"detail", committed.error().detail}});
  for (GroupCommit::Member* member : group)
    if (member->outcome) member->outcome = committed;
}

Result<> SqliteStore::carry_out_one(const Task& task, bool has_savepoint) {
  Connection& connection = writer_->connection();
  const auto script = [&](const char* text) {
    return connection.attempt("store.savepoint", [&]() -> Result<> {
      connection.script(text);
      return {};
    });
  };
  if (has_savepoint) AAN_TRY(script("SAVEPOINT unit"));
  Result<> done;
  if (task.work != nullptr) {
    done = require_epoch(connection, epoch_);
    if (done) done = run_unit(*writer_, *task.work);
  } else {
    Result<std::int64_t> raised = raise_stored_epoch(connection);
    if (raised)
      *task.raised_epoch = *raised;
    else
      done = std::unexpected(raised.error());
  }
  if (done && !has_savepoint) return {};
  if (done) return script("RELEASE unit");
  if (!connection.in_transaction()) return done;
  connection.forgive();
  if (has_savepoint)
    AAN_TRY(script("ROLLBACK TO unit; RELEASE unit"));
  else
    AAN_TRY(script("ROLLBACK; BEGIN IMMEDIATE"));
  return done;
}

Result<> SqliteStore::commit_group() {
  Connection& connection = writer_->connection();
  if (!connection.in_transaction()) return std::unexpected(lost_group(connection));
  AAN_CRASH_POINT("store.commit.before");
  Result<> committed = connection.attempt("store.commit", [&]() -> Result<> {
    connection.script("COMMIT");
    return {};
  });
  if (!committed) connection.try_script("ROLLBACK");
  AAN_CRASH_POINT("store.commit.after");
  return committed;
}

}  // namespace aan::adapters
