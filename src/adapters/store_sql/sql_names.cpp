#include <algorithm>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/list_place.hpp"
#include "adapters/store_sql/sql_catalog.hpp"
#include "base/text.hpp"
#include "domain/catalog/subject_heading.hpp"

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

constexpr std::size_t kHeadingsAtOnce = 25;
// What stands below a heading has a slug between "heading-" and "heading.", the character that
// comes right after "-". Headings come first: each is one stretch of the subjects' slugs. Names
// are compared without the blanks around their dashes.
constexpr Sql kWorksBelow =
    "WITH heading (place, slug, name) AS (VALUES "
    "(0, CAST(:slug0 AS TEXT), CAST(:name0 AS TEXT)), (1, :slug1, :name1), (2, :slug2, :name2), "
    "(3, :slug3, :name3), (4, :slug4, :name4), (5, :slug5, :name5), "
    "(6, :slug6, :name6), (7, :slug7, :name7), (8, :slug8, :name8), "
    "(9, :slug9, :name9), (10, :slug10, :name10), (11, :slug11, :name11), "
    "(12, :slug12, :name12), (13, :slug13, :name13), (14, :slug14, :name14), "
    "(15, :slug15, :name15), (16, :slug16, :name16), (17, :slug17, :name17), "
    "(18, :slug18, :name18), (19, :slug19, :name19), (20, :slug20, :name20), "
    "(21, :slug21, :name21), (22, :slug22, :name22), (23, :slug23, :name23), "
    "(24, :slug24, :name24)) "
    "SELECT h.place, COUNT(DISTINCT w.work_id) FROM heading h "
    "CROSS JOIN subject s JOIN shelf_work w ON w.shelf_id = 'subject:' || s.slug "
    "WHERE h.slug <> '' AND s.slug > h.slug || '-' AND s.slug < h.slug || '.' "
    "AND SUBSTR(REPLACE(REPLACE(s.name, ' --', '--'), '-- ', '--'), 1, LENGTH(h.name) + 2) "
    "= h.name || '--' "
    "GROUP BY h.place LIMIT 25";

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

std::string without_blanks(std::string_view heading) {
  std::string out;
  for (const std::string_view part : catalog::heading_parts(heading)) {
    if (!out.empty()) out += "--";
    out += part;
  }
  return out;
}

std::string first_character(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return std::string(text.substr(0, end));
}

}  // namespace

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

Result<std::vector<std::int64_t>> SqlCatalog::works_below(
    const std::vector<catalog::Subject>& headings) const {
  using Counts = std::vector<std::int64_t>;
  return db_.attempt("store.works_below", [&]() -> Result<Counts> {
    Counts counts(headings.size(), 0);
    std::vector<std::string> names;
    std::vector<std::string> slugs;
    for (const catalog::Subject& one : headings) {
      names.push_back(without_blanks(one.name));
      // A number behind it tells it from another heading; what stands below has none.
      std::string plain = aan::slug(one.name);
      slugs.push_back(one.slug.starts_with(plain + "-") ? std::move(plain) : one.slug);
    }
    for (std::size_t from = 0; from < headings.size(); from += kHeadingsAtOnce) {
      // No subject has an empty slug: places that are left over find nothing.
      const auto slug = [&](std::size_t place) -> std::string_view {
        return from + place < headings.size() ? std::string_view(slugs[from + place]) : "";
      };
      const auto name = [&](std::size_t place) -> std::string_view {
        return from + place < headings.size() ? std::string_view(names[from + place]) : "";
      };
      Rows rows(
          db_, kWorksBelow,
          {slug(0),  name(0),  slug(1),  name(1),  slug(2),  name(2),  slug(3),  name(3),  slug(4),
           name(4),  slug(5),  name(5),  slug(6),  name(6),  slug(7),  name(7),  slug(8),  name(8),
           slug(9),  name(9),  slug(10), name(10), slug(11), name(11), slug(12), name(12), slug(13),
           name(13), slug(14), name(14), slug(15), name(15), slug(16), name(16), slug(17), name(17),
           slug(18), name(18), slug(19), name(19), slug(20), name(20), slug(21), name(21), slug(22),
           name(22), slug(23), name(23), slug(24), name(24)});
      while (rows.next()) {
        const auto place = static_cast<std::size_t>(rows.number());
        counts[from + place] = rows.number();
      }
    }
    return counts;
  });
}

}  // namespace aan::store_sql
