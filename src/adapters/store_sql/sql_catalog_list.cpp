#include <algorithm>
#include <tuple>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "adapters/store_sql/list_place.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "base/text.hpp"

// The columns of a summary, and the joins that reach them from a page "p" of work ids. The files of
// each book are looked up only while any file of the shop is damaged.
#define AAN_SUMMARY_COLUMNS                                                              \
  "SELECT w.id, o.id, w.slug, w.title, w.subtitle, w.author_names, e.language, s.name, " \
  "w.series_position, o.price_amount, o.price_asset, o.buyer_sets_price, "               \
  "o.compare_at_amount, o.copies_left, " AAN_COPIES_BACK_AT                              \
  ", o.sale_state, o.sold_from, o.release_at, e.formats, "                               \
  "CAST(CASE WHEN e.formats = '' THEN 0 WHEN NOT EXISTS (SELECT 1 FROM edition_file d "  \
  "WHERE d.is_damaged = 1) THEN 1 WHEN EXISTS (SELECT 1 FROM edition_file f WHERE "      \
  "f.edition_id = e.id AND f.is_damaged = 0 AND " AAN_FILE_IS_CURRENT                    \
  ") THEN 1 ELSE 0 END AS BIGINT), "                                                     \
  "e.thumb_160, e.thumb_320, "                                                           \
  "e.thumb_640, e.cover, w.created_at "
#define AAN_SUMMARY_JOINS                                   \
  " p JOIN work w ON w.id = p.work_id "                     \
  "JOIN edition e ON e.work_id = w.id AND e.is_newest = 1 " \
  "JOIN offer o ON o.work_id = w.id AND o.is_current = 1 "  \
  "LEFT JOIN series s ON s.slug = w.series_slug "
// True for works that stand on all of up to six more shelves; their number comes last.
#define AAN_ON_OTHER_SHELVES                                             \
  "AND (SELECT COUNT(*) FROM shelf_work f WHERE f.work_id = sw.work_id " \
  "AND f.shelf_id IN (:other1, :other2, :other3, :other4, :other5, :other6)) = :others "
// What stands behind a place of the order.
#define AAN_BEHIND_NEWEST \
  "AND (sw.created_at, sw.work_id) < (CAST(:at AS BIGINT), CAST(:behind AS TEXT)) "
#define AAN_BEHIND_TITLE \
  "AND (sw.title_key, sw.work_id) > (CAST(:key AS TEXT), CAST(:behind AS TEXT)) "
#define AAN_PAGE(filter, order, outer_order)                                \
  AAN_SUMMARY_COLUMNS                                                       \
  "FROM (SELECT sw.work_id, sw.created_at, sw.title_key "                   \
  "FROM shelf_work sw WHERE sw.shelf_id = :shelf " filter "ORDER BY " order \
  " LIMIT :limit OFFSET :offset)" AAN_SUMMARY_JOINS "ORDER BY " outer_order " LIMIT 101"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kOtherShelvesMax = 6;

#define AAN_NEWEST(filter) \
  AAN_PAGE(filter, "sw.created_at DESC, sw.work_id DESC", "p.created_at DESC, p.work_id DESC")
#define AAN_BY_TITLE(filter) AAN_PAGE(filter, "sw.title_key, sw.work_id", "p.title_key, p.work_id")
constexpr Sql kNewest = AAN_NEWEST("");
constexpr Sql kByTitle = AAN_BY_TITLE("");
constexpr Sql kNewestFiltered = AAN_NEWEST(AAN_ON_OTHER_SHELVES);
constexpr Sql kByTitleFiltered = AAN_BY_TITLE(AAN_ON_OTHER_SHELVES);
constexpr Sql kNewestBehind = AAN_NEWEST(AAN_BEHIND_NEWEST);
constexpr Sql kByTitleBehind = AAN_BY_TITLE(AAN_BEHIND_TITLE);
constexpr Sql kNewestFilteredBehind = AAN_NEWEST(AAN_ON_OTHER_SHELVES AAN_BEHIND_NEWEST);
constexpr Sql kByTitleFilteredBehind = AAN_BY_TITLE(AAN_ON_OTHER_SHELVES AAN_BEHIND_TITLE);
constexpr Sql kCountFiltered =
    "SELECT COUNT(*) FROM shelf_work sw WHERE sw.shelf_id = :shelf " AAN_ON_OTHER_SHELVES "LIMIT 1";
constexpr Sql kOne =
    AAN_SUMMARY_COLUMNS "FROM (SELECT CAST(:id AS TEXT) AS work_id)" AAN_SUMMARY_JOINS
                        "WHERE w.visibility = 'listed' LIMIT 1";

