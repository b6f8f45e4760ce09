#include "adapters/store_sql/sql_sources.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "base/text.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kIdsMax = 1000;
// Remarks on a whole list have places of their own, behind those of its rows.
constexpr std::int64_t kListWholeMax = 100;
// In the order of the alphabet, which is that of `list_findings`.
constexpr std::array<std::pair<ports::FindingKind, std::string_view>, 3> kKinds{
    {{ports::FindingKind::changed, "changed"},
     {ports::FindingKind::remark, "noted"},
     {ports::FindingKind::refused, "refused"}}};

ports::FindingKind kind_of(std::string_view name) {
  for (const auto& [kind, known] : kKinds)
    if (known == name) return kind;
  return ports::FindingKind::remark;
}

std::string_view name_of(ports::FindingKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).second;
}

template <class IdType>
std::vector<IdType> ids_of(Rows& rows) {
  std::vector<IdType> ids;
  while (rows.next()) ids.push_back(rows.id<IdType>());
  return ids;
}

ports::WorkSource source_of(Rows& rows) {
  ports::WorkSource source;
  source.source = rows.text();
  source.key = rows.text();
  source.work_id = rows.id<catalog::WorkId>();
  source.digest = rows.text();
  return source;
}

ports::WorkMerge merge_of(Rows& rows) {
  ports::WorkMerge merge;
  merge.work_id = rows.id<catalog::WorkId>();
  merge.into = rows.id<catalog::WorkId>();
  merge.was_listed = rows.flag();
  merge.at = rows.time();
  return merge;
}

ports::ListRun run_of(Rows& rows) {
  ports::ListRun run;
  run.id = rows.text();
  run.file_name = rows.text();
  run.format = rows.text();
  run.by = rows.text();
  run.supplier = rows.text();
  run.rows = rows.number();
  run.done = rows.number();
  run.outcome = rows.text();
  run.words = rows.text();
  run.begun_at = rows.time();
  run.told_at = rows.time();
  run.refused = rows.number();
  run.values_changed = rows.number();
  run.remarks = rows.number();
  run.price_not_set = rows.number();
  return run;
}

std::int64_t within(std::int64_t limit) { return std::clamp<std::int64_t>(limit, 1, kIdsMax); }

}  // namespace

Result<std::optional<ports::WorkSource>> SqlSources::find_source(std::string_view source,
                                                                 std::string_view key) const {
  using Found = std::optional<ports::WorkSource>;
  return db_.attempt("store.find_source", [&]() -> Result<Found> {
    Rows rows(db_,
              "SELECT source, source_key, work_id, digest FROM work_source "
              "WHERE source = :source AND source_key = :key LIMIT 1",
              {source, key});
    return rows.next() ? Found(source_of(rows)) : Found();
  });
}

Result<std::vector<ports::WorkSource>> SqlSources::names_in_lists(const catalog::WorkId& id) const {
  using All = std::vector<ports::WorkSource>;
  return db_.attempt("store.names_in_lists", [&]() -> Result<All> {
    All all;
    Rows rows(db_,
              "SELECT source, source_key, work_id, digest FROM work_source "
              "WHERE work_id = :work_id ORDER BY source, source_key LIMIT 100",
              {id});
    while (rows.next()) all.push_back(source_of(rows));
    return all;
  });
}

Result<std::vector<catalog::WorkId>> SqlSources::works_matching(std::string_view match_key) const {
  using Ids = std::vector<catalog::WorkId>;
  return db_.attempt("store.works_matching", [&]() -> Result<Ids> {
    if (match_key.empty()) return Ids{};
    Rows rows(db_,
              "SELECT m.work_id FROM work_match m LEFT JOIN work_merge g ON g.work_id = m.work_id "
              "WHERE m.match_key = :match_key AND g.work_id IS NULL ORDER BY m.work_id LIMIT 10",
              {match_key});
    return ids_of<catalog::WorkId>(rows);
  });
}

Result<std::vector<catalog::WorkId>> SqlSources::works_of_isbn(std::string_view isbn13) const {
  using Ids = std::vector<catalog::WorkId>;
  return db_.attempt("store.works_of_isbn", [&]() -> Result<Ids> {
    if (isbn13.empty()) return Ids{};
    Rows rows(db_, "SELECT work_id FROM edition WHERE isbn13 = :isbn13 ORDER BY work_id LIMIT 10",
              {isbn13});
    return ids_of<catalog::WorkId>(rows);
  });
}

