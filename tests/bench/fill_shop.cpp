// Fills a data directory with a catalogue, for the measurements that need one:
//   bench_fill_shop DIR TITLES
// Rows go through the store; the files of the books are not there, and nothing here asks for them.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "adapters/store_sql/sql_store.hpp"
#include "base/check.hpp"
#include "base/log.hpp"
#include "base/rng.hpp"
#include "tests/bench/titles.hpp"

namespace aan::bench {
namespace {

constexpr std::size_t kTitlesEachUnit = 500;

int fill(const std::filesystem::path& folder, std::size_t count) {
  log::set_level(log::Level::warn);
  const Titles titles = Titles::read();
  const SystemClock clock;
  SystemRng rng;
  const IdSource ids("bnch", clock, rng);
  std::filesystem::create_directories(folder);
  store_sql::SqlStoreOptions options;
  options.data_dir = folder;
  options.may_migrate = true;
  options.site = "bnch";
  const auto store = store_sql::open_sql_store(options, clock).value();
  for (std::size_t next = 0; next < count;)
    AAN_CHECK(store->write("fill", [&](ports::UnitOfWork& unit) -> Result<> {
      for (std::size_t n = 0; n < kTitlesEachUnit && next < count; ++n, ++next) {
        const catalog::BookDetail book = titles.whole_book(next, ids);
        AAN_TRY(unit.catalog().add_book(book.work, book.edition, book.files, book.offer));
      }
      return {};
    }));
  std::printf("%zu titles, %s\n", count, titles.are_real() ? "real" : "invented");
  return 0;
}

}  // namespace
}  // namespace aan::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "bench_fill_shop DIR TITLES\n");
    return 2;
  }
  return aan::bench::fill(argv[1], std::strtoull(argv[2], nullptr, 10));
}