catalog::BookSummary summary_of(Rows& rows) {
  catalog::BookSummary book;
  book.work_id = rows.id<catalog::WorkId>();
  book.offer_id = rows.id<catalog::OfferId>();
  book.slug = rows.text();
  book.title = rows.text();
  book.subtitle = rows.text();
  book.authors = split_list(rows.text(), '\n');
  book.language = rows.text();
  book.series = rows.maybe_text().value_or("");
  book.series_position = rows.text();
  book.price = rows.maybe_money();
  book.buyer_sets_price = rows.flag();
  if (const auto compare_at = rows.maybe_number(); book.price && compare_at)
    book.compare_at = Money{*compare_at, book.price->asset};
  book.copies_left = rows.maybe_number();
  book.copies_back_at = rows.maybe_time();
  book.sale_state = rows.named(catalog::parse_sale_state);
  const std::optional<Timestamp> sold_from = rows.maybe_time();
  const std::optional<Timestamp> release_at = rows.maybe_time();
  if (book.sale_state == catalog::SaleState::not_yet) book.sale_day = sold_from;
  if (book.sale_state == catalog::SaleState::preorder) book.sale_day = release_at;
  book.formats = split_list(rows.text(), ' ');
  book.has_whole_file = rows.flag();
  book.thumb_160 = rows.cid();
  book.thumb_320 = rows.cid();
  book.thumb_640 = rows.cid();
  book.cover = rows.cid();
  book.created_at = rows.time();
  return book;
}

struct Shelf {
  std::string id;
  std::int64_t works = 0;
};

// The shelves with the shortest first: that one is walked, the others are looked up.
std::vector<Shelf> measured(Connection& db, const std::vector<std::string>& ids) {
  std::vector<Shelf> shelves;
  for (const std::string& id : ids) {
    Rows rows(db, "SELECT works FROM shelf WHERE id = :id LIMIT 1", {id});
    shelves.push_back({id, rows.next() ? rows.number() : 0});
  }
  std::ranges::sort(shelves, {}, &Shelf::works);
  return shelves;
}

// Takes one row more than the page holds, so that it is known whether something stands behind it.
void take_page(Rows& rows, const ports::BookQuery& query, std::size_t limit,
               ports::BookPage& page) {
  while (rows.next()) page.books.push_back(summary_of(rows));
  if (page.books.size() <= limit) return;
  page.books.resize(limit);
  const catalog::BookSummary& last = page.books.back();
  page.next = query.order == ports::BookOrder::title
                  ? write_place({title_key(last.title), last.work_id.value})
                  : write_place({last.created_at.us, last.work_id.value});
}

// `name` of what has the slug, while a listed work stands on its shelf.
#define AAN_SHELF_NAME(table)              \
  "SELECT t.name FROM shelf h JOIN " table \
  " t ON t.slug = :slug WHERE h.id = :shelf AND h.works > 0 LIMIT 1"

Sql name_query(ports::ShelfKind kind) {
  switch (kind) {
    case ports::ShelfKind::subject: return AAN_SHELF_NAME("subject");
    case ports::ShelfKind::contributor: return AAN_SHELF_NAME("contributor");
    case ports::ShelfKind::series: return AAN_SHELF_NAME("series");
    // A publisher has its name alone.
    case ports::ShelfKind::publisher:
      return "SELECT CAST(:name AS TEXT) FROM shelf h WHERE h.id = :shelf AND h.works > 0 LIMIT 1";
  }
  return AAN_SHELF_NAME("subject");
}

Sql page_query(bool by_title, bool is_narrowed, bool is_behind) {
  if (by_title) {
    if (is_narrowed) return is_behind ? kByTitleFilteredBehind : kByTitleFiltered;
    return is_behind ? kByTitleBehind : kByTitle;
  }
  if (is_narrowed) return is_behind ? kNewestFilteredBehind : kNewestFiltered;
  return is_behind ? kNewestBehind : kNewest;
}

}  // namespace

Result<ports::BookPage> SqlCatalog::list(const ports::BookQuery& query) const {
  const bool by_title = query.order == ports::BookOrder::title;
  std::optional<Place> behind;
  if (!query.behind.empty())
    behind = AAN_TRY(parse_place(query.behind, by_title ? PlaceKey::text : PlaceKey::moment));
  return db_.attempt("store.list", [&]() -> Result<ports::BookPage> {
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
    const std::int64_t offset = behind ? 0 : std::max<std::int64_t>(query.offset, 0);
    std::vector<Shelf> shelves = measured(
        db_,
        shelves_of(query, query.series.empty() ? std::string() : series_slug(db_, query.series)));
    const bool is_narrowed = shelves.size() > 1;
    const auto others = static_cast<std::int64_t>(shelves.size() - 1);
    shelves.resize(1 + kOtherShelvesMax);
    const std::string &s0 = shelves[0].id, &s1 = shelves[1].id, &s2 = shelves[2].id,
                      &s3 = shelves[3].id, &s4 = shelves[4].id, &s5 = shelves[5].id,
                      &s6 = shelves[6].id;
    ports::BookPage page;
    page.total = shelves[0].works;
    if (is_narrowed) {
      Rows rows(db_, kCountFiltered, {s0, s1, s2, s3, s4, s5, s6, others});
      page.total = rows.only().number();
    }
    if (offset >= page.total) return page;
    const Sql sql = page_query(by_title, is_narrowed, behind.has_value());
    const auto take = [&](Values values) {
      Rows rows(db_, sql, values);
      take_page(rows, query, static_cast<std::size_t>(limit), page);
    };
    if (is_narrowed && behind)
      take({s0, s1, s2, s3, s4, s5, s6, others, behind->key(), behind->id, limit + 1, offset});
    else if (is_narrowed)
      take({s0, s1, s2, s3, s4, s5, s6, others, limit + 1, offset});
    else if (behind)
      take({s0, behind->key(), behind->id, limit + 1, offset});
    else
      take({s0, limit + 1, offset});
    return page;
  });
}

