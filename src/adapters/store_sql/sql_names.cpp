#include <algorithm>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_write.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/list_place.hpp"
#include "adapters/store_sql/sql_catalog.hpp"

// Names of a table of their own that have listed works, from a place in their order on.
#define AAN_NAMES(table, name, shelf)                                                            \
  "SELECT t.slug, " name ", h.works, t.sort_key FROM " table " t JOIN shelf h ON h.id = '" shelf \
  ":' || t.slug AND h.works > 0 "                                                                \
  "WHERE (t.sort_key, t.slug) > (CAST(:sort_key AS TEXT), CAST(:key AS TEXT)) "                  \
  "ORDER BY t.sort_key, t.slug LIMIT :limit"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kLettersMax = 100;
constexpr std::string_view kBehindAll = "\xf4\x8f\xbf\xbf";  // the last character there is

Sql names_query(ports::ShelfKind kind) {
  switch (kind) {
    case ports::ShelfKind::contributor:
      return AAN_NAMES("contributor", "COALESCE(NULLIF(t.sort_name, ''), t.name)", "contributor");
    case ports::ShelfKind::subject: return AAN_NAMES("subject", "t.name", "subject");
    case ports::ShelfKind::series: return AAN_NAMES("series", "t.name", "series");
    case ports::ShelfKind::publisher: break;
  }
  // Of publishers the id without "publisher:" is the name.
  return "SELECT SUBSTR(h.id, 11), SUBSTR(h.id, 11), h.works, h.sort_key FROM shelf h "
         "WHERE h.sort_key <> '' AND h.works > 0 AND "
         "(h.sort_key, h.id) > (CAST(:sort_key AS TEXT), 'publisher:' || CAST(:key AS TEXT)) "
         "ORDER BY h.sort_key, h.id LIMIT :limit";
}

std::string first_character(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return std::string(text.substr(0, end));
}

}  // namespace

std::string key_of(const catalog::Contributor& it) {
  return name_key(it.sort_name.empty() ? it.name : it.sort_name);
}

void add_contributor(Connection& db, const catalog::Contributor& it) {
  db.run(
      "INSERT INTO contributor (slug, name, sort_name, sort_key) "
      "VALUES (:slug, :name, :sort_name, :sort_key) ON CONFLICT (slug) DO NOTHING",
      {it.slug, it.name, it.sort_name, key_of(it)});
}

void add_subject(Connection& db, const catalog::Subject& it) {
  db.run(
      "INSERT INTO subject (slug, name, sort_key) VALUES (:slug, :name, :sort_key) "
      "ON CONFLICT (slug) DO NOTHING",
      {it.slug, it.name, name_key(it.name)});
}

void add_series(Connection& db, const std::string& slug, const std::string& name) {
  db.run(
      "INSERT INTO series (slug, name, sort_key) VALUES (:slug, :name, :sort_key) "
      "ON CONFLICT (slug) DO NOTHING",
      {slug, name, name_key(name)});
}

Result<ports::NamePage> SqlCatalog::names(const ports::NameQuery& query) const {
  Place place{query.from.empty() ? std::string() : name_key(query.from), ""};
  if (!query.behind.empty()) place = AAN_TRY(parse_place(query.behind, PlaceKey::text));
  return db_.attempt("store.names", [&]() -> Result<ports::NamePage> {
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
    ports::NamePage page;
    std::string last;
    Rows rows(db_, names_query(query.kind), {place.text, place.id, limit + 1});
    while (rows.next()) {
      if (std::ssize(page.names) == limit) {
        page.next = write_place({last, page.names.back().key});
        break;
      }
      ports::NameCount& one = page.names.emplace_back();
      one.key = rows.text();
      one.name = rows.text();
      one.works = rows.number();
      last = rows.text();
    }
    return page;
  });
}

Result<std::vector<std::string>> SqlCatalog::first_letters(ports::ShelfKind kind) const {
  using Letters = std::vector<std::string>;
  return db_.attempt("store.first_letters", [&]() -> Result<Letters> {
    Letters letters;
    // From letter to letter: as many looks as there are letters, however many names.
    for (std::string from; letters.size() < kLettersMax;) {
      Rows rows(db_, names_query(kind), {from, "", 1});
      if (!rows.next()) break;
      rows.text();
      rows.text();
      rows.number();
      letters.push_back(first_character(rows.text()));
      from = letters.back() + std::string(kBehindAll);
    }
    return letters;
  });
}

Result<std::vector<catalog::SubjectCount>> SqlCatalog::subjects_from(
    std::string_view slug_prefix) const {
  using Counts = std::vector<catalog::SubjectCount>;
  return db_.attempt("store.subjects_from", [&]() -> Result<Counts> {
    const std::string from(slug_prefix);
    Counts counts;
    Rows rows(db_,
              "SELECT s.slug, s.name, h.works FROM subject s "
              "JOIN shelf h ON h.id = 'subject:' || s.slug AND h.works > 0 "
              "WHERE s.slug >= :from AND s.slug < :to ORDER BY h.works DESC, s.slug LIMIT 500",
              {from, from + std::string(kBehindAll)});
    while (rows.next()) {
      catalog::SubjectCount& count = counts.emplace_back();
      count.subject.slug = rows.text();
      count.subject.name = rows.text();
      count.works = rows.number();
    }
    return counts;
  });
}

Result<std::int64_t> SqlCatalog::works_below(const catalog::Subject& heading) const {
  return db_.attempt("store.works_below", [&]() -> Result<std::int64_t> {
    const std::string prefix = heading.name + " -- ";
    const std::string from = heading.slug + "-";
    const std::string to = heading.slug + ".";  // comes right after "-"
    Rows rows(db_,
              "SELECT COUNT(DISTINCT w.work_id) FROM subject s "
              "JOIN shelf_work w ON w.shelf_id = 'subject:' || s.slug "
              "WHERE s.slug > :from AND s.slug < :to "
              "AND SUBSTR(s.name, 1, LENGTH(CAST(:prefix AS TEXT))) = :prefix_again LIMIT 1",
              {from, to, prefix, prefix});
    return rows.only().number();
  });
}

}  // namespace aan::store_sql
