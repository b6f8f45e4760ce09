#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

/// A copy of everything, and a second place on either engine to take it back.
class StoreCopy : public StoreContract {
 protected:
  static std::string copy_of(const ports::Store& from) {
    std::string text;
    const Result<> done = from.copy_out([&](std::string_view line) -> Result<> {
      text += std::string(line) + "\n";
      return {};
    });
    EXPECT_TRUE(done) << done.error().to_string();
    return text;
  }
  // Rows come in no order.
  static std::vector<std::string> sorted(const std::string& copy) {
    std::istringstream in(copy);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
  }
  Result<std::int64_t> restore(const StorePlace& to, const std::string& copy) {
    const std::filesystem::path file = folder.path() / "store.rows";
    std::ofstream(file, std::ios::binary) << copy;
    return store_sql::restore_sql_store(to.options(), clock, file);
  }
  static std::string without_place(const std::string& line, char separator, std::size_t place) {
    std::string out;
    std::size_t at = 0;
    std::istringstream parts(line + separator);
    for (std::string part; std::getline(parts, part, separator); ++at)
      if (at != place) out += separator + part;
    return out.substr(1);
  }
  // Columns that tables with rows have got since; places among the columns, the last first.
  static std::vector<std::size_t> take_newer_columns(std::string& line) {
    std::vector<std::size_t> gone;
    for (const auto& [table, column] :
         {std::pair("edition_file", "play_seconds"), std::pair("edition_file", "pages"),
          std::pair("edition", "sample_pictures"), std::pair("contributor", "known_by"),
          std::pair("subject", "known_by"), std::pair("series", "known_by"),
          std::pair("contributor", "sort_key"), std::pair("subject", "sort_key"),
          std::pair("series", "sort_key"), std::pair("shelf", "name"),
          std::pair("shelf", "sort_key"), std::pair("payment_intent", "voucher_until"),
          std::pair("payment_intent", "is_voucher")}) {
      std::istringstream words(line);
      std::vector<std::string> all;
      for (std::string word; words >> word;) all.push_back(word);
      const auto found = std::ranges::find(all, column);
      if (all.size() < 2 || all[1] != table || found == all.end()) continue;
      const auto place = static_cast<std::size_t>(found - all.begin());
      line = without_place(line, ' ', place);
      gone.push_back(place - 2);
    }
    return gone;
  }
  // The copy as a program of this schema made it, which had no tables that begin so, did
  // not number events, and held what unpaid orders hold as long as they were open.
  static std::string without(const std::string& copy, const std::string& tables,
                             std::int64_t schema) {
    std::istringstream in(copy);
    std::string older;
    std::int64_t rows = 0;
    bool is_left_out = false;
    bool is_in_table = false;
    std::vector<std::size_t> gone;  // places of columns that the older program had not
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("table ")) {
        is_in_table = true;
        gone = take_newer_columns(line);
        is_left_out =
            line.starts_with("table " + tables) || line.starts_with("table webhook_event_count") ||
            line.starts_with("table order_hold") || line.starts_with("table scarce_take") ||
            line.starts_with("table reader_password") || line.starts_with("table reading_");
        // Events had no numbers, holds no end, jobs no rank, claims no generation and changes no
        // way back; this shop has no rows of them.
        for (const auto& [table, column] : {std::pair("table webhook_event ", " number"),
                                            std::pair("table customer ", " wants_versions"),
                                            std::pair("table stock_hold ", " held_until"),
                                            std::pair("table gift ", " claim_generation"),
                                            std::pair("table address_change ", " back_digest"),
                                            std::pair("table address_change ", " closed_at"),
                                            std::pair("table queue_job ", " job_rank"),
                                            std::pair("table queue_job ", " last_errc")}) {
          const std::size_t at = line.find(column);
          if (line.starts_with(table) && at != line.npos)
            line.erase(at, std::string(column).size());
        }
      } else if (line == "\\.") {
        is_in_table = false;
      } else if (is_in_table && !is_left_out) {
        ++rows;
        for (const std::size_t place : gone) line = without_place(line, '\t', place);
      }
      if (line.starts_with("schema ")) line = "schema " + std::to_string(schema);
      if (!is_in_table && line.starts_with("end ")) line = "end " + std::to_string(rows);
      if (!is_left_out || line.starts_with("end ")) older += line + "\n";
    }
    return older;
  }
  // A shop with a bit of everything, and text that needs care.
  void live() {
    const Sale sale = begin_sale(3);
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.sales().add_order_event(sale.order.id, {"created", "", clock.wall()}));
      desk::AuditEntry entry;
      entry.actor = "ada";
      entry.action = "sign_in";
      AAN_TRY(unit.audit().append(entry));
      return unit.records().put("shop", "odd", "tab\tline\nback\\slash \\N \xE2\x82\xAC");
    });
  }
  testing::TempFolder folder;
};
AAN_ON_BOTH_ENGINES(StoreCopy);

