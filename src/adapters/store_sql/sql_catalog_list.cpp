#include <algorithm>
#include <tuple>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "base/text.hpp"

// The columns of a summary, and the joins that reach them from a page "p" of work ids.
#define AAN_SUMMARY_COLUMNS                                                              \
  "SELECT w.id, o.id, w.slug, w.title, w.subtitle, w.author_names, e.language, s.name, " \
  "w.series_position, o.price_amount, o.price_asset, o.buyer_sets_price, "               \
  "o.compare_at_amount, o.copies_left, " AAN_COPIES_BACK_AT                              \
  ", o.sale_state, o.sold_from, o.release_at, e.formats, "                               \
  "e.thumb_160, e.thumb_320, "                                                           \
  "e.thumb_640, e.cover, w.created_at "
#define AAN_SUMMARY_JOINS                                   \
  " p JOIN work w ON w.id = p.work_id "                     \
  "JOIN edition e ON e.work_id = w.id AND e.is_newest = 1 " \
  "JOIN offer o ON o.work_id = w.id AND o.is_current = 1 "  \
  "LEFT JOIN series s ON s.slug = w.series_slug "
// True for works that stand on all of up to four more shelves; their number comes last.
#define AAN_ON_OTHER_SHELVES                                             \
  "AND (SELECT COUNT(*) FROM shelf_work f WHERE f.work_id = sw.work_id " \
  "AND f.shelf_id IN (:other1, :other2, :other3, :other4)) = :others "
#define AAN_PAGE(filter, order, outer_order)                                \
  AAN_SUMMARY_COLUMNS                                                       \
  "FROM (SELECT sw.work_id, sw.created_at, sw.title_key "                   \
  "FROM shelf_work sw WHERE sw.shelf_id = :shelf " filter "ORDER BY " order \
  " LIMIT :limit OFFSET :offset)" AAN_SUMMARY_JOINS "ORDER BY " outer_order " LIMIT 100"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kOtherShelvesMax = 4;

constexpr Sql kNewest =
    AAN_PAGE("", "sw.created_at DESC, sw.work_id DESC", "p.created_at DESC, p.work_id DESC");
constexpr Sql kByTitle = AAN_PAGE("", "sw.title_key, sw.work_id", "p.title_key, p.work_id");
constexpr Sql kNewestFiltered =
    AAN_PAGE(AAN_ON_OTHER_SHELVES, "sw.created_at DESC, sw.work_id DESC",
             "p.created_at DESC, p.work_id DESC");
constexpr Sql kByTitleFiltered =
    AAN_PAGE(AAN_ON_OTHER_SHELVES, "sw.title_key, sw.work_id", "p.title_key, p.work_id");
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

void take_page(Rows& rows, ports::BookPage& page) {
  while (rows.next()) page.books.push_back(summary_of(rows));
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
  }
  return AAN_SHELF_NAME("subject");
}

}  // namespace

Result<ports::BookPage> SqlCatalog::list(const ports::BookQuery& query) const {
  return db_.attempt("store.list", [&]() -> Result<ports::BookPage> {
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
    const std::int64_t offset = std::max<std::int64_t>(query.offset, 0);
    const bool by_title = query.order == ports::BookOrder::title;
    std::vector<Shelf> shelves = measured(db_, shelves_of(query));
    ports::BookPage page;
    if (shelves.size() == 1) {
      page.total = shelves[0].works;
      if (offset >= page.total) return page;
      Rows rows(db_, by_title ? kByTitle : kNewest, {shelves[0].id, limit, offset});
      take_page(rows, page);
      return page;
    }
    const auto others = static_cast<std::int64_t>(shelves.size() - 1);
    shelves.resize(1 + kOtherShelvesMax);
    {
      Rows rows(
          db_, kCountFiltered,
          {shelves[0].id, shelves[1].id, shelves[2].id, shelves[3].id, shelves[4].id, others});
      page.total = rows.only().number();
    }
    if (offset >= page.total) return page;
    Rows rows(db_, by_title ? kByTitleFiltered : kNewestFiltered,
              {shelves[0].id, shelves[1].id, shelves[2].id, shelves[3].id, shelves[4].id, others,
               limit, offset});
    take_page(rows, page);
    return page;
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
              "SELECT s.slug, s.name, h.works FROM shelf h "
              "JOIN subject s ON s.slug = SUBSTR(h.id, 9) "
              "WHERE h.works > 0 AND SUBSTR(h.id, 1, 8) = 'subject:' "
              "ORDER BY h.works DESC, h.id DESC LIMIT 500");
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
    const std::string key = kind == ports::ShelfKind::series ? slug(name) : std::string(name);
    Rows rows(db_, name_query(kind), {key, shelf_of(kind, key)});
    return rows.next() ? Name(rows.text()) : Name();
  });
}

}  // namespace aan::store_sql