Result<std::optional<std::string>> SqlSources::moved_name(ports::ShelfKind kind,
                                                          std::string_view slug) const {
  using Found = std::optional<std::string>;
  return db_.attempt("store.moved_name", [&]() -> Result<Found> {
    const std::string asked =
        kind == ports::ShelfKind::series ? series_slug(db_, slug) : std::string(slug);
    // A name that books have again is no other one's.
    const std::string shelf = shelf_of(kind, asked);
    Rows rows(db_,
              "SELECT moved_to FROM moved_name WHERE shelf_id = :shelf_id AND NOT EXISTS "
              "(SELECT 1 FROM shelf WHERE id = :same_shelf AND works > 0) LIMIT 1",
              {shelf, shelf});
    if (!rows.next()) return Found();
    const std::string to = rows.text();
    return Found(to.substr(to.find(':') + 1));
  });
}

Result<std::vector<catalog::WorkId>> SqlSources::unmatched(std::int64_t limit) const {
  using Ids = std::vector<catalog::WorkId>;
  return db_.attempt("store.unmatched", [&]() -> Result<Ids> {
    Rows rows(db_,
              "SELECT w.id FROM work w LEFT JOIN work_match m ON m.work_id = w.id "
              "WHERE m.work_id IS NULL ORDER BY w.id LIMIT :limit",
              {within(limit)});
    return ids_of<catalog::WorkId>(rows);
  });
}

Result<std::optional<ports::WorkMerge>> SqlSources::find_merge(const catalog::WorkId& id) const {
  using Found = std::optional<ports::WorkMerge>;
  return db_.attempt("store.find_merge", [&]() -> Result<Found> {
    Rows rows(db_,
              "SELECT work_id, into_id, was_listed, merged_at FROM work_merge "
              "WHERE work_id = :work_id LIMIT 1",
              {id});
    return rows.next() ? Found(merge_of(rows)) : Found();
  });
}

Result<std::vector<ports::WorkMerge>> SqlSources::merged_into(const catalog::WorkId& id) const {
  using All = std::vector<ports::WorkMerge>;
  return db_.attempt("store.merged_into", [&]() -> Result<All> {
    All all;
    Rows rows(db_,
              "SELECT work_id, into_id, was_listed, merged_at FROM work_merge "
              "WHERE into_id = :into_id ORDER BY work_id LIMIT 100",
              {id});
    while (rows.next()) all.push_back(merge_of(rows));
    return all;
  });
}

Result<std::vector<std::string>> SqlSources::edited_fields(const catalog::WorkId& id) const {
  using Fields = std::vector<std::string>;
  return db_.attempt("store.edited_fields", [&]() -> Result<Fields> {
    Rows rows(db_, "SELECT fields FROM work_edit WHERE work_id = :work_id LIMIT 1", {id});
    return rows.next() ? split_list(rows.text(), ' ') : Fields();
  });
}

Result<std::optional<ports::SubjectCode>> SqlSources::find_subject_code(
    std::string_view slug) const {
  using Found = std::optional<ports::SubjectCode>;
  return db_.attempt("store.find_subject_code", [&]() -> Result<Found> {
    Rows rows(db_, "SELECT scheme, code FROM subject_code WHERE subject_slug = :slug LIMIT 1",
              {slug});
    if (!rows.next()) return Found();
    ports::SubjectCode found;
    found.scheme = rows.text();
    found.code = rows.text();
    return Found(found);
  });
}

