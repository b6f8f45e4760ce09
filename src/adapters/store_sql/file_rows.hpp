#pragma once
#include "adapters/store_sql/engine/rows.hpp"
#include "domain/catalog/work.hpp"

/// The columns that `file_of` reads, of an edition_file under the name f.
#define AAN_FILE_COLUMNS                                                               \
  "f.id, f.edition_id, f.format, f.media_type, f.file_name, f.cid, f.sha256, f.size, " \
  "f.is_damaged, CAST(CASE WHEN EXISTS (SELECT 1 FROM file_version newer WHERE "       \
  "newer.replaces_id = f.id) THEN 0 ELSE 1 END AS BIGINT), "                           \
  "f.pages, f.play_seconds "
/// That no newer version has taken its place.
#define AAN_FILE_IS_CURRENT \
  "NOT EXISTS (SELECT 1 FROM file_version newer WHERE newer.replaces_id = f.id) "

namespace aan::store_sql {

/// AAN_FILE_COLUMNS.
inline catalog::EditionFile file_of(Rows& rows) {
  catalog::EditionFile file;
  file.id = rows.id<catalog::FileId>();
  file.edition_id = rows.id<catalog::EditionId>();
  file.format = rows.text();
  file.media_type = rows.text();
  file.file_name = rows.text();
  file.cid = rows.cid();
  file.sha256 = rows.digest();
  file.size = rows.size();
  file.is_damaged = rows.flag();
  file.is_current = rows.flag();
  file.pages = rows.size();
  file.play_seconds = rows.size();
  return file;
}

}  // namespace aan::store_sql
