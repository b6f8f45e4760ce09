#include "adapters/store_sql/sqlite_store.hpp"

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/store_copy.hpp"
#include "base/crash_point.hpp"
#include "base/log.hpp"

namespace aan::store_sql {
namespace {

constexpr const char* kFileName = "aan.db";

Result<> bring_up_to_date(Connection& connection, const std::string& site) {
  AAN_TRY(migrate(connection));
  return found_shop(connection, site);
}

// What a group's members get when their shared transaction is gone.
Error lost_group(const Connection& connection) {
  if (connection.spoilt()) return *connection.spoilt();
  return {Errc::unavailable,
          "store.commit",
          "the transaction of the group was lost",
          "The shop cannot save anything just now. Please try again.",
          1,
          {}};
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
  auto store = std::make_unique<SqliteStore>(file, options.readers, clock, std::move(identity));
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
  connection.roll_back();
  return seen;
}

Result<> SqliteStore::copy_out(const TakeLine& take) const {
  DeskPool::Loan desk = AAN_TRY(readers_.borrow());
  Connection& connection = desk->connection();
  AAN_TRY(connection.attempt("store.read", [&]() -> Result<> {
    connection.script("BEGIN");
    return {};
  }));
  Result<> copied = store_sql::copy_out(connection, take);
  connection.forgive();
  connection.roll_back();
  return copied;
}

Result<> SqliteStore::write(const char* name, const Work& work) {
  Task task{name, &work, 0};
  return submit(task);
}

Result<std::int64_t> SqliteStore::raise_epoch() {
  Task task{"raise_epoch", nullptr, 0};
  AAN_TRY(submit(task));
  log::info("store.epoch", {{"epoch", task.epoch}});
  return task.epoch;
}

Result<> SqliteStore::check_authority() const {
  DeskPool::Loan desk = AAN_TRY(readers_.borrow());
  return require_epoch(desk->connection(), epoch_);
}

Result<> SqliteStore::submit(Task& task) {
  GroupCommit* commits = nullptr;
  {
    const std::scoped_lock lock(commits_mutex_);
    if (!commits_)
      commits_ = std::make_unique<GroupCommit>(
          [this](std::span<GroupCommit::Member* const> group) { carry_out(group); }, clock_);
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
  return script("BEGIN IMMEDIATE");
}

// One transaction for the group. The write lock is held from BEGIN on, so authority is asked about
// once.
void SqliteStore::carry_out(std::span<GroupCommit::Member* const> group) {
  Result<> began = begin_group();
  if (!began) {
    for (GroupCommit::Member* member : group) member->outcome = began;
    if (writer_) writer_->connection().forgive();
    return;
  }
  Connection& connection = writer_->connection();
  const Result<> authority = require_epoch(connection, epoch_);
  if (!carry_out_plainly(group, authority)) carry_out_apart(group, authority);
  const Result<> committed = commit_group();
  connection.forgive();
  if (!committed) log::error("store.commit_failed", {{"detail", committed.error().detail}});
  for (GroupCommit::Member* member : group) {
    const Task& task = *static_cast<const Task*>(member->task);
    if (!committed && member->outcome) member->outcome = committed;
    // Before the next group begins, so that nobody here is fenced by ourselves.
    if (task.epoch > epoch_ && member->outcome) epoch_ = task.epoch;
  }
}

// Hopes for the best: savepoints would copy each page that a member touches, and most members that
// fail do so before they change anything. False when one failed later; the group is undone then.
bool SqliteStore::carry_out_plainly(std::span<GroupCommit::Member* const> group,
                                    const Result<>& authority) {
  Connection& connection = writer_->connection();
  for (GroupCommit::Member* member : group) {
    const std::int64_t changes = connection.total_changes();
    member->outcome = carry_out_one(*static_cast<Task*>(member->task), authority);
    if (member->outcome) continue;
    if (!connection.in_transaction()) return true;  // all is lost, and commit_group says so
    connection.forgive();
    if (connection.total_changes() == changes) continue;
    if (!script("ROLLBACK; BEGIN IMMEDIATE")) return true;
    return group.size() == 1;
  }
  return true;
}

// A savepoint for each member: an error undoes that member alone.
void SqliteStore::carry_out_apart(std::span<GroupCommit::Member* const> group,
                                  const Result<>& authority) {
  Connection& connection = writer_->connection();
  for (GroupCommit::Member* member : group) {
    member->outcome = script("SAVEPOINT unit");
    if (!member->outcome) return;
    member->outcome = carry_out_one(*static_cast<Task*>(member->task), authority);
    if (!connection.in_transaction()) return;
    if (!member->outcome) connection.forgive();
    const Result<> closed =
        script(member->outcome ? "RELEASE unit" : "ROLLBACK TO unit; RELEASE unit");
    if (!closed) return;
  }
}

Result<> SqliteStore::carry_out_one(Task& task, const Result<>& authority) {
  if (task.work == nullptr) {
    task.epoch = AAN_TRY(raise_stored_epoch(writer_->connection()));
    return {};
  }
  if (!authority) return authority;
  return run_unit(*writer_, *task.work);
}

Result<> SqliteStore::script(const char* text) {
  Connection& connection = writer_->connection();
  return connection.attempt("store.transaction", [&]() -> Result<> {
    connection.script(text);
    return {};
  });
}

Result<> SqliteStore::commit_group() {
  Connection& connection = writer_->connection();
  if (!connection.in_transaction()) return std::unexpected(lost_group(connection));
  AAN_CRASH_POINT("store.commit.before");
  Result<> committed = script("COMMIT");
  if (!committed) connection.roll_back();
  AAN_CRASH_POINT("store.commit.after");
  return committed;
}

}  // namespace aan::store_sql
