#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "adapters/store_sql/sql_catalog.hpp"

namespace aan::store_sql {

using MaybeFile = std::optional<catalog::EditionFile>;
using MaybeEdition = std::optional<catalog::Edition>;

namespace {
constexpr std::int64_t kFilesMax = 1000;
}  // namespace

Result<MaybeFile> SqlCatalog::find_file(const catalog::FileId& id) const {
  return db_.attempt("store.find_file", [&]() -> Result<MaybeFile> {
    Rows rows(db_,
              "SELECT id, edition_id, format, media_type, file_name, cid, sha256, size, "
              "is_damaged "
              "FROM edition_file WHERE id = :id LIMIT 1",
              {id});
    if (!rows.next()) return MaybeFile{};
    return file_of(rows);
  });
}

Result<MaybeFile> SqlCatalog::find_file_by_cid(const crypto::Cid& cid) const {
  return db_.attempt("store.find_file_by_cid", [&]() -> Result<MaybeFile> {
    const std::string name = cid.text();
    Rows rows(db_,
              "SELECT id, edition_id, format, media_type, file_name, cid, sha256, size, "
              "is_damaged "
              "FROM edition_file WHERE cid = :cid ORDER BY id LIMIT 1",
              {name});
    if (!rows.next()) return MaybeFile{};
    return file_of(rows);
  });
}

Result<std::vector<catalog::EditionFile>> SqlCatalog::files_after(const catalog::FileId& after,
                                                                  std::int64_t limit) const {
  using Files = std::vector<catalog::EditionFile>;
  return db_.attempt("store.files_after", [&]() -> Result<Files> {
    Files files;
    Rows rows(db_,
              "SELECT id, edition_id, format, media_type, file_name, cid, sha256, size, "
              "is_damaged FROM edition_file WHERE id > :after ORDER BY id LIMIT :limit",
              {after, std::clamp<std::int64_t>(limit, 1, kFilesMax)});
    while (rows.next()) files.push_back(file_of(rows));
    return files;
  });
}

Result<MaybeEdition> SqlCatalog::find_edition(const catalog::EditionId& id) const {
  return db_.attempt("store.find_edition",
                     [&]() -> Result<MaybeEdition> { return read_edition(db_, id); });
}

Result<bool> SqlCatalog::is_public_blob(const crypto::Cid& cid) const {
  return db_.attempt("store.is_public_blob", [&]() -> Result<bool> {
    const std::string name = cid.text();
    Rows rows(db_, "SELECT 1 FROM public_blob WHERE cid = :cid LIMIT 1", {name});
    return rows.next();
  });
}

}  // namespace aan::store_sql
