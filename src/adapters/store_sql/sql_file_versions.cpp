#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "base/codec.hpp"
#include "base/id_time.hpp"

#include <algorithm>
#include <set>

namespace aan::store_sql {

using Versions = std::vector<catalog::FileVersion>;

namespace {

// The file that a chain of versions began with, and how many there are.
struct Chain {
  std::string first;
  std::int64_t newest = 1;
};

Chain chain_of(Connection& db, const catalog::FileId& id) {
  Chain chain{id.value};
  {
    Rows rows(db, "SELECT first_id FROM file_version WHERE file_id = :file_id LIMIT 1", {id});
    if (rows.next()) chain.first = rows.text();
  }
  Rows rows(db,
            "SELECT COALESCE(MAX(number), 1) FROM file_version WHERE first_id = :first_id LIMIT 1",
            {chain.first});
  chain.newest = rows.only().number();
  return chain;
}

void insert_file(Connection& db, const catalog::EditionFile& file) {
  const std::string cid = file.cid.text();
  const std::string sha256 = hex(file.sha256);
  db.run(
      "INSERT INTO edition_file (id, edition_id, position, format, media_type, file_name, cid, "
      "sha256, size, pages, play_seconds) SELECT CAST(:id AS TEXT), CAST(:edition_id AS TEXT), "
      "COALESCE(MAX(position), -1) + 1, "
      "CAST(:format AS TEXT), CAST(:media_type AS TEXT), CAST(:file_name AS TEXT), "
      "CAST(:cid AS TEXT), CAST(:sha256 AS TEXT), CAST(:size AS BIGINT), "
      "CAST(:pages AS BIGINT), CAST(:play_seconds AS BIGINT) FROM edition_file "
      "WHERE edition_id = :same_edition",
      {file.id, file.edition_id, file.format, file.media_type, file.file_name, cid, sha256,
       file.size, file.pages, file.play_seconds, file.edition_id});
}

void put_edition(Connection& db, const catalog::Edition& e) {
  const std::string accessibility = encode_accessibility(e.accessibility);
  const std::string contents = encode_contents(e.contents);
  db.run(
      "UPDATE edition SET version = version + 1, words = :words, accessibility = :accessibility, "
      "contents = :contents, fixed_layout = :fixed_layout, has_scripts = :has_scripts, "
      "has_remote_resources = :has_remote_resources WHERE id = :id",
      {e.words, accessibility, contents, e.fixed_layout, e.has_scripts, e.has_remote_resources,
       e.id});
}

}  // namespace

Result<Versions> SqlCatalog::versions_of(const catalog::FileId& id) const {
  return db_.attempt("store.versions_of", [&]() -> Result<Versions> {
    constexpr std::int64_t kVersionsMax = 1000;
    const Chain chain = chain_of(db_, id);
    Versions versions;
    Rows rows(db_,
              "SELECT " AAN_FILE_COLUMNS
              ", COALESCE(v.number, 1), COALESCE(v.note, ''), COALESCE(v.created_at, "
              "e.created_at) FROM edition_file f "
              "JOIN edition e ON e.id = f.edition_id "
              "LEFT JOIN file_version v ON v.file_id = f.id "
              "WHERE f.id = :first OR v.first_id = :same_first "
              "ORDER BY COALESCE(v.number, 1) LIMIT :limit",
              {chain.first, chain.first, kVersionsMax});
    while (rows.next()) {
      catalog::FileVersion& version = versions.emplace_back();
      version.file = file_of(rows);
      version.number = rows.number();
      version.note = rows.text();
      version.since = rows.time();
      // A file that was put beside the first one later has no date of its own but in its id.
      if (version.number == 1)
        version.since =
            std::max(version.since, time_of_id(version.file.id.value).value_or(Timestamp{}));
    }
    return versions;
  });
}

Result<> SqlCatalog::add_file(const ports::NewEditionFile& it) {
  return db_.attempt("store.add_file", [&]() -> Result<> {
    const auto edition = read_edition(db_, it.file.edition_id);
    if (!edition) return refuse(Errc::not_found, "store.add_file", "There is no such edition.");
    std::set<std::string> formats = {it.file.format};
    for (const catalog::EditionFile& file : read_files(db_, edition->id))
      if (!formats.insert(file.format).second && file.format == it.file.format)
        return refuse(Errc::conflict, "store.add_file",
                      "The book has a file of this format. Put a new version in its place.",
                      "format_known");
    const std::string formats_text = join({formats.begin(), formats.end()}, ' ');
    insert_file(db_, it.file);
    db_.run("UPDATE edition SET formats = :formats WHERE id = :id", {formats_text, edition->id});
    db_.run(
        "INSERT INTO offer_file (offer_id, position, file_id) SELECT o.id, "
        "(SELECT COALESCE(MAX(f.position), 0) + 1 FROM offer_file f WHERE f.offer_id = o.id), "
        "CAST(:file_id AS TEXT) FROM offer o WHERE o.work_id = :work_id AND o.is_current = 1",
        {it.file.id, edition->work_id});
    const auto book = read_book(db_, edition->work_id);
    if (book && book->work.visibility == catalog::Visibility::listed) {
      // What costs nothing and had no file was not free before.
      std::vector<std::string> shelves = free_shelves_of(book->offer);
      shelves.push_back(format_shelf(it.file.format));
      put_on_shelves(db_, book->work, shelves);
    }
    // Raises the generation of the work, and says when it changed.
    return set_pictures(edition->id, *edition, it.at);
  });
}

Result<std::int64_t> SqlCatalog::add_version(const ports::NewFileVersion& it) {
  return db_.attempt("store.add_version", [&]() -> Result<std::int64_t> {
    const auto edition = read_edition(db_, it.edition.id);
    if (!edition) return refuse(Errc::not_found, "store.add_version", "There is no such edition.");
    const Chain chain = chain_of(db_, it.replaces);
    insert_file(db_, it.file);
    const std::int64_t added = db_.run(
        "INSERT INTO file_version (file_id, replaces_id, first_id, number, note, created_by, "
        "created_at) VALUES (:file_id, :replaces_id, :first_id, :number, :note, :created_by, "
        ":created_at) ON CONFLICT DO NOTHING",
        {it.file.id, it.replaces, chain.first, chain.newest + 1, it.note, it.by, it.at});
    if (added != 1)
      return refuse(Errc::conflict, "store.add_version",
                    "Somebody else has put another version in at the same moment.",
                    "version_raced");
    db_.run("UPDATE offer_file SET file_id = :file_id WHERE file_id = :replaces",
            {it.file.id, it.replaces});
    put_edition(db_, it.edition);
    AAN_TRY(set_pictures(it.edition.id, it.edition, it.at));
    return chain.newest + 1;
  });
}

}  // namespace aan::store_sql