Result<std::vector<ports::ListRun>> SqlSources::newest_list_runs(std::int64_t limit) const {
  using Runs = std::vector<ports::ListRun>;
  return db_.attempt("store.newest_list_runs", [&]() -> Result<Runs> {
    Runs runs;
    Rows rows(db_,
              "SELECT id, file_name, format, made_by, supplier, rows_total, rows_done, outcome, "
              "words, begun_at, told_at, rows_refused, values_changed, rows_remarked, "
              "prices_not_set FROM list_run "
              "ORDER BY begun_at DESC, id DESC LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, ports::kListRunsMax)});
    while (rows.next()) runs.push_back(run_of(rows));
    return runs;
  });
}

Result<std::optional<ports::ListRun>> SqlSources::find_list_run(std::string_view id) const {
  using Found = std::optional<ports::ListRun>;
  return db_.attempt("store.find_list_run", [&]() -> Result<Found> {
    Rows rows(db_,
              "SELECT id, file_name, format, made_by, supplier, rows_total, rows_done, outcome, "
              "words, begun_at, told_at, rows_refused, values_changed, rows_remarked, "
              "prices_not_set FROM list_run "
              "WHERE id = :id LIMIT 1",
              {id});
    return rows.next() ? Found(run_of(rows)) : Found();
  });
}

Result<std::vector<ports::ListFinding>> SqlSources::list_findings(std::string_view run) const {
  using All = std::vector<ports::ListFinding>;
  return db_.attempt("store.list_findings", [&]() -> Result<All> {
    All all;
    Rows rows(db_,
              "SELECT kind, line, title, slug, field, said_before, said_now, why, next_step "
              "FROM list_finding WHERE run_id = :run ORDER BY kind, place LIMIT :limit",
              {run, std::ssize(kKinds) * ports::kListFindingsMax + kListWholeMax});
    while (rows.next()) {
      ports::ListFinding one;
      one.kind = kind_of(rows.text());
      one.line = rows.number();
      one.title = rows.text();
      one.slug = rows.text();
      one.field = rows.text();
      one.before = rows.text();
      one.after = rows.text();
      one.why = rows.text();
      one.next_step = rows.text();
      all.push_back(std::move(one));
    }
    return all;
  });
}

Result<std::vector<catalog::WorkId>> SqlSources::works_after(const catalog::WorkId& after,
                                                             std::int64_t limit) const {
  using Ids = std::vector<catalog::WorkId>;
  return db_.attempt("store.works_after", [&]() -> Result<Ids> {
    Rows rows(db_, "SELECT id FROM work WHERE id > :after ORDER BY id LIMIT :limit",
              {after, within(limit)});
    return ids_of<catalog::WorkId>(rows);
  });
}

Result<std::vector<catalog::EditionId>> SqlSources::editions_after(const catalog::EditionId& after,
                                                                   std::int64_t limit) const {
  using Ids = std::vector<catalog::EditionId>;
  return db_.attempt("store.editions_after", [&]() -> Result<Ids> {
    Rows rows(db_, "SELECT id FROM edition WHERE id > :after ORDER BY id LIMIT :limit",
              {after, within(limit)});
    return ids_of<catalog::EditionId>(rows);
  });
}

Result<std::vector<catalog::OfferId>> SqlSources::offers_after(const catalog::OfferId& after,
                                                               std::int64_t limit) const {
  using Ids = std::vector<catalog::OfferId>;
  return db_.attempt("store.offers_after", [&]() -> Result<Ids> {
    Rows rows(db_, "SELECT id FROM offer WHERE id > :after ORDER BY id LIMIT :limit",
              {after, within(limit)});
    return ids_of<catalog::OfferId>(rows);
  });
}

Result<> SqlSources::put_source(const ports::WorkSource& source) {
  return db_.attempt("store.put_source", [&]() -> Result<> {
    db_.run(
        "INSERT INTO work_source (source, source_key, work_id, digest) "
        "VALUES (:source, :key, :work_id, :digest) ON CONFLICT (source, source_key) DO UPDATE "
        "SET work_id = excluded.work_id, digest = excluded.digest",
        {source.source, source.key, source.work_id, source.digest});
    return {};
  });
}

Result<> SqlSources::put_match_key(const catalog::WorkId& id, std::string_view match_key) {
  return db_.attempt("store.put_match_key", [&]() -> Result<> {
    db_.run(
        "INSERT INTO work_match (work_id, match_key) VALUES (:work_id, :match_key) "
        "ON CONFLICT (work_id) DO UPDATE SET match_key = excluded.match_key",
        {id, match_key});
    return {};
  });
}

Result<> SqlSources::put_merge(const ports::WorkMerge& merge) {
  return db_.attempt("store.put_merge", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO work_merge (work_id, into_id, was_listed, merged_at) "
        "VALUES (:work_id, :into_id, :was_listed, :merged_at) ON CONFLICT (work_id) DO NOTHING",
        {merge.work_id, merge.into, merge.was_listed, merge.at});
    if (added == 1) return {};
    return refuse(Errc::conflict, "store.put_merge",
                  "Another book stands for this one already. Part them first.", "merged");
  });
}

