#include "adapters/store_sql/store_tables.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/migrations.hpp"

namespace aan::store_sql {
namespace {

constexpr std::string_view kMade = "CREATE TABLE ";
constexpr std::string_view kGone = "DROP TABLE ";

std::string word_at(std::string_view text) {
  return std::string(text.substr(0, text.find_first_of(" (;\n")));
}

}  // namespace

std::vector<std::string> tables_of(Engine engine, std::int64_t version) {
  std::vector<std::string> tables;
  for (const Migration& step : migrations_for(engine)) {
    if (step.version > version) break;
    const std::string_view text = step.text;
    for (std::size_t at = text.find(kMade); at != text.npos; at = text.find(kMade, at + 1))
      if (const std::string made = word_at(text.substr(at + kMade.size()));
          std::ranges::find(tables, made) == tables.end())
        tables.push_back(made);  // a table that is made anew, with another rule, is the same one
    for (std::size_t at = text.find(kGone); at != text.npos; at = text.find(kGone, at + 1))
      std::erase(tables, word_at(text.substr(at + kGone.size())));
  }
  return tables;
}

}  // namespace aan::store_sql
