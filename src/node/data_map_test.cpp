#include "node/data_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "adapters/store_sql/engine/migrations.hpp"
#include "base/text.hpp"
#include "node/config/config_table.hpp"

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

std::set<std::string> tables() {
  std::set<std::string> found;
  const std::regex table(R"re(CREATE TABLE (\w+))re");
  for (const store_sql::Migration& step : store_sql::migrations_for(store_sql::Engine::sqlite))
    for (std::sregex_iterator at(step.text.begin(), step.text.end(), table), end; at != end; ++at)
      found.insert((*at)[1]);
  return found;
}

// What lies in them is the shop's: books and prices, counters, and what is the same for everybody.
const std::set<std::string> kNothingOfPeople = {
    "shop", "authority", "record", "terms",
    // the catalogue
    "catalog_state", "series", "contributor", "subject", "work", "work_contributor", "work_subject",
    "edition", "edition_file", "public_blob", "offer", "offer_revision", "offer_file",
    "offer_price", "shelf", "shelf_work", "bundle", "bundle_work", "bundle_price", "coupon",
    "coupon_work", "stamped_publisher", "stamp_plan", "work_source", "moved_name", "work_match",
    "work_merge", "work_edit", "subject_code", "list_finding",
    // amounts without a name, and counters
    "posting", "payment_fee", "audit_head", "attention_round", "document_series",
    "webhook_delivery", "webhook_event_count"};

// "orders" of "orders.tax_country", and each of "coupon_use, stock_hold".
std::set<std::string> tables_in_the_map() {
  std::set<std::string> named;
  for (const DataKind& one : data_kinds())
    for (const std::string_view where : split(one.where, ','))
      named.insert(std::string(trim(where.substr(0, where.find('.')))));
  return named;
}

TEST(DataMap, NamesEveryTableOfTheSchemaOrItHoldsNothingOfPeople) {
  const std::set<std::string> schema = tables();
  const std::set<std::string> named = tables_in_the_map();
  EXPECT_GE(schema.size(), 70U);
  for (const std::string& table : schema)
    EXPECT_NE(named.contains(table), kNothingOfPeople.contains(table))
        << table << " is in the data map, or among those without people: in one of them";
  for (const std::string& table : kNothingOfPeople) EXPECT_TRUE(schema.contains(table)) << table;
  for (const std::string& table : named)
    EXPECT_TRUE(schema.contains(table) || table == "log" || table == "memory") << table;
}

TEST(DataMap, NamesWhatIsOfPeopleAndNotSealed) {
  for (const std::string_view where :
       {"orders.tax_country", "desk_person.name", "desk_session", "refund", "api_key"})
    EXPECT_TRUE(std::ranges::any_of(data_kinds(), [&](const DataKind& one) {
      return one.where == where;
    })) << where;
}

TEST(DataMap, SaysAllOfEachKindAndNoneTwice) {
  std::set<std::string_view> seen;
  for (const DataKind& one : data_kinds()) {
    EXPECT_TRUE(seen.insert(one.where).second) << one.where;
    for (const std::string_view cell : {one.what, one.why, one.until, one.how})
      EXPECT_FALSE(cell.empty() || cell.contains('|')) << one.where;
  }
}

std::string page_of(const char* path) {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ifstream page(std::filesystem::path(root != nullptr ? root : ".") / path);
  return {std::istreambuf_iterator<char>(page), {}};
}

// What a processor sends is kept as the names of its objects: adapters/pay_stripe/objects_json.
TEST(DataMap, SaysOfAProcessorsMessagesThatTheirNamesAloneAreKept) {
  for (const DataKind& one : data_kinds())
    if (one.where == "payment_event" || one.where == "queue_job") {
      EXPECT_FALSE(std::string(one.what).contains("as they came")) << one.where;
      EXPECT_TRUE(std::string(one.how).contains("names")) << one.where;
    }
}

TEST(Privacy, ItsHowToNamesEveryOneOutsideByTheSettingThatTellsThem) {
  const std::string page = page_of("docs/how-to/privacy.md");
  const std::size_t at = page.find("## Who else gets what");
  ASSERT_NE(at, std::string::npos);
  const std::string table = page.substr(at, page.find("\n## ", at + 1) - at);
  EXPECT_TRUE(table.contains("| `SMTP_URL` |"));
  for (const ConfigKey& key : config_keys())
    if (const std::string name(key.name); name.ends_with("_API_BASE"))
      EXPECT_TRUE(table.contains("| `ENABLE_" + name.substr(0, name.find('_')) + "` |")) << name;
}

TEST(Privacy, WhatIsTypedWhenDataGotOutIsThere) {
  const std::string page = page_of("docs/how-to/privacy.md");
  const std::size_t at = page.find("## When data got out");
  ASSERT_NE(at, std::string::npos);
  EXPECT_TRUE(page.find("72 hours", at) != std::string::npos);
  const std::string steps = page.substr(at);
  const std::string commands = page_of("docs/reference/commands.md");
  const std::regex typed(R"re(`(aan [a-z]+( (?!cookies|links|wrapping)[a-z-]+)?))re");
  int found = 0;
  for (std::sregex_iterator one(steps.begin(), steps.end(), typed), end; one != end; ++one, ++found)
    EXPECT_TRUE(commands.contains("## " + (*one)[1].str() + "\n")) << (*one)[1];
  EXPECT_GE(found, 10);
}

}  // namespace
}  // namespace aan::node