Result<> SqlSources::put_edited_fields(const catalog::WorkId& id,
                                       const std::vector<std::string>& fields, Timestamp at) {
  return db_.attempt("store.put_edited_fields", [&]() -> Result<> {
    db_.run("UPDATE work SET updated_at = :at WHERE id = :id", {at, id});
    db_.run("DELETE FROM work_edit WHERE work_id = :work_id", {id});
    if (fields.empty()) return {};
    const std::string names = join(fields, ' ');
    db_.run(
        "INSERT INTO work_edit (work_id, fields, edited_at) VALUES (:work_id, :fields, :edited_at)",
        {id, names, at});
    return {};
  });
}

Result<> SqlSources::remove_merge(const catalog::WorkId& id) {
  return db_.attempt("store.remove_merge", [&]() -> Result<> {
    db_.run("DELETE FROM work_merge WHERE work_id = :work_id", {id});
    return {};
  });
}

Result<> SqlSources::put_list_run(const ports::ListRun& run) {
  return db_.attempt("store.put_list_run", [&]() -> Result<> {
    const std::int64_t known = db_.run(
        "UPDATE list_run SET format = :format, rows_total = :rows, rows_done = :done, "
        "outcome = :outcome, words = :words, told_at = :told_at, rows_refused = :refused, "
        "values_changed = :changed, rows_remarked = :remarks, prices_not_set = :price_not_set "
        "WHERE id = :id",
        {run.format, run.rows, run.done, run.outcome, run.words, run.told_at, run.refused,
         run.values_changed, run.remarks, run.price_not_set, run.id});
    if (known > 0) return {};
    db_.run(
        "INSERT INTO list_run (id, file_name, format, made_by, supplier, rows_total, rows_done, "
        "outcome, words, begun_at, told_at, rows_refused, values_changed, rows_remarked, "
        "prices_not_set) VALUES (:id, :file_name, :format, :made_by, :supplier, :rows, :done, "
        ":outcome, :words, :begun_at, :told_at, :refused, :changed, :remarks, :price_not_set)",
        {run.id, run.file_name, run.format, run.by, run.supplier, run.rows, run.done, run.outcome,
         run.words, run.begun_at, run.told_at, run.refused, run.values_changed, run.remarks,
         run.price_not_set});
    db_.run(
        "DELETE FROM list_run WHERE id NOT IN (SELECT id FROM list_run "
        "ORDER BY begun_at DESC, id DESC LIMIT :limit)",
        {ports::kListRunsMax});
    db_.run("DELETE FROM list_finding WHERE run_id NOT IN (SELECT id FROM list_run)", {});
    return {};
  });
}

Result<> SqlSources::add_list_findings(std::string_view run, std::int64_t before,
                                       const std::vector<ports::ListFinding>& findings) {
  return db_.attempt("store.add_list_findings", [&]() -> Result<> {
    for (const ports::ListFinding& one : findings) {
      const bool is_of_whole = one.kind == ports::FindingKind::remark && one.line == 0;
      if (before >= (is_of_whole ? kListWholeMax : ports::kListFindingsMax)) return {};
      const std::int64_t place = before++ + (is_of_whole ? ports::kListFindingsMax : 0);
      db_.run(
          "INSERT INTO list_finding (run_id, kind, place, line, title, slug, field, said_before, "
          "said_now, why, next_step) VALUES (:run, :kind, :place, :line, :title, :slug, :field, "
          ":said_before, :said_now, :why, :next_step)",
          {run, name_of(one.kind), place, one.line, one.title, one.slug, one.field, one.before,
           one.after, one.why, one.next_step});
    }
    return {};
  });
}

Result<> SqlSources::put_subject_code(const catalog::Subject& subject,
                                      const ports::SubjectCode& code) {
  return db_.attempt("store.put_subject_code", [&]() -> Result<> {
    const auto slug = subject_slug(db_, subject);
    if (!slug) return {};
    db_.run(
        "INSERT INTO subject_code (subject_slug, scheme, code) VALUES (:slug, :scheme, :code) "
        "ON CONFLICT (subject_slug) DO NOTHING",
        {*slug, code.scheme, code.code});
    return {};
  });
}

}  // namespace aan::store_sql
