#pragma once
#include "adapters/store_sql/engine/rows.hpp"
#include "domain/catalog/work.hpp"

namespace aan::store_sql {

/// id, edition_id, format, media_type, file_name, cid, sha256, size, is_damaged of an
/// edition_file.
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
  return file;
}

}  // namespace aan::store_sql