TEST_P(StoreCopy, ComesBackWholeOnEitherEngine) {
  live();
  const std::string copy = copy_of(*store);
  for (const StoreEngine engine : {StoreEngine::sqlite, StoreEngine::postgresql}) {
    const StorePlace other(engine);
    if (!other.is_there()) continue;
    const auto rows = restore(other, copy);
    ASSERT_TRUE(rows) << rows.error().to_string();
    EXPECT_GT(*rows, 30);
    const auto opened = store_sql::open_sql_store(other.options(), clock);
    ASSERT_TRUE(opened) << opened.error().to_string();
    EXPECT_EQ(sorted(copy_of(**opened)), sorted(copy));
    EXPECT_EQ((*opened)->site(), "test");
    EXPECT_TRUE((*opened)->raise_epoch()) << "it is a shop like any other";
    const auto found = (*opened)->read([](const ports::Snapshot& at) -> Result<> {
      EXPECT_EQ(AAN_TRY(at.records().find("shop", "odd")),
                "tab\tline\nback\\slash \\N \xE2\x82\xAC");
      EXPECT_TRUE(AAN_TRY(at.ledger().check()).empty());
      return {};
    });
    EXPECT_TRUE(found);
  }
}

TEST_P(StoreCopy, IsOfOneMomentWhileOthersWrite) {
  live();
  bool has_written = false;
  std::string text;
  const Result<> done = store->copy_out([&](std::string_view line) -> Result<> {
    if (!has_written && line.starts_with("table ")) {
      has_written = true;
      write([](ports::UnitOfWork& unit) { return unit.records().put("shop", "later", "words"); });
    }
    text += std::string(line) + "\n";
    return {};
  });
  ASSERT_TRUE(done);
  ASSERT_TRUE(has_written);
  EXPECT_FALSE(text.contains("later")) << "the moment was before";
  EXPECT_TRUE(copy_of(*store).contains("later"));
}

TEST_P(StoreCopy, WhoeverTakesItCanEndItAndTheStoreGoesOn) {
  live();
  int lines = 0;
  const Result<> done = store->copy_out([&](std::string_view) -> Result<> {
    return ++lines < 9 ? Result<>{} : fail(Errc::unavailable, "test", "the disk is full");
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().detail, "the disk is full");
  EXPECT_GT(copy_of(*store).size(), 1000U);
  write([](ports::UnitOfWork& unit) { return unit.records().put("shop", "still", "here"); });
}

TEST_P(StoreCopy, AnOlderSchemaComesBackAndIsBroughtUpToDate) {
  live();
  std::string copy = copy_of(*store);
  for (const char* table :
       {"library_key", "stamped_publisher", "stamp_plan", "reader_letter", "offer_price",
        "bundle_price", "work_source", "work_match", "work_merge", "work_edit", "subject_code",
        "list_run", "list_finding", "bank_matter", "moved_name"})
    copy = without(copy, table, 41);
  const StorePlace other(GetParam());
  const auto rows = restore(other, copy);
  ASSERT_TRUE(rows) << rows.error().to_string();
  const auto status = store_sql::inspect_sql_store(other.options(), clock);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, store_sql::SchemaState::current);
}

TEST_P(StoreCopy, WhatIsNotWholeLeavesNothingBehindAndMayBeTriedAgain) {
  live();
  const std::string copy = copy_of(*store);
  const StorePlace other(GetParam());
  const std::size_t middle = copy.find("table orders");
  std::string fewer = copy;
  fewer.erase(fewer.find('\n', fewer.find("table edition ")) + 1,
              fewer.find('\n', fewer.find('\n', fewer.find("table edition ")) + 1) -
                  fewer.find('\n', fewer.find("table edition ")));
  std::string strange = copy;
  strange.replace(strange.find("table record"), 12, "table sqlite");
  for (const std::string& bad : {copy.substr(0, middle), copy.substr(0, copy.rfind("end ")), fewer,
                                 strange, std::string("aan-rows 1\nschema 80\ntable none\n"),
                                 std::string("aan-rows 2\n"), std::string()}) {
    const auto rows = restore(other, bad);
    ASSERT_FALSE(rows);
    EXPECT_FALSE(rows.error().to_string().empty());
  }
  ASSERT_TRUE(restore(other, copy));
  const auto twice = restore(other, copy);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().reason, "not_empty");
}

TEST_P(StoreCopy, WhatWasJustRestoredCanBeTakenBackAndRestoredAgain) {
  live();
  const std::string copy = copy_of(*store);
  const StorePlace other(GetParam());
  ASSERT_TRUE(restore(other, copy));
  const auto removed = store_sql::remove_restored_store(other.options(), clock);
  ASSERT_TRUE(removed) << removed.error().to_string();
  const auto status = store_sql::inspect_sql_store(other.options(), clock);
  EXPECT_TRUE(!status || status->state == store_sql::SchemaState::absent);
  const auto again = restore(other, copy);
  ASSERT_TRUE(again) << again.error().to_string();
}

TEST_P(StoreCopy, OfALaterProgramIsRefusedWithASentence) {
  const StorePlace other(GetParam());
  const auto rows = restore(other, "aan-rows 1\nschema 9999\n");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().reason, "newer");
  EXPECT_TRUE(rows.error().safe.contains("9999"));
}

}  // namespace
}  // namespace aan::contract
