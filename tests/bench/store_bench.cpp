// Durable checkout through the store against the same rows written by SQLite's own interface in
// group commits of the same size, on the same disk, in turns. Prints one line a group size:
//   store.checkout group=16 store=12345/s raw=13456/s ratio=0.92 cpu=70us raw_cpu=60us
// Then lists of a small and of a large catalogue.
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "adapters/store_sql/sql_store.hpp"
#include "base/check.hpp"
#include "base/codec.hpp"
#include "base/log.hpp"
#include "base/rng.hpp"
#include "testing/temp_folder.hpp"
#include "tests/contract/store_samples.hpp"

namespace aan {
namespace {

using contract::SampleBook;

constexpr int kCommitsEachRound = 100;
constexpr int kRounds = 5;
constexpr int kTitlesMany = 100'000;

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Rate {
  double a_second = 0;
  double cpu_us_each = 0;  ///< of the whole process: tells more on a machine that others use too
};

Rate rate_of(std::size_t count, const auto& body) {
  const double cpu = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  body();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const auto n = static_cast<double>(count);
  return {n / took.count(), (cpu_seconds() - cpu) * 1e6 / n};
}

struct Shop {
  SystemClock clock;
  SystemRng rng;
  IdSource ids{"bnch", clock, rng};
  testing::TempFolder folder;
  SampleBook book = contract::sample_book(ids, "bench");

  adapters::SqlStoreOptions options() const {
    adapters::SqlStoreOptions options;
    options.data_dir = folder.path();
    options.may_migrate = true;
    options.site = "bnch";
    return options;
  }
};

struct Checkout {
  sales::Order order;
  payment::PaymentIntent intent;
  ports::QueuedJob job;
};

std::vector<Checkout> checkouts(const Shop& shop, int group) {
  std::vector<Checkout> all;
  for (int i = 0; i < kCommitsEachRound * group; ++i) {
    Checkout& c = all.emplace_back();
    c.order = contract::sample_order(shop.ids, {shop.book});
    c.intent = contract::sample_intent(shop.ids, c.order);
    c.job = contract::sample_job(shop.ids, "payment.begin|" + c.intent.id.value);
  }
  return all;
}

// Six rows: order, line, its file, attempt, outbox, event.
Rate store_rate(const Shop& shop, ports::Store& store, int group) {
  const std::vector<Checkout> all = checkouts(shop, group);
  return rate_of(all.size(), [&] {
    std::vector<std::thread> threads;
    for (int t = 0; t < group; ++t)
      threads.emplace_back([&, t] {
        for (std::size_t i = static_cast<std::size_t>(t); i < all.size();
             i += static_cast<std::size_t>(group)) {
          const Checkout& c = all[i];
          const Result<> done = store.write("checkout", [&](ports::UnitOfWork& u) -> Result<> {
            AAN_TRY(u.sales().add_order(c.order));
            AAN_TRY(u.payments().add_intent(c.intent));
            AAN_TRY(u.queues().enqueue(c.job));
            return u.sales().add_order_event(c.order.id, {"created", "", c.order.created_at});
          });
          AAN_CHECK(done.has_value());
        }
      });
    for (std::thread& thread : threads) thread.join();
  });
}

/// The same statements by hand.
class Raw {
 public:
  explicit Raw(const std::filesystem::path& file) {
    AAN_CHECK(sqlite3_open(file.c_str(), &db_) == SQLITE_OK);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    order_ = prepare(
        "INSERT INTO orders (id, reference, state, version, subtotal_amount, subtotal_asset, "
        "discount_amount, discount_asset, tax_amount, tax_asset, total_amount, total_asset, "
        "processor_fee_amount, processor_fee_asset, proceeds_amount, proceeds_asset, "
        "terms_version, link_generation, link_key_id, token_digest, buyer_key_wrapped, "
        "receipt_name_sealed, locale, is_sandbox, is_cancel_requested, created_at, expires_at, "
        "paid_at, fulfilled_at) VALUES (?,?,'open',1,?,'USD',0,'USD',0,'USD',?,'USD',0,'USD',?,"
        "'USD',1,1,'k1',?,?,?,'en',0,0,?,?,NULL,NULL) ON CONFLICT DO NOTHING");
    line_ = prepare(
        "INSERT INTO order_line (id, order_id, position, offer_id, offer_revision, work_id, "
        "edition_id, edition_version, title, authors, price_amount, price_asset) "
        "VALUES (?,?,0,?,1,?,?,1,?,?,?,'USD')");
    file_ =
        prepare("INSERT INTO order_line_file (order_line_id, position, file_id) VALUES (?,0,?)");
    intent_ = prepare(
        "INSERT INTO payment_intent (id, order_id, provider, method, due_amount, due_asset, "
        "status, exception, version, provider_ref, prompt_url, is_failed, is_cancelled, "
        "created_at, expires_at, monitor_until, next_poll_at) VALUES (?,?,'sandbox','sandbox',?,"
        "'USD','new','none',1,'','',0,0,?,?,?,0) ON CONFLICT DO NOTHING");
    job_ = prepare(
        "INSERT INTO queue_job (id, queue, state, kind, dedupe_key, payload, attempts, due_at, "
        "lease_until, last_error) VALUES (?,'outbox','waiting',?,?,?,0,?,0,'') "
        "ON CONFLICT (queue, dedupe_key) DO NOTHING");
    event_ = prepare(
        "INSERT INTO order_event (order_id, position, kind, detail, at) VALUES (?,1,?,'',?)");
  }
  ~Raw() {
    for (sqlite3_stmt* s : {order_, line_, file_, intent_, job_, event_}) sqlite3_finalize(s);
    sqlite3_close(db_);
  }
  Rate rate(const Shop& shop, int group) {
    const std::vector<Checkout> all = checkouts(shop, group);
    return rate_of(all.size(), [&] {
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % static_cast<std::size_t>(group) == 0) run("BEGIN IMMEDIATE");
        write(all[i]);
        if ((i + 1) % static_cast<std::size_t>(group) == 0 || i + 1 == all.size()) run("COMMIT");
      }
    });
  }

