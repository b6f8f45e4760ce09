#include "adapters/store_sql/sql_stamps.hpp"

#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "base/codec.hpp"
#include "domain/catalog/stamp.hpp"

// What is neither has no plan, and never takes one.
#define AAN_MAY_TAKE_STAMP "f.format IN ('epub', 'pdf')"
#define AAN_TAKES_NO_STAMP "(NOT " AAN_MAY_TAKE_STAMP " OR s.outcome <> 'ready')"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPageMax = 100;
constexpr std::int64_t kFilesMax = 500;

using MaybePlan = std::optional<ports::KeptStampPlan>;
using MaybeTime = std::optional<Timestamp>;

MaybePlan read_plan(Connection& db, const catalog::FileId& file) {
  Rows rows(db, "SELECT outcome, plan FROM stamp_plan WHERE file_id = :file_id LIMIT 1", {file});
  if (!rows.next()) return std::nullopt;
  ports::KeptStampPlan plan;
  plan.outcome = rows.text();
  plan.plan = rows.sealed();
  return plan;
}

MaybeTime read_since(Connection& db, std::string_view publisher) {
  Rows rows(db, "SELECT since FROM stamped_publisher WHERE publisher = :publisher LIMIT 1",
            {publisher});
  return rows.next() ? MaybeTime(rows.time()) : std::nullopt;
}

}  // namespace

Result<ports::PublisherPage> SqlStamps::publishers(std::int64_t offset, std::int64_t limit) const {
  return db_.attempt("store.publishers", [&]() -> Result<ports::PublisherPage> {
    ports::PublisherPage page;
    {
      Rows rows(
          db_,
          "SELECT n.publisher, (SELECT COUNT(*) FROM edition e WHERE e.publisher = "
          "n.publisher), p.since, (SELECT COUNT(*) FROM edition e JOIN edition_file f ON "
          "f.edition_id = e.id LEFT JOIN stamp_plan s ON s.file_id = f.id WHERE e.publisher = "
          "n.publisher AND " AAN_TAKES_NO_STAMP " AND " AAN_FILE_IS_CURRENT
          ") FROM (SELECT publisher FROM edition UNION SELECT publisher FROM "
          "stamped_publisher) n LEFT JOIN stamped_publisher p ON p.publisher = n.publisher "
          "ORDER BY n.publisher LIMIT :limit OFFSET :offset",
          {std::clamp<std::int64_t>(limit, 1, kPageMax), std::max<std::int64_t>(offset, 0)});
      while (rows.next()) {
        ports::PublisherLine& line = page.publishers.emplace_back();
        line.publisher = rows.text();
        line.editions = rows.number();
        line.stamped_since = rows.maybe_time();
        line.left_out = rows.number();
      }
    }
    Rows rows(db_,
              "SELECT COUNT(*) FROM (SELECT publisher FROM edition UNION SELECT publisher FROM "
              "stamped_publisher) n LIMIT 1");
    page.total = rows.only().number();
    return page;
  });
}

Result<MaybeTime> SqlStamps::stamped_since(std::string_view publisher) const {
  return db_.attempt("store.stamped_since",
                     [&]() -> Result<MaybeTime> { return read_since(db_, publisher); });
}

Result<std::int64_t> SqlStamps::editions_of(std::string_view publisher) const {
  return db_.attempt("store.editions_of", [&]() -> Result<std::int64_t> {
    Rows rows(db_, "SELECT COUNT(*) FROM edition WHERE publisher = :publisher LIMIT 1",
              {publisher});
    return rows.only().number();
  });
}

Result<std::optional<std::string>> SqlStamps::outcome_of(const catalog::FileId& file) const {
  using Found = std::optional<std::string>;
  return db_.attempt("store.stamp_outcome", [&]() -> Result<Found> {
    Rows rows(db_, "SELECT outcome FROM stamp_plan WHERE file_id = :file_id LIMIT 1", {file});
    return rows.next() ? Found(rows.text()) : std::nullopt;
  });
}

