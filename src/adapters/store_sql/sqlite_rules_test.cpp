#include <gtest/gtest.h>

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "testing/manual_clock.hpp"
#include "testing/temp_folder.hpp"

namespace aan::store_sql {
namespace {

class SqliteRules : public ::testing::Test {
 protected:
  void SetUp() override {
    writer = *open_sqlite(file, Access::read_write, clock);
    ASSERT_TRUE(migrate(*writer));
    seal_sqlite(*writer);
  }
  static bool refuses(Connection& connection, const char* script) {
    try {
      connection.script(script);
      return false;
    } catch (const std::exception&) {
      return true;
    }
  }

  testing::TempFolder folder;
  testing::ManualClock clock;
  const std::filesystem::path file = folder.path() / "a shop with 'odd' name.db";
  std::unique_ptr<Connection> writer;
};

TEST_F(SqliteRules, OrdersOfOneStateAreFoundWithoutLookingAtTheOthers) {
  const auto plan = [](Rows& rows) {
    std::string all;
    while (rows.next()) {
      rows.number();
      rows.number();
      rows.number();
      all += rows.text() + "\n";
    }
    return all;
  };
  Rows count(*writer,
             "EXPLAIN QUERY PLAN SELECT COUNT(*) FROM orders WHERE state = 'paid' LIMIT 1");
  EXPECT_NE(plan(count).find("orders_state"), std::string::npos);
  Rows list(*writer,
            "EXPLAIN QUERY PLAN SELECT id, total_amount FROM orders WHERE state = 'paid' "
            "ORDER BY created_at DESC, id DESC LIMIT 50 OFFSET 0");
  const std::string how = plan(list);
  EXPECT_NE(how.find("orders_state"), std::string::npos) << how;
  EXPECT_EQ(how.find("TEMP B-TREE"), std::string::npos) << how;
  Rows titled(*writer,
              "EXPLAIN QUERY PLAN SELECT l.order_id FROM order_line l JOIN orders o ON o.id = "
              "l.order_id WHERE l.title = 'x' ORDER BY l.order_id DESC LIMIT 500");
  const std::string newest = plan(titled);
  EXPECT_NE(newest.find("order_line_title"), std::string::npos) << newest;
  EXPECT_EQ(newest.find("TEMP B-TREE"), std::string::npos) << newest;
  Rows sold(*writer,
            "EXPLAIN QUERY PLAN SELECT MIN(l.title) FROM order_line l WHERE l.title > 'x' LIMIT 1");
  const std::string next = plan(sold);
  EXPECT_NE(next.find("SEARCH l USING COVERING INDEX order_line_title"), std::string::npos) << next;
}

TEST_F(SqliteRules, AttemptsUnderWayAreFoundWithoutLookingAtTheOthers) {
  Rows plan(*writer,
            "EXPLAIN QUERY PLAN SELECT id FROM payment_intent WHERE status = 'processing' AND "
            "created_at >= 1 AND monitor_until <= 2 ORDER BY created_at, id LIMIT 10");
  std::string how;
  while (plan.next()) {
    for (int i = 0; i < 3; ++i) plan.number();
    how += plan.text() + "\n";
  }
  EXPECT_NE(how.find("payment_intent_under_way"), std::string::npos) << how;
  EXPECT_EQ(how.find("TEMP B-TREE"), std::string::npos) << how;
}

TEST_F(SqliteRules, ASealedConnectionTouchesDataOnly) {
  for (const char* script :
       {"CREATE TABLE x (a TEXT)", "DROP TABLE work", "ALTER TABLE work ADD COLUMN x TEXT",
        "CREATE INDEX x ON work (title)", "DROP TRIGGER posting_no_update",
        "CREATE TEMP TABLE x (a TEXT)", "ATTACH '/tmp/other.db' AS other", "DETACH main",
        "PRAGMA journal_mode = OFF", "PRAGMA writable_schema = ON", "PRAGMA foreign_keys = OFF",
        "PRAGMA user_version", "REINDEX", "ANALYZE", "VACUUM", "UPDATE sqlite_schema SET sql = ''",
        "SELECT load_extension('x')"})
    EXPECT_TRUE(refuses(*writer, script)) << script;
  EXPECT_FALSE(refuses(*writer, "BEGIN; UPDATE record SET value = ''; ROLLBACK"));
}

TEST_F(SqliteRules, AReaderCannotWrite) {
  auto reader = *open_sqlite(file, Access::read_only, clock);
  EXPECT_TRUE(
      refuses(*reader, "INSERT INTO record (area, record_key, value) VALUES ('a','b','c')"));
  EXPECT_FALSE(refuses(*reader, "SELECT area FROM record LIMIT 1"));
}

TEST_F(SqliteRules, WritesAreDurableBeforeTheyAreAnswered) {
  auto fresh = *open_sqlite(file, Access::read_write, clock);
  Rows mode(*fresh, "PRAGMA journal_mode");
  EXPECT_EQ(mode.only().text(), "wal");
  Rows synchronous(*fresh, "PRAGMA synchronous");
  EXPECT_EQ(synchronous.only().number(), 2) << "FULL";
  Rows keys(*fresh, "PRAGMA foreign_keys");
  EXPECT_EQ(keys.only().number(), 1);
}

TEST_F(SqliteRules, EveryForeignKeyHasAnIndex) {
  auto fresh = *open_sqlite(file, Access::read_write, clock);
  Rows bare(
      *fresh,
      "SELECT m.name || '.' || f.\"from\" FROM sqlite_schema m "
      "JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.seq = 0 "
      "AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) l "
      "JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\") LIMIT 100");
  while (bare.next()) ADD_FAILURE() << bare.text();
}

TEST_F(SqliteRules, AnOversizedValueIsRefused) {
  const std::string big(5'000'000, 'x');
  const Result<> done = writer->attempt("test", [&]() -> Result<> {
    writer->run("INSERT INTO record (area, record_key, value) VALUES (:a, :b, :c)",
                {"a", "b", big});
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::too_large);
}

TEST_F(SqliteRules, AnErrorSpoilsTheTransactionUntilItIsForgiven) {
  const auto insert = [&](const char* key) {
    return writer->attempt("test", [&]() -> Result<> {
      writer->run("INSERT INTO record (area, record_key, value) VALUES ('a', :key, 'c')", {key});
      return {};
    });
  };
  EXPECT_TRUE(insert("1"));
  EXPECT_EQ(insert("1").error().code, Errc::conflict);
  EXPECT_EQ(insert("2").error().code, Errc::conflict) << "the same error again";
  writer->forgive();
  EXPECT_TRUE(insert("2"));
}

TEST_F(SqliteRules, WhatIsStoredButNotReadableIsCorrupt) {
  const Result<> done = writer->attempt("test", [&]() -> Result<> {
    writer->run("INSERT INTO record (area, record_key, value) VALUES ('a', 'b', 'many')", {});
    Rows rows(*writer, "SELECT value FROM record LIMIT 1");
    static_cast<void>(rows.only().number());
    return {};
  });
  EXPECT_EQ(done.error().code, Errc::corrupt);
}

TEST_F(SqliteRules, ADamagedFileIsSaidToBeCorrupt) {
  writer.reset();
  std::filesystem::path other = folder.path() / "damaged.db";
  FILE* out = std::fopen(other.c_str(), "w");
  for (int i = 0; i < 5000; ++i) std::fputs("no database ", out);
  std::fclose(out);
  EXPECT_EQ(open_sqlite(other, Access::read_write, clock).error().code, Errc::corrupt);
}

}  // namespace
}  // namespace aan::store_sql