 private:
  void run(const char* sql) {
    AAN_CHECK(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    AAN_CHECK(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK);
    return statement;
  }
  static void bind(sqlite3_stmt* s, int at, const std::string& text) {
    sqlite3_bind_text(s, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  static void bind(sqlite3_stmt* s, int at, std::int64_t number) {
    sqlite3_bind_int64(s, at, number);
  }
  template <class... Values>
  static void step(sqlite3_stmt* s, const Values&... values) {
    int at = 0;
    (bind(s, ++at, values), ...);
    AAN_CHECK(sqlite3_step(s) == SQLITE_DONE);
    sqlite3_reset(s);
  }
  void write(const Checkout& c) {
    const sales::Order& o = c.order;
    const sales::OrderLine& l = o.lines[0];
    const std::int64_t total = o.quote.total.amount;
    step(order_, o.id.value, o.reference, total, total, total, hex(o.token_digest),
         base64url(o.buyer_key_wrapped), base64url(o.receipt_name_sealed), o.created_at.us,
         o.expires_at.us);
    step(line_, l.id.value, o.id.value, l.quoted.offer_id.value, l.quoted.work_id.value,
         l.quoted.edition_id.value, l.quoted.title, l.quoted.authors, l.quoted.price.amount);
    step(file_, l.id.value, l.quoted.files[0].value);
    step(intent_, c.intent.id.value, o.id.value, c.intent.due.amount, c.intent.created_at.us,
         c.intent.expires_at.us, c.intent.monitor_until.us);
    step(job_, c.job.id.value, c.job.kind, c.job.dedupe_key, c.job.payload, c.job.due_at.us);
    step(event_, o.id.value, std::string("created"), o.created_at.us);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt *order_, *line_, *file_, *intent_, *job_, *event_;
};

double median(const std::vector<Rate>& rates, double Rate::* what) {
  std::vector<double> values;
  for (const Rate& rate : rates) values.push_back(rate.*what);
  std::ranges::sort(values);
  return values[values.size() / 2];
}

Result<> add_book(const Shop& shop, ports::Store& store) {
  return store.write("book", [&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(shop.book.add(u));
    return {};
  });
}

void compare(int group) {
  const Shop ours;
  const Shop theirs;
  auto store = *adapters::open_sql_store(ours.options(), ours.clock);
  AAN_CHECK(add_book(ours, *store).has_value());
  // The raw side writes into a database made by the store, which is closed again.
  AAN_CHECK(add_book(theirs, **adapters::open_sql_store(theirs.options(), theirs.clock)));
  Raw raw(theirs.folder.path() / "aan.db");
  std::vector<Rate> store_rates;
  std::vector<Rate> raw_rates;
  for (int round = 0; round < kRounds; ++round) {
    raw_rates.push_back(raw.rate(theirs, group));
    store_rates.push_back(store_rate(ours, *store, group));
  }
  const double ours_a_second = median(store_rates, &Rate::a_second);
  const double theirs_a_second = median(raw_rates, &Rate::a_second);
  std::printf(
      "store.checkout group=%d store=%.0f/s raw=%.0f/s ratio=%.2f cpu=%.0fus raw_cpu=%.0fus\n",
      group, ours_a_second, theirs_a_second, ours_a_second / theirs_a_second,
      median(store_rates, &Rate::cpu_us_each), median(raw_rates, &Rate::cpu_us_each));
}

/// Middle time of the first page of every kind of list, in a shop with so many titles.
double browse_us(int titles) {
  const Shop shop;
  auto store = *adapters::open_sql_store(shop.options(), shop.clock);
  for (int i = 0; i < titles;) {
    const Result<> done = store->write("books", [&](ports::UnitOfWork& u) -> Result<> {
      for (int n = 0; n < 1000 && i < titles; ++n, ++i) {
        SampleBook book = contract::sample_book(shop.ids, std::to_string(i), contract::usd(i % 7));
        book.work.created_at = book.work.created_at + Duration::seconds(i);
        book.work.subjects = {{"s" + std::to_string(i % 40), "A subject"}};
        book.edition.language = i % 3 == 0 ? "sv" : "en";
        AAN_TRY(book.add(u));
      }
      return {};
    });
    AAN_CHECK(done.has_value());
  }
  const std::vector<ports::BookQuery> queries = {{},
                                                 {.subject_slug = "s7"},
                                                 {.language = "sv"},
                                                 {.only_free = true},
                                                 {.order = ports::BookOrder::title},
                                                 {.offset = 24}};
  std::vector<Rate> rates;
  for (int round = 0; round < 300; ++round)
    rates.push_back(rate_of(queries.size(), [&] {
      for (const ports::BookQuery& query : queries)
        AAN_CHECK(store->read([&](const ports::Snapshot& s) -> Result<> {
          AAN_CHECK(AAN_TRY(s.catalog().list(query)).books.size() == 24);
          return {};
        }));
    }));
  return 1e6 / median(rates, &Rate::a_second);
}

int measure() {
  log::set_level(log::Level::warn);
  for (const int group : {1, 4, 16, 64}) compare(group);
  const double small = browse_us(1'000);
  const double large = browse_us(kTitlesMany);
  std::printf("store.browse titles=1000 %.0fus titles=%d %.0fus ratio=%.2f\n", small, kTitlesMany,
              large, large / small);
  return 0;
}

}  // namespace
}  // namespace aan

int main() { return aan::measure(); }