Result<std::vector<ports::PublisherCount>> SqlCatalog::publishers() const {
  using Counts = std::vector<ports::PublisherCount>;
  return db_.attempt("store.publishers", [&]() -> Result<Counts> {
    Counts counts;
    Rows rows(db_,
              "SELECT SUBSTR(id, 11), works FROM shelf "
              "WHERE id >= 'publisher:' AND id < 'publisher;' AND works > 0 "
              "ORDER BY works DESC, id DESC LIMIT 500");
    while (rows.next()) {
      ports::PublisherCount& count = counts.emplace_back();
      count.name = rows.text();
      count.works = rows.number();
    }
    std::ranges::sort(counts, {}, &ports::PublisherCount::name);
    return counts;
  });
}

Result<std::vector<ports::FormatCount>> SqlCatalog::formats() const {
  using Counts = std::vector<ports::FormatCount>;
  return db_.attempt("store.formats", [&]() -> Result<Counts> {
    Counts counts;
    Rows rows(db_,
              "SELECT SUBSTR(id, 8), works FROM shelf "
              "WHERE id >= 'format:' AND id < 'format;' AND works > 0 "
              "ORDER BY works DESC, id LIMIT 100");
    while (rows.next()) {
      ports::FormatCount& count = counts.emplace_back();
      count.format = rows.text();
      count.works = rows.number();
    }
    return counts;
  });
}

Result<ports::WorkPage> SqlCatalog::list_works(std::int64_t offset, std::int64_t limit) const {
  return db_.attempt("store.list_works", [&]() -> Result<ports::WorkPage> {
    ports::WorkPage page;
    {
      Rows rows(db_, "SELECT COUNT(*) FROM work LIMIT 1");
      page.total = rows.only().number();
    }
    Rows rows(db_,
              "SELECT id FROM work ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset",
              {std::clamp<std::int64_t>(limit, 1, kPageMax), std::max<std::int64_t>(offset, 0)});
    while (rows.next()) page.works.push_back(rows.id<catalog::WorkId>());
    return page;
  });
}

Result<std::vector<catalog::BookSummary>> SqlCatalog::summaries(
    const std::vector<catalog::WorkId>& ids) const {
  using Summaries = std::vector<catalog::BookSummary>;
  return db_.attempt("store.summaries", [&]() -> Result<Summaries> {
    Summaries books;
    for (const catalog::WorkId& id : ids) {
      Rows rows(db_, kOne, {id});
      if (rows.next()) books.push_back(summary_of(rows));
    }
    return books;
  });
}

Result<std::vector<catalog::SubjectCount>> SqlCatalog::subjects() const {
  using Counts = std::vector<catalog::SubjectCount>;
  return db_.attempt("store.subjects", [&]() -> Result<Counts> {
    Counts counts;
    Rows rows(db_,
              "SELECT SUBSTR(id, 9), name, works FROM shelf "
              "WHERE id >= 'subject:' AND id < 'subject;' AND works > 0 "
              "ORDER BY works DESC, id DESC LIMIT 500");
    while (rows.next()) {
      catalog::SubjectCount& count = counts.emplace_back();
      count.subject.slug = rows.text();
      count.subject.name = rows.text();
      count.works = rows.number();
    }
    std::ranges::sort(counts, {}, [](const catalog::SubjectCount& c) {
      return std::tie(c.subject.name, c.subject.slug);
    });
    return counts;
  });
}

Result<std::vector<catalog::LanguageCount>> SqlCatalog::languages() const {
  using Counts = std::vector<catalog::LanguageCount>;
  return db_.attempt("store.languages", [&]() -> Result<Counts> {
    Counts counts;
    Rows rows(db_,
              "SELECT SUBSTR(id, 10), works FROM shelf "
              "WHERE id >= 'language:' AND id < 'language;' AND works > 0 "
              "ORDER BY works DESC, id LIMIT 1000");
    while (rows.next()) {
      catalog::LanguageCount& count = counts.emplace_back();
      count.language = rows.text();
      count.works = rows.number();
    }
    return counts;
  });
}

Result<std::optional<std::string>> SqlCatalog::shelf_name(ports::ShelfKind kind,
                                                          std::string_view name) const {
  using Name = std::optional<std::string>;
  return db_.attempt("store.shelf_name", [&]() -> Result<Name> {
    const std::string key =
        kind == ports::ShelfKind::series ? series_slug(db_, name) : std::string(name);
    Rows rows(db_, name_query(kind), {key, shelf_of(kind, key)});
    return rows.next() ? Name(rows.text()) : Name();
  });
}

}  // namespace aan::store_sql
