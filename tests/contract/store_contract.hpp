#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "adapters/store_sql/sql_store.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "ports/store.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"
#include "tests/contract/store_postgresql.hpp"
#include "tests/contract/store_samples.hpp"

namespace aan::contract {

enum class StoreEngine { sqlite, postgresql };

/// A place for one store, empty at first, on either engine.
class StorePlace {
 public:
  explicit StorePlace(StoreEngine engine) : engine_(engine) {
    if (engine_ != StoreEngine::postgresql) return;
    if (PostgresqlCluster* cluster = PostgresqlCluster::get()) url_ = cluster->create_place();
  }
  [[nodiscard]] bool is_there() const { return engine_ == StoreEngine::sqlite || !url_.empty(); }

  [[nodiscard]] store_sql::SqlStoreOptions options() const {
    store_sql::SqlStoreOptions options;
    options.database_url = url_;
    options.data_dir = folder_.path();
    options.readers = 8;
    options.may_migrate = true;
    options.site = "test";
    return options;
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "aan.db"; }
  /// Does to the database what the store never would; false when the database refuses.
  bool tamper(const std::string& sql) const {
    if (engine_ == StoreEngine::postgresql)
      return PostgresqlCluster::get()->sql("SET search_path = " + schema() + "; " + sql);
    constexpr const char* kScript =
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
        "db.executescript(sys.argv[2]); db.commit()";
    return PostgresqlCluster::run({"/usr/bin/python3", "-c", kScript, file().string(), sql},
                                  /*as_server=*/false) == 0;
  }

 private:
  [[nodiscard]] std::string schema() const { return url_.substr(url_.rfind("%3D") + 3); }
  StoreEngine engine_;
  testing::TempFolder folder_;
  std::string url_;
};

/// What every `ports::Store` promises: suites derive from this and run on both engines.
class StoreContract : public ::testing::TestWithParam<StoreEngine> {
 protected:
  void SetUp() override {
    log::set_level(log::Level::warn);
    place = std::make_unique<StorePlace>(GetParam());
    if (!place->is_there() && !PostgresqlCluster::is_installed())
      GTEST_SKIP() << "PostgreSQL 15 is not installed";
    ASSERT_TRUE(place->is_there()) << "PostgreSQL is installed and did not start";
    store = open();
  }
  void TearDown() override {
    store.reset();
    place.reset();
  }

  [[nodiscard]] std::unique_ptr<ports::Store> open() const {
    auto opened = store_sql::open_sql_store(place->options(), clock);
    if (!opened) {
      ADD_FAILURE() << opened.error().to_string();
      return nullptr;
    }
    return *std::move(opened);
  }

  /// Runs a unit of work that must succeed; what it returns.
  template <class Work>
  auto write(Work work) {
    using Value = typename decltype(work(std::declval<ports::UnitOfWork&>()))::value_type;
    if constexpr (std::is_void_v<Value>) {
      const Result<> done = store->write("test", work);
      EXPECT_TRUE(done.has_value()) << done.error().to_string();
    } else {
      Value value{};
      const Result<> done = store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
        value = AAN_TRY(work(unit));
        return {};
      });
      EXPECT_TRUE(done.has_value()) << done.error().to_string();
      return value;
    }
  }
  /// Runs a unit of work that must fail; how it failed.
  template <class Work>
  Error refused(Work work) {
    const Result<> done = store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
      auto result = work(unit);
      if (!result) return std::unexpected(result.error());
      return {};
    });
    EXPECT_FALSE(done.has_value());
    return done ? Error{} : done.error();
  }
  /// Looks at one snapshot; what `look` returns.
  template <class Look>
  auto read(Look look) {
    using Value = typename decltype(look(std::declval<const ports::Snapshot&>()))::value_type;
    Value value{};
    const Result<> done = store->read([&](const ports::Snapshot& snapshot) -> Result<> {
      value = AAN_TRY(look(snapshot));
      return {};
    });
    EXPECT_TRUE(done.has_value()) << done.error().to_string();
    return value;
  }

  /// Stores books, then an order of them with one attempt to pay it.
  struct Sale {
    std::vector<SampleBook> books;
    sales::Order order;
    payment::PaymentIntent intent;
  };
  Sale begin_sale(int books = 1) {
    Sale sale;
    for (int i = 0; i < books; ++i)
      sale.books.push_back(sample_book(ids, "book" + std::to_string(i)));
    sale.order = sample_order(ids, sale.books);
    sale.intent = sample_intent(ids, sale.order);
    write([&](ports::UnitOfWork& unit) -> Result<> {
      for (const SampleBook& book : sale.books) AAN_TRY(book.add(unit));
      AAN_TRY(unit.sales().add_order(sale.order));
      return unit.payments().add_intent(sale.intent);
    });
    return sale;
  }

  testing::ManualClock clock;
  testing::SeededRng rng{7};
  IdSource ids{"test", clock, rng};
  std::unique_ptr<StorePlace> place;
  std::unique_ptr<ports::Store> store;
};

inline std::string engine_name(const ::testing::TestParamInfo<StoreEngine>& info) {
  return info.param == StoreEngine::sqlite ? "sqlite" : "postgresql";
}

// Puts a suite on both engines; once in each test file, after its fixture.
#define AAN_ON_BOTH_ENGINES(Suite)                                                      \
  INSTANTIATE_TEST_SUITE_P(Engines, Suite,                                              \
                           ::testing::Values(::aan::contract::StoreEngine::sqlite,      \
                                             ::aan::contract::StoreEngine::postgresql), \
                           ::aan::contract::engine_name)

}  // namespace aan::contract
