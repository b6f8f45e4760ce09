#include "node/data_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "adapters/store_sql/engine/migrations.hpp"

namespace aan::node {
namespace {

// Sealed is what is personal or secret: every such column of the schema.
std::set<std::string> sealed_columns() {
  std::set<std::string> found;
  const std::regex table(R"re((CREATE|ALTER) TABLE (\w+))re");
  const std::regex column(R"re(\b(\w+_(sealed|wrapped|index)) TEXT)re");
  for (const store_sql::Migration& step : store_sql::migrations_for(store_sql::Engine::sqlite)) {
    std::string of;
    for (std::size_t at = 0; at < step.text.size();) {
      const std::size_t end = std::min(step.text.find('\n', at), step.text.size());
      const std::string line = step.text.substr(at, end - at);
      std::smatch match;
      if (std::regex_search(line, match, table)) of = match[2];
      if (std::regex_search(line, match, column)) found.insert(of + "." + match[1].str());
      at = end + 1;
    }
  }
  return found;
}

TEST(DataMap, NamesEverySealedColumnOfTheSchema) {
  const std::set<std::string> columns = sealed_columns();
  EXPECT_GE(columns.size(), 8U);
  for (const std::string& column : columns)
    EXPECT_TRUE(
        std::ranges::any_of(data_kinds(), [&](const DataKind& one) { return one.where == column; }))
        << column << " is not in the data map";
}

TEST(DataMap, SaysAllOfEachKindAndNoneTwice) {
  std::set<std::string_view> seen;
  for (const DataKind& one : data_kinds()) {
    EXPECT_TRUE(seen.insert(one.where).second) << one.where;
    for (const std::string_view cell : {one.what, one.why, one.until, one.how})
      EXPECT_FALSE(cell.empty() || cell.contains('|')) << one.where;
  }
}

}  // namespace
}  // namespace aan::node
