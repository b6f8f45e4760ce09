// Durable checkout through the store against the same rows written by SQLite's own interface in
// group commits of the same size, on the same disk, in turns; and pages of the catalogue of a small
// and of a large shop. One line of JSON each.
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
#include "tests/bench/titles.hpp"
#include "tests/contract/store_samples.hpp"

namespace aan {
namespace {

using contract::SampleBook;

// Many short rounds: a disk that others use stands still now and then, and that meets one of them.
constexpr int kCommitsEachRound = 25;
constexpr int kRounds = 37;
constexpr std::size_t kTitlesEachUnit = 1'000;
constexpr std::int64_t kPage = 24;
constexpr int kLooks = 500;

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

  store_sql::SqlStoreOptions options() const {
    store_sql::SqlStoreOptions options;
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
  auto store = *store_sql::open_sql_store(ours.options(), ours.clock);
  AAN_CHECK(add_book(ours, *store).has_value());
  // The raw side writes into a database made by the store, which is closed again.
  AAN_CHECK(add_book(theirs, **store_sql::open_sql_store(theirs.options(), theirs.clock)));
  Raw raw(theirs.folder.path() / "aan.db");
  std::vector<Rate> store_rates;
  std::vector<Rate> raw_rates;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    // In turns, and each first in turn: whatever else the machine does then meets both.
    if (round % 2 == 0) raw_rates.push_back(raw.rate(theirs, group));
    store_rates.push_back(store_rate(ours, *store, group));
    if (round % 2 == 1) raw_rates.push_back(raw.rate(theirs, group));
    ratios.push_back(store_rates.back().a_second / raw_rates.back().a_second);
  }
  std::ranges::sort(ratios);
  std::printf(
      "{\"name\": \"checkout\", \"group\": %d, \"ours\": %.0f, \"peer\": %.0f, \"ratio\": %.3f, "
      "\"least\": %.3f, \"most\": %.3f, \"cpu_us\": %.0f, \"peer_cpu_us\": %.0f}\n",
      group, median(store_rates, &Rate::a_second), median(raw_rates, &Rate::a_second),
      ratios[ratios.size() / 2], ratios.front(), ratios.back(),
      median(store_rates, &Rate::cpu_us_each), median(raw_rates, &Rate::cpu_us_each));
  std::fflush(stdout);
}

/// A shop with so many titles.
struct Shelves {
  Shop shop;
  std::unique_ptr<ports::Store> store;
  std::string subject;  ///< one with enough books for a page, of any shop
  std::string slug;     ///< of the newest book

  Shelves(const bench::Titles& titles, std::size_t count) {
    store = *store_sql::open_sql_store(shop.options(), shop.clock);
    for (std::size_t next = 0; next < count;)
      AAN_CHECK(store->write("books", [&](ports::UnitOfWork& u) -> Result<> {
        for (std::size_t n = 0; n < kTitlesEachUnit && next < count; ++n, ++next) {
          const catalog::BookDetail book = titles.whole_book(next, shop.ids);
          AAN_TRY(u.catalog().add_book(book.work, book.edition, book.files, book.offer));
        }
        return {};
      }));
    AAN_CHECK(store->read([&](const ports::Snapshot& s) -> Result<> {
      for (const catalog::SubjectCount& known : AAN_TRY(s.catalog().subjects()))
        if (known.works >= kPage && subject.empty()) subject = known.subject.slug;
      slug = AAN_TRY(s.catalog().list({})).books.at(0).slug;
      return {};
    }));
  }
};

using Look = Result<> (*)(const Shelves&, const ports::Snapshot&);

Result<> list(const ports::Snapshot& at, const ports::BookQuery& query) {
  AAN_CHECK(AAN_TRY(at.catalog().list(query)).books.size() == kPage);
  return {};
}

struct Page {
  const char* name;
  Look look;
};

constexpr Page kPages[] = {
    {"newest", [](const Shelves&, const ports::Snapshot& at) { return list(at, {}); }},
    {"second page",
     [](const Shelves&, const ports::Snapshot& at) { return list(at, {.offset = kPage}); }},
    {"by title",
     [](const Shelves&, const ports::Snapshot& at) {
       return list(at, {.order = ports::BookOrder::title});
     }},
    {"free",
     [](const Shelves&, const ports::Snapshot& at) { return list(at, {.only_free = true}); }},
    {"a language",
     [](const Shelves&, const ports::Snapshot& at) { return list(at, {.language = "en"}); }},
    {"a subject",
     [](const Shelves& shelves, const ports::Snapshot& at) {
       return list(at, {.subject_slug = shelves.subject});
     }},
    {"a book",
     [](const Shelves& shelves, const ports::Snapshot& at) -> Result<> {
       AAN_CHECK(AAN_TRY(at.catalog().find_by_slug(shelves.slug)).has_value());
       return {};
     }},
    {"subjects and languages",
     [](const Shelves&, const ports::Snapshot& at) -> Result<> {
       AAN_TRY(at.catalog().subjects());
       AAN_TRY(at.catalog().languages());
       return {};
     }},
};

double time_us(const Shelves& shelves, Look look) {
  const auto begin = std::chrono::steady_clock::now();
  AAN_CHECK(shelves.store->read([&](const ports::Snapshot& s) { return look(shelves, s); }));
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
      .count();
}

double middle(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Middle times of every kind of catalogue page, of a small and a large shop in turns.
void browse(std::size_t few, std::size_t many) {
  const bench::Titles titles = bench::Titles::read();
  const Shelves small(titles, few);
  const auto begin = std::chrono::steady_clock::now();
  const Shelves large(titles, many);
  const std::chrono::duration<double> filled = std::chrono::steady_clock::now() - begin;
  std::fprintf(stderr, "filled with %zu titles in %.0f s\n", many, filled.count());
  for (const Page& page : kPages) {
    std::vector<double> small_us;
    std::vector<double> large_us;
    for (int round = 0; round < kLooks; ++round) {
      small_us.push_back(time_us(small, page.look));
      large_us.push_back(time_us(large, page.look));
    }
    std::printf(
        "{\"name\": \"browse\", \"page\": \"%s\", \"titles\": %zu, \"ours\": %.0f, \"peer\": %.0f, "
        "\"ratio\": %.3f}\n",
        page.name, many, middle(large_us), middle(small_us), middle(large_us) / middle(small_us));
  }
}

int measure(int argc, char** argv) {
  log::set_level(log::Level::warn);
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "checkout" && argc == 2) {
    for (const int group : {1, 4, 16, 64}) compare(group);
    return 0;
  }
  if (what == "browse" && argc == 4) {
    browse(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
    return 0;
  }
  std::fprintf(stderr, "bench_store checkout | bench_store browse FEW MANY\n");
  return 2;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) { return aan::measure(argc, argv); }