Result<MaybePlan> SqlStamps::find_plan(const catalog::FileId& file) const {
  return db_.attempt("store.find_stamp_plan",
                     [&]() -> Result<MaybePlan> { return read_plan(db_, file); });
}

Result<std::vector<catalog::EditionFile>> SqlStamps::unplanned(std::int64_t limit) const {
  using Files = std::vector<catalog::EditionFile>;
  return db_.attempt("store.unplanned_stamps", [&]() -> Result<Files> {
    Files files;
    Rows rows(db_,
              "SELECT " AAN_FILE_COLUMNS
              "FROM stamped_publisher p JOIN edition e ON e.publisher = p.publisher "
              "JOIN edition_file f ON f.edition_id = e.id "
              "WHERE f.is_damaged = 0 AND " AAN_MAY_TAKE_STAMP
              " AND NOT EXISTS (SELECT 1 FROM "
              "stamp_plan s WHERE s.file_id = f.id AND s.outcome <> 'no_worker') "
              "ORDER BY f.id LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kFilesMax)});
    while (rows.next()) files.push_back(file_of(rows));
    return files;
  });
}

Result<std::vector<ports::UnstampedFile>> SqlStamps::left_out(std::int64_t limit) const {
  using Files = std::vector<ports::UnstampedFile>;
  return db_.attempt("store.unstamped_files", [&]() -> Result<Files> {
    Files files;
    Rows rows(db_,
              "SELECT f.id, w.slug, w.title, e.publisher, COALESCE(s.outcome, 'format') "
              "FROM stamped_publisher p JOIN edition e ON e.publisher = p.publisher "
              "JOIN edition_file f ON f.edition_id = e.id JOIN work w ON w.id = e.work_id "
              "LEFT JOIN stamp_plan s ON s.file_id = f.id "
              "WHERE " AAN_TAKES_NO_STAMP " AND " AAN_FILE_IS_CURRENT
              "ORDER BY w.title, f.id LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kFilesMax)});
    while (rows.next()) {
      ports::UnstampedFile& file = files.emplace_back();
      file.file = rows.id<catalog::FileId>();
      file.slug = rows.text();
      file.title = rows.text();
      file.publisher = rows.text();
      file.why = rows.text();
    }
    return files;
  });
}

Result<bool> SqlStamps::set_stamped(std::string_view publisher, const MaybeTime& since) {
  return db_.attempt("store.set_stamped", [&]() -> Result<bool> {
    if (read_since(db_, publisher).has_value() == since.has_value()) return false;
    if (since)
      db_.run("INSERT INTO stamped_publisher (publisher, since) VALUES (:publisher, :since)",
              {publisher, *since});
    else
      db_.run("DELETE FROM stamped_publisher WHERE publisher = :publisher", {publisher});
    next_generation(db_);
    return true;
  });
}

Result<> SqlStamps::put_plan(const catalog::FileId& file, const ports::KeptStampPlan& plan,
                             Timestamp now) {
  return db_.attempt("store.put_stamp_plan", [&]() -> Result<> {
    if (plan.plan.size() > catalog::kStampPlanBytesMax)
      return fail(Errc::too_large, "store.put_stamp_plan", "a plan larger than it may be");
    const MaybePlan before = read_plan(db_, file);
    const std::string text = base64url(plan.plan);
    db_.run(
        "INSERT INTO stamp_plan (file_id, outcome, plan, made_at) VALUES (:file_id, :outcome, "
        ":plan, :made_at) ON CONFLICT (file_id) DO UPDATE SET outcome = excluded.outcome, plan = "
        "excluded.plan, made_at = excluded.made_at",
        {file, plan.outcome, text, now});
    // Pages take a file that nobody has looked at for one that takes a stamp.
    const std::string_view shown =
        before ? std::string_view(before->outcome) : catalog::kStampReady;
    if (shown != plan.outcome) next_generation(db_);
    return {};
  });
}

}  // namespace aan::store_sql
