#include "adapters/store_sql/name_rows.hpp"

#include <functional>
#include <utility>
#include <vector>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/subject_name.hpp"

// The row that a name has already.
#define AAN_KNOWN(table) "SELECT slug FROM " table " WHERE known_by = :known_by LIMIT 1"
// Names of a table behind a slug.
#define AAN_NAMES_BEHIND(table, where) \
  "SELECT slug, name FROM " table " WHERE slug > :behind " where "ORDER BY slug LIMIT 500"
#define AAN_KNOW(table)                                   \
  "UPDATE " table                                         \
  " SET known_by = :known_by WHERE slug = :slug AND NOT " \
  "EXISTS (SELECT 1 FROM " table " o WHERE o.known_by = :not_already)"
// A digest without its hexadecimal digits: the marks before them stay.
#define AAN_SAY_AGAIN(works)                                           \
  "UPDATE work_source SET digest = RTRIM(digest, '0123456789abcdef') " \
  "WHERE work_id IN (" works ")"

namespace aan::store_sql {

using catalog::known_by;

namespace {

constexpr std::size_t kStep = 500;
// So many names of one slug are told apart by numbers, all others by the beginning of a digest.
constexpr int kNumberedMax = 20;
constexpr std::size_t kDigestBytes = 8;
// With what is put behind it a slug keeps to its 80 bytes.
constexpr std::size_t kNumberedBytesMax = 77;
constexpr std::size_t kDigestedBytesMax = 80 - 1 - 2 * kDigestBytes;
static_assert(kDigestedBytesMax == catalog::kToldApartBytesMin);

std::optional<std::string> find(Connection& db, Sql sql, const std::string& name) {
  Rows rows(db, sql, {name});
  return rows.next() ? std::optional(rows.text()) : std::nullopt;
}

// Adds a name under the first slug that is free. `add`: whether it was added; it was not when the
// slug is another's, or somebody else has just added the name.
std::string added(Connection& db, Sql known, const std::string& name, const std::string& first,
                  const std::function<bool(const std::string& slug)>& add) {
  std::string candidate = first;
  for (int number = 2; !add(candidate); ++number) {
    if (auto other = find(db, known, name)) return *std::move(other);
    candidate = number <= kNumberedMax
                    ? slug(first, kNumberedBytesMax) + "-" + std::to_string(number)
                    : slug(first, kDigestedBytesMax) + "-" +
                          hex(crypto::sha256(name).substr(0, kDigestBytes));
    if (number > kNumberedMax + 1) throw StoredNonsense("no slug is free for a name");
  }
  return candidate;
}

constexpr Sql kKnownContributor = AAN_KNOWN("contributor");
constexpr Sql kKnownSubject = AAN_KNOWN("subject");
constexpr Sql kKnownSeries = AAN_KNOWN("series");

}  // namespace

std::string key_of(const catalog::Contributor& it) {
  return name_key(it.sort_name.empty() ? it.name : it.sort_name);
}

bool sort_contributor(Connection& db, const std::string& name, const std::string& sort_name) {
  return db.run(
             "UPDATE contributor SET sort_name = :sort_name, sort_key = :sort_key "
             "WHERE known_by = :known_by AND sort_name <> :not_already",
             {sort_name, name_key(sort_name), known_by(name), sort_name}) > 0;
}

std::vector<catalog::WorkId> works_of_contributor(Connection& db, const std::string& name) {
  Rows rows(db,
            "SELECT DISTINCT wc.work_id FROM work_contributor wc JOIN contributor c "
            "ON c.slug = wc.contributor_slug WHERE c.known_by = :known_by "
            "ORDER BY wc.work_id LIMIT 1000",
            {known_by(name)});
  std::vector<catalog::WorkId> works;
  while (rows.next()) works.push_back({rows.text()});
  return works;
}

catalog::Work NameRows::placed(catalog::Work work) {
  for (catalog::Contributor& one : work.contributors) one.slug = contributor(one);
  for (catalog::Subject& one : work.subjects) one.slug = subject(one);
  return work;
}

std::string NameRows::contributor(const catalog::Contributor& it) {
  const std::string name = known_by(it.name);
  const auto [at, is_new] = contributors_.try_emplace(name);
  if (!is_new) {
    sort_if_unsorted(it, name);
    return at->second;
  }
  if (auto slug = find(db_, kKnownContributor, name)) {
    sort_if_unsorted(it, name);
    return at->second = *std::move(slug);
  }
  const std::string key = key_of(it);
  return at->second = added(
             db_, kKnownContributor, name, it.slug.empty() ? slug(it.name) : it.slug,
             [&](const std::string& slug) {
               return db_.run(
                          "INSERT INTO contributor (slug, name, sort_name, sort_key, known_by) "
                          "VALUES (:slug, :name, :sort_name, :sort_key, :known_by) "
                          "ON CONFLICT DO NOTHING",
                          {slug, it.name, it.sort_name, key, name}) == 1;
             });
}

void NameRows::sort_if_unsorted(const catalog::Contributor& it, const std::string& name) {
  if (it.sort_name.empty() || known_by(it.sort_name) == name || !sorted_.insert(name).second)
    return;
  const std::int64_t changed = db_.run(
      "UPDATE contributor SET sort_name = :sort_name, sort_key = :sort_key "
      "WHERE known_by = :known_by AND (sort_name = '' OR sort_name = name)",
      {it.sort_name, name_key(it.sort_name), name});
  if (changed == 0) return;
  for (const catalog::WorkId& id : works_of_contributor(db_, it.name)) touch_work(db_, id);
}

std::string NameRows::subject(const catalog::Subject& it) {
  const bool has_code = catalog::is_code(it);
  const std::string name = has_code ? "code:" + it.slug : known_by(it.name);
  const auto [at, is_new] = subjects_.try_emplace(name);
  if (!is_new) return at->second;
  const auto key = name_key(it.name);
  if (has_code) {
    db_.run(
        "INSERT INTO subject (slug, name, sort_key) VALUES (:slug, :name, :sort_key) "
        "ON CONFLICT (slug) DO NOTHING",
        {it.slug, it.name, key});
    return at->second = it.slug;
  }
  if (auto slug = find(db_, kKnownSubject, name)) return at->second = *std::move(slug);
  return at->second =
             added(db_, kKnownSubject, name, it.slug.empty() ? slug(it.name) : it.slug,
                   [&](const std::string& slug) {
                     return db_.run(
                                "INSERT INTO subject (slug, name, sort_key, known_by) VALUES "
                                "(:slug, :name, :sort_key, :known_by) ON CONFLICT DO NOTHING",
                                {slug, it.name, key, name}) == 1;
                   });
}

std::optional<std::string> subject_slug(Connection& db, const catalog::Subject& it) {
  return catalog::is_code(it)
             ? find(db, "SELECT slug FROM subject WHERE slug = :slug LIMIT 1", it.slug)
             : find(db, kKnownSubject, known_by(it.name));
}

std::string NameRows::series(const std::string& given) {
  if (given.empty()) return {};
  const std::string name = known_by(given);
  const auto [at, is_new] = series_.try_emplace(name);
  if (!is_new) return at->second;
  if (auto slug = find(db_, kKnownSeries, name)) return at->second = *std::move(slug);
  const auto key = name_key(given);
  return at->second = added(db_, kKnownSeries, name, slug(given), [&](const std::string& slug) {
           return db_.run(
                      "INSERT INTO series (slug, name, sort_key, known_by) VALUES "
                      "(:slug, :name, :sort_key, :known_by) ON CONFLICT DO NOTHING",
                      {slug, given, key, name}) == 1;
         });
}

std::string series_slug(Connection& db, std::string_view asked) {
  const std::string text(asked);
  if (auto same = find(db, "SELECT slug FROM series WHERE slug = :slug LIMIT 1", text))
    return *std::move(same);
  if (auto named = find(db, kKnownSeries, known_by(text))) return *std::move(named);
  return slug(text);
}

std::string series_slug_of(Connection& db, const catalog::WorkId& id) {
  Rows rows(db, "SELECT COALESCE(series_slug, '') FROM work WHERE id = :id LIMIT 1", {id});
  return rows.next() ? rows.text() : std::string();
}

namespace {

// `know`: one name, unless another one is known by the same; `again`: lists say again what they
// say of the works of one.
void fill(Connection& db, Sql names_behind, Sql know, Sql again) {
  std::string behind;
  for (bool is_full = true; is_full;) {
    std::vector<std::pair<std::string, std::string>> names;
    {
      Rows rows(db, names_behind, {behind});
      while (rows.next()) {
        std::string id = rows.text();
        names.emplace_back(std::move(id), rows.text());
      }
    }
    for (const auto& [id, name] : names) {
      const std::string known = known_by(name);
      db.run(know, {known, id, known});
      if (slug(name) != slug(name, name.size() * 2)) db.run(again, {id});
    }
    is_full = names.size() == kStep;
    if (is_full) behind = names.back().first;
  }
}

}  // namespace

void fill_known_by(Connection& db) {
  fill(db, AAN_NAMES_BEHIND("contributor", ""), AAN_KNOW("contributor"),
       AAN_SAY_AGAIN("SELECT work_id FROM work_contributor WHERE contributor_slug = :slug"));
  fill(db,
       AAN_NAMES_BEHIND("subject",
                        "AND NOT EXISTS (SELECT 1 FROM subject_code c WHERE c.subject_slug = "
                        "subject.slug) "),
       AAN_KNOW("subject"),
       AAN_SAY_AGAIN("SELECT work_id FROM work_subject WHERE subject_slug = :slug"));
  fill(db, AAN_NAMES_BEHIND("series", ""), AAN_KNOW("series"),
       AAN_SAY_AGAIN("SELECT id FROM work WHERE series_slug = :slug"));
}

}  // namespace aan::store_sql
