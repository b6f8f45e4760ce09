#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "adapters/store_sql/sql_catalog.hpp"

namespace aan::store_sql {

using MaybeFile = std::optional<catalog::EditionFile>;
using MaybeEdition = std::optional<catalog::Edition>;

namespace {
constexpr std::int64_t kFilesMax = 1000;
constexpr std::int64_t kSlugsMax = 10'000;
constexpr std::int64_t kListedMax = 50'000;
}  // namespace

Result<MaybeFile> SqlCatalog::find_file(const catalog::FileId& id) const {
  return db_.attempt("store.find_file", [&]() -> Result<MaybeFile> {
    Rows rows(db_, "SELECT " AAN_FILE_COLUMNS "FROM edition_file f WHERE f.id = :id LIMIT 1", {id});
    if (!rows.next()) return MaybeFile{};
    return file_of(rows);
  });
}

Result<MaybeFile> SqlCatalog::find_file_by_cid(const crypto::Cid& cid) const {
  return db_.attempt("store.find_file_by_cid", [&]() -> Result<MaybeFile> {
    const std::string name = cid.text();
    Rows rows(db_,
              "SELECT " AAN_FILE_COLUMNS
              "FROM edition_file f WHERE f.cid = :cid ORDER BY f.id LIMIT 1",
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
              "SELECT " AAN_FILE_COLUMNS
              "FROM edition_file f WHERE f.id > :after ORDER BY f.id LIMIT :limit",
              {after, std::clamp<std::int64_t>(limit, 1, kFilesMax)});
    while (rows.next()) files.push_back(file_of(rows));
    return files;
  });
}

Result<MaybeEdition> SqlCatalog::find_edition(const catalog::EditionId& id) const {
  return db_.attempt("store.find_edition",
                     [&]() -> Result<MaybeEdition> { return read_edition(db_, id); });
}

Result<std::vector<std::string>> SqlCatalog::slugs(std::int64_t limit) const {
  using Slugs = std::vector<std::string>;
  return db_.attempt("store.slugs", [&]() -> Result<Slugs> {
    Slugs slugs;
    Rows rows(db_, "SELECT slug FROM work ORDER BY created_at DESC, id DESC LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kSlugsMax)});
    while (rows.next()) slugs.push_back(rows.text());
    return slugs;
  });
}

Result<std::vector<ports::ListedSlug>> SqlCatalog::listed_slugs(std::string_view from,
                                                                std::int64_t limit) const {
  using Slugs = std::vector<ports::ListedSlug>;
  return db_.attempt("store.listed_slugs", [&]() -> Result<Slugs> {
    Slugs slugs;
    Rows rows(db_,
              "SELECT slug, created_at, updated_at FROM work "
              "WHERE slug >= :from AND visibility = 'listed' ORDER BY slug LIMIT :limit",
              {from, std::clamp<std::int64_t>(limit, 1, kListedMax)});
    while (rows.next()) {
      ports::ListedSlug& one = slugs.emplace_back();
      one.slug = rows.text();
      const Timestamp created_at = rows.time();
      one.changed_at = std::max(created_at, rows.time());
    }
    return slugs;
  });
}

Result<std::vector<std::string>> SqlCatalog::listed_slugs_by(std::int64_t step) const {
  using Slugs = std::vector<std::string>;
  return db_.attempt("store.listed_slugs_by", [&]() -> Result<Slugs> {
    Slugs slugs;
    Rows rows(db_,
              "SELECT n.slug FROM (SELECT slug, ROW_NUMBER() OVER (ORDER BY slug) AS place "
              "FROM work WHERE visibility = 'listed') n "
              "WHERE (n.place - 1) % :step = 0 ORDER BY n.slug",
              {std::max<std::int64_t>(step, 1)});
    while (rows.next()) slugs.push_back(rows.text());
    return slugs;
  });
}

// The own price of a book or bundle is always in the shop's currency, which none of the others is:
// it is looked for among hidden ones too, since it binds the shop to that currency.
Result<bool> SqlCatalog::is_priced_in(const Asset& currency) const {
  return db_.attempt("store.is_priced_in", [&]() -> Result<bool> {
    const std::string code{currency.code()};
    {
      Rows rows(db_,
                "SELECT 1 FROM offer_price p JOIN offer o ON o.id = p.offer_id AND o.revision = "
                "p.revision JOIN work w ON w.id = o.work_id WHERE p.price_asset = :asset "
                "AND o.is_current = 1 AND w.visibility = 'listed' LIMIT 1",
                {code});
      if (rows.next()) return true;
    }
    {
      Rows rows(db_,
                "SELECT 1 FROM offer WHERE price_asset = :asset AND is_current = 1 UNION ALL "
                "SELECT 1 FROM bundle WHERE price_asset = :asset_of_bundle LIMIT 1",
                {code, code});
      if (rows.next()) return true;
    }
    Rows rows(db_,
              "SELECT 1 FROM bundle_price p JOIN bundle b ON b.id = p.bundle_id "
              "WHERE p.price_asset = :asset AND b.is_listed = 1 LIMIT 1",
              {code});
    return rows.next();
  });
}

Result<bool> SqlCatalog::is_public_blob(const crypto::Cid& cid) const {
  return db_.attempt("store.is_public_blob", [&]() -> Result<bool> {
    const std::string name = cid.text();
    Rows rows(db_, "SELECT 1 FROM public_blob WHERE cid = :cid LIMIT 1", {name});
    return rows.next();
  });
}

Result<bool> SqlCatalog::is_shown_blob(const crypto::Cid& cid) const {
  return db_.attempt("store.is_shown_blob", [&]() -> Result<bool> {
    const std::string name = cid.text();
    // Pictures of a sample are one text; names of contents are of one length, so that none is a
    // part of another. A pattern of LIKE may not be as long.
    Rows rows(db_,
              "SELECT 1 FROM public_blob b JOIN edition e ON e.id = b.edition_id JOIN work w ON "
              "w.id = e.work_id WHERE b.cid = :cid AND w.visibility = 'listed' AND (b.cid IN "
              "(e.cover, e.thumb_160, e.thumb_320, e.thumb_640) OR (e.sample IS NOT NULL AND "
              "(b.cid = e.sample OR REPLACE(e.sample_pictures, b.cid, '') <> e.sample_pictures))) "
              "LIMIT 1",
              {name});
    return rows.next();
  });
}

Result<std::vector<catalog::EditionFile>> SqlCatalog::files_behind(const crypto::Cid& public_blob,
                                                                   std::int64_t limit) const {
  using Files = std::vector<catalog::EditionFile>;
  return db_.attempt("store.files_behind", [&]() -> Result<Files> {
    Files files;
    const std::string name = public_blob.text();
    Rows rows(db_,
              "SELECT " AAN_FILE_COLUMNS
              "FROM public_blob b JOIN edition_file f ON f.edition_id = b.edition_id "
              "WHERE b.cid = :cid AND " AAN_FILE_IS_CURRENT "ORDER BY f.id LIMIT :limit",
              {name, std::clamp<std::int64_t>(limit, 1, kFilesMax)});
    while (rows.next()) files.push_back(file_of(rows));
    return files;
  });
}

}  // namespace aan::store_sql
