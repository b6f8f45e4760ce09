#include <optional>
#include <set>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "adapters/store_sql/sql_sources.hpp"

namespace aan::store_sql {
namespace {

std::string edition_of(Connection& db, const catalog::FileId& id) {
  Rows rows(db, "SELECT edition_id FROM edition_file WHERE id = :id LIMIT 1", {id});
  return rows.next() ? rows.text() : std::string();
}

bool is_sold(Connection& db, const catalog::FileId& id) {
  Rows rows(db, "SELECT file_id FROM order_line_file WHERE file_id = :id LIMIT 1", {id});
  return rows.next();
}

std::optional<catalog::FileId> replaced_by(Connection& db, const catalog::FileId& id) {
  Rows rows(db, "SELECT replaces_id FROM file_version WHERE file_id = :id LIMIT 1", {id});
  if (!rows.next()) return std::nullopt;
  return catalog::FileId{rows.text()};
}

bool is_replaced(Connection& db, const catalog::FileId& id) {
  Rows rows(db, "SELECT file_id FROM file_version WHERE replaces_id = :id LIMIT 1", {id});
  return rows.next();
}

// The version before takes its place again, in the offers and for books on their way by mail. Who
// downloads it begins anew: half of the one and half of the other would be no book.
void put_back(Connection& db, const catalog::FileId& id, const catalog::FileId& before,
              const catalog::EditionId& edition) {
  db.run("UPDATE offer_file SET file_id = :before WHERE file_id = :id", {before, id});
  db.run("UPDATE reader_letter SET file_id = :before WHERE file_id = :id", {before, id});
  db.run("DELETE FROM download_token WHERE file_id = :id", {id});
  db.run("DELETE FROM reading_document WHERE file_id = :id", {id});
  db.run("DELETE FROM reading_place WHERE file_id = :id", {id});
  db.run("DELETE FROM letter_broadcast WHERE file_id = :id", {id});
  db.run("DELETE FROM file_version WHERE file_id = :id", {id});
  db.run("UPDATE edition SET version = version - 1 WHERE id = :id AND version > 1", {edition});
}

}  // namespace

Result<> SqlSources::take_out_file(const catalog::FileId& id, Timestamp at) {
  return db_.attempt("store.take_out_file", [&]() -> Result<> {
    const catalog::EditionId edition_id{edition_of(db_, id)};
    if (edition_id.empty())
      return refuse(Errc::not_found, "store.take_out_file", "There is no such file.",
                    "no_such_file");
    if (is_sold(db_, id))
      return refuse(Errc::conflict, "store.take_out_file",
                    "Somebody ordered it: whoever bought it keeps it. Hide the book, or put a new "
                    "version in the place of the file.",
                    "file_sold");
    if (is_replaced(db_, id))
      return refuse(Errc::conflict, "store.take_out_file",
                    "A newer version has taken its place. Take that one out first.",
                    "file_has_versions");
    if (const auto before = replaced_by(db_, id)) put_back(db_, id, *before, edition_id);
    db_.run("DELETE FROM stamp_plan WHERE file_id = :id", {id});
    db_.run("DELETE FROM offer_file WHERE file_id = :id", {id});
    db_.run("DELETE FROM edition_file WHERE id = :id", {id});
    db_.run("DELETE FROM public_blob WHERE edition_id = :id", {edition_id});
    std::set<std::string> formats;
    for (const catalog::EditionFile& file : read_files(db_, edition_id))
      formats.insert(file.format);
    const std::string formats_text = join({formats.begin(), formats.end()}, ' ');
    db_.run("UPDATE edition SET formats = :formats WHERE id = :id", {formats_text, edition_id});
    const catalog::Edition edition = read_edition(db_, edition_id).value();
    const catalog::BookDetail book = read_book(db_, edition.work_id).value();
    if (book.work.visibility == catalog::Visibility::listed) {
      take_off_shelves(db_, book.work.id);
      put_on_shelves(db_, book.work,
                     shelves_of(book.work, series_slug_of(db_, book.work.id), book.edition,
                                book.files, book.offer));
    }
    // Notes its pictures again, and when the work changed, in its next generation.
    return SqlCatalog(db_).set_pictures(edition.id, edition, at);
  });
}

}  // namespace aan::store_sql
