#include "adapters/store_sql/sql_bundles.hpp"

#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/text.hpp"

#define AAN_BUNDLE_COLUMNS                                                       \
  "SELECT b.id, b.slug, b.title, b.description, b.price_amount, b.price_asset, " \
  "b.is_listed, b.created_at, b.updated_at FROM bundle b "

namespace aan::store_sql {
namespace {

using MaybeBundle = std::optional<catalog::Bundle>;

constexpr std::int64_t kPageMax = 100;
constexpr int kSameSlugMax = 1000;

catalog::Bundle bundle_of(Rows& rows) {
  catalog::Bundle bundle;
  bundle.id = rows.id<catalog::OfferId>();
  bundle.slug = rows.text();
  bundle.title = rows.text();
  bundle.description = rows.text();
  bundle.price = rows.money();
  bundle.visibility = rows.flag() ? catalog::Visibility::listed : catalog::Visibility::hidden;
  bundle.created_at = rows.time();
  bundle.updated_at = rows.time();
  return bundle;
}

void add_works(Connection& db, catalog::Bundle& bundle) {
  Rows rows(db,
            "SELECT work_id FROM bundle_work WHERE bundle_id = :bundle_id "
            "ORDER BY position LIMIT 100",
            {bundle.id});
  while (rows.next()) bundle.works.push_back(rows.id<catalog::WorkId>());
}

void add_prices(Connection& db, catalog::Bundle& bundle) {
  Rows rows(db,
            "SELECT price_amount, price_asset FROM bundle_price WHERE bundle_id = :bundle_id "
            "ORDER BY price_asset LIMIT 100",
            {bundle.id});
  while (rows.next()) bundle.others.push_back(rows.money());
}

void insert_prices(Connection& db, const catalog::OfferId& id, const std::vector<Money>& others) {
  for (const Money& price : others)
    db.run(
        "INSERT INTO bundle_price (bundle_id, price_asset, price_amount) "
        "VALUES (:bundle_id, :price_asset, :price_amount)",
        {id, price.asset.code(), price.amount});
}

MaybeBundle read_one(Connection& db, Sql sql, Values of) {
  MaybeBundle bundle;
  {
    Rows rows(db, sql, of);
    if (rows.next()) bundle = bundle_of(rows);
  }
  if (bundle) add_works(db, *bundle);
  if (bundle) add_prices(db, *bundle);
  return bundle;
}

std::vector<catalog::Bundle> read_many(Connection& db, Sql sql, Values of) {
  std::vector<catalog::Bundle> bundles;
  {
    Rows rows(db, sql, of);
    while (rows.next()) bundles.push_back(bundle_of(rows));
  }
  for (catalog::Bundle& bundle : bundles) {
    add_works(db, bundle);
    add_prices(db, bundle);
  }
  return bundles;
}

// Pages of its books speak of a bundle too.
void touch_books(Connection& db, const std::vector<catalog::WorkId>& works) {
  for (const catalog::WorkId& work : works) touch_work(db, work);
}

Result<> changed(Connection& db, const catalog::OfferId& id, std::int64_t rows) {
  if (rows == 0)
    return refuse(Errc::not_found, "store.bundle", "There is no such bundle.", "no_such_bundle");
  catalog::Bundle bundle;
  bundle.id = id;
  add_works(db, bundle);
  touch_books(db, bundle.works);
  return {};
}

}  // namespace

Result<MaybeBundle> SqlBundles::find_bundle(const catalog::OfferId& id) const {
  return db_.attempt("store.find_bundle", [&]() -> Result<MaybeBundle> {
    return read_one(db_, AAN_BUNDLE_COLUMNS "WHERE b.id = :id LIMIT 1", {id});
  });
}

Result<MaybeBundle> SqlBundles::find_bundle_by_slug(std::string_view slug) const {
  return db_.attempt("store.find_bundle_by_slug", [&]() -> Result<MaybeBundle> {
    return read_one(db_, AAN_BUNDLE_COLUMNS "WHERE b.slug = :slug LIMIT 1", {slug});
  });
}

Result<ports::BundlePage> SqlBundles::list_bundles(ports::BundleScope scope, std::int64_t offset,
                                                   std::int64_t limit) const {
  return db_.attempt("store.list_bundles", [&]() -> Result<ports::BundlePage> {
    const std::int64_t least = scope == ports::BundleScope::listed ? 1 : 0;
    ports::BundlePage page;
    {
      Rows rows(db_, "SELECT COUNT(*) FROM bundle WHERE is_listed >= :least LIMIT 1", {least});
      page.total = rows.only().number();
    }
    page.bundles = read_many(
        db_,
        AAN_BUNDLE_COLUMNS
        "WHERE b.is_listed >= :least ORDER BY b.created_at DESC, b.id DESC "
        "LIMIT :limit OFFSET :offset",
        {least, std::clamp<std::int64_t>(limit, 1, kPageMax), std::max<std::int64_t>(offset, 0)});
    return page;
  });
}

Result<std::vector<catalog::Bundle>> SqlBundles::bundles_with(const catalog::WorkId& work,
                                                              std::int64_t limit) const {
  return db_.attempt("store.bundles_with", [&]() -> Result<std::vector<catalog::Bundle>> {
    return read_many(db_,
                     AAN_BUNDLE_COLUMNS
                     "JOIN bundle_work w ON w.bundle_id = b.id WHERE w.work_id = :work_id AND "
                     "b.is_listed = 1 ORDER BY b.created_at DESC, b.id DESC LIMIT :limit",
                     {work, std::clamp<std::int64_t>(limit, 1, kPageMax)});
  });
}

Result<std::string> SqlBundles::add_bundle(const catalog::Bundle& b) {
  return db_.attempt("store.add_bundle", [&]() -> Result<std::string> {
    const std::string base = b.slug.empty() ? slug(b.title) : b.slug;
    std::string stored;
    std::string candidate = base;
    for (int number = 2; number <= kSameSlugMax && stored.empty(); ++number) {
      const std::int64_t added = db_.run(
          "INSERT INTO bundle (id, slug, title, description, price_amount, price_asset, "
          "is_listed, created_at, updated_at) VALUES (:id, :slug, :title, :description, "
          ":price_amount, :price_asset, :is_listed, :created_at, :updated_at) "
          "ON CONFLICT (slug) DO NOTHING",
          {b.id, candidate, b.title, b.description, b.price.amount, b.price.asset.code(),
           b.visibility == catalog::Visibility::listed, b.created_at, b.updated_at});
      if (added == 1) stored = candidate;
      candidate = base + "-" + std::to_string(number);
    }
    if (stored.empty())
      return refuse(Errc::conflict, "store.add_bundle", "Too many bundles have this title.",
                    "too_many_of_title");
    int position = 0;
    for (const catalog::WorkId& work : b.works)
      db_.run(
          "INSERT INTO bundle_work (bundle_id, position, work_id) "
          "VALUES (:bundle_id, :position, :work_id)",
          {b.id, position++, work});
    insert_prices(db_, b.id, b.others);
    touch_books(db_, b.works);
    return stored;
  });
}

Result<> SqlBundles::set_bundle_prices(const catalog::OfferId& id, const Money& price,
                                       const std::vector<Money>& others, Timestamp now) {
  return db_.attempt("store.set_bundle_prices", [&]() -> Result<> {
    const std::int64_t rows = db_.run(
        "UPDATE bundle SET price_amount = :price_amount, price_asset = :price_asset, "
        "updated_at = :now WHERE id = :id",
        {price.amount, price.asset.code(), now, id});
    db_.run("DELETE FROM bundle_price WHERE bundle_id = :bundle_id", {id});
    if (rows == 1) insert_prices(db_, id, others);
    return changed(db_, id, rows);
  });
}

Result<> SqlBundles::set_bundle_visibility(const catalog::OfferId& id,
                                           catalog::Visibility visibility, Timestamp now) {
  return db_.attempt("store.set_bundle_visibility", [&]() -> Result<> {
    return changed(
        db_, id,
        db_.run("UPDATE bundle SET is_listed = :is_listed, updated_at = :now WHERE id = :id",
                {visibility == catalog::Visibility::listed, now, id}));
  });
}

}  // namespace aan::store_sql
