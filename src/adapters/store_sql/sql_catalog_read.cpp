#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_catalog.hpp"

namespace aan::store_sql {

using MaybeBook = std::optional<catalog::BookDetail>;
using MaybeOffer = std::optional<catalog::OfferDetail>;

namespace {
constexpr std::int64_t kChangedMax = 1000;
}  // namespace

Result<std::int64_t> SqlCatalog::generation() const {
  return db_.attempt("store.generation", [&]() -> Result<std::int64_t> {
    Rows rows(db_, "SELECT generation FROM catalog_state WHERE id = 'catalog' LIMIT 1");
    return rows.only().number();
  });
}

Result<MaybeBook> SqlCatalog::find_by_slug(std::string_view slug) const {
  return db_.attempt("store.find_by_slug", [&]() -> Result<MaybeBook> {
    catalog::WorkId id;
    {
      Rows rows(db_, "SELECT id FROM work WHERE slug = :slug LIMIT 1", {slug});
      if (!rows.next()) return MaybeBook{};
      id = rows.id<catalog::WorkId>();
    }
    return read_book(db_, id);
  });
}

Result<MaybeBook> SqlCatalog::find_work(const catalog::WorkId& id) const {
  return db_.attempt("store.find_work", [&]() -> Result<MaybeBook> { return read_book(db_, id); });
}

Result<MaybeOffer> SqlCatalog::find_offer(const catalog::OfferId& id) const {
  return db_.attempt("store.find_offer", [&]() -> Result<MaybeOffer> {
    std::optional<catalog::Offer> offer = read_offer(db_, id);
    if (!offer) return MaybeOffer{};
    catalog::OfferDetail detail;
    detail.files = read_offer_files(db_, id);
    catalog::EditionId edition_id;
    if (!detail.files.empty()) {
      edition_id = detail.files.front().edition_id;
    } else {
      Rows rows(db_, "SELECT id FROM edition WHERE work_id = :work_id AND is_newest = 1 LIMIT 1",
                {offer->work_id});
      edition_id = rows.only().id<catalog::EditionId>();
    }
    detail.work = read_work(db_, offer->work_id).value();
    detail.edition = read_edition(db_, edition_id).value();
    detail.offer = *std::move(offer);
    return detail;
  });
}

Result<ports::OtherPrices> SqlCatalog::other_prices(
    const std::vector<catalog::OfferId>& ids) const {
  return db_.attempt("store.other_prices",
                     [&]() -> Result<ports::OtherPrices> { return read_other_prices(db_, ids); });
}

Result<std::vector<ports::ChangedWork>> SqlCatalog::changed_after(std::int64_t generation,
                                                                  std::int64_t limit) const {
  using Changes = std::vector<ports::ChangedWork>;
  return db_.attempt("store.changed_after", [&]() -> Result<Changes> {
    Changes changes;
    {
      Rows rows(db_,
                "SELECT id, generation FROM work WHERE generation > :generation "
                "ORDER BY generation LIMIT :limit",
                {generation, std::clamp<std::int64_t>(limit, 1, kChangedMax)});
      while (rows.next()) {
        ports::ChangedWork& change = changes.emplace_back();
        change.id = rows.id<catalog::WorkId>();
        change.generation = rows.number();
      }
    }
    for (ports::ChangedWork& change : changes) {
      MaybeBook book = read_book(db_, change.id);
      if (book && book->work.visibility == catalog::Visibility::listed)
        change.book = *std::move(book);
    }
    return changes;
  });
}

}  // namespace aan::store_sql
