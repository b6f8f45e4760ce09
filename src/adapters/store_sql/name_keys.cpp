#include "adapters/store_sql/name_keys.hpp"

#include <string>
#include <utility>
#include <vector>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

constexpr std::size_t kStep = 500;

// `select`: names without a key, behind an id, at most 500; `update`: of one id.
void fill(Connection& db, Sql select, Sql update) {
  std::string behind;
  for (bool is_full = true; is_full;) {
    std::vector<std::pair<std::string, std::string>> names;
    {
      Rows rows(db, select, {behind});
      while (rows.next()) {
        std::string id = rows.text();
        names.emplace_back(std::move(id), rows.text());
      }
    }
    for (const auto& [id, name] : names) db.run(update, {name_key(name), id});
    is_full = names.size() == kStep;
    if (is_full) behind = names.back().first;
  }
}

}  // namespace

void fill_name_keys(Connection& db) {
  fill(db,
       "SELECT slug, COALESCE(NULLIF(sort_name, ''), name) FROM contributor WHERE sort_key = '' "
       "AND slug > :behind "
       "ORDER BY slug LIMIT 500",
       "UPDATE contributor SET sort_key = :sort_key WHERE slug = :slug");
  fill(db,
       "SELECT slug, name FROM subject WHERE sort_key = '' AND slug > :behind "
       "ORDER BY slug LIMIT 500",
       "UPDATE subject SET sort_key = :sort_key WHERE slug = :slug");
  fill(db,
       "SELECT slug, name FROM series WHERE sort_key = '' AND slug > :behind "
       "ORDER BY slug LIMIT 500",
       "UPDATE series SET sort_key = :sort_key WHERE slug = :slug");
  fill(db,
       "SELECT id, SUBSTR(id, 11) FROM shelf WHERE sort_key = '' AND id > :behind "
       "AND id > 'publisher:' AND id < 'publisher;' ORDER BY id LIMIT 500",
       "UPDATE shelf SET sort_key = :sort_key WHERE id = :id");
}

}  // namespace aan::store_sql
