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

bool has_versions(Connection& db, const catalog::FileId& id) {
  Rows rows(db,
            "SELECT file_id FROM file_version WHERE file_id = :id OR first_id = :same_id LIMIT 1",
            {id, id});
  return rows.next();
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
    if (has_versions(db_, id))
      return refuse(
          Errc::conflict, "store.take_out_file",
          "It has newer versions, which buyers are given. Put a new version in its place.",
          "file_has_versions");
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
