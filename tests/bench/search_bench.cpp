// Latency of search with facets while the catalogue grows, on real titles and on what is made from
// them, beside SQLite's FTS5 and PostgreSQL's full text. One line of JSON for each number of titles
// and kind of query, and one for the sizes. Arguments: the address of an empty database of
// PostgreSQL or "-", then numbers of titles, the smallest first.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/search_xapian/xapian_index.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"
#include "tests/bench/fts_peer.hpp"
#include "tests/bench/pg_peer.hpp"
#include "tests/bench/titles.hpp"

namespace aan {
namespace {

using bench::TitleRow;
using bench::Titles;
constexpr std::size_t kQueries = 1'000;
constexpr std::size_t kPeerQueries = 300;
constexpr std::size_t kTitlesACommit = 500;

std::string words_from(const TitleRow& row, testing::SeededRng& rng) {
  const auto title = split(row.title, ' ');
  const auto author = split(row.author, ' ');
  std::string text{title[rng.below(title.size())]};
  if (rng.below(3) > 0) text += " " + std::string(title[rng.below(title.size())]);
  if (rng.below(3) == 0) text += " " + std::string(author[rng.below(author.size())]);
  return text;
}

std::string first_subject(const TitleRow& row) {
  return row.subjects.empty() ? "none" : slug(row.subjects[0]);
}

// Time of the processor, beside that of the wall: the machine may have other work.
double cpu_ms() { return static_cast<double>(std::clock()) * 1'000 / CLOCKS_PER_SEC; }

struct Latencies {
  double p50 = 0;
  double p99 = 0;
};

Latencies latencies(std::vector<double> spent) {
  std::ranges::sort(spent);
  return {spent[spent.size() / 2], spent[spent.size() * 99 / 100]};
}

double wall_ms(const auto& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

struct Peers {
  bench::FtsPeer fts;
  std::optional<bench::PgPeer> pg;  ///< none where there is no PostgreSQL
};

// `peers`, if there are, answer some of the same queries.
template <class Make>
void measure(const char* what, std::size_t titles, const ports::SearchIndex& index, Peers* peers,
             Make make) {
  std::vector<double> spent;
  std::vector<double> worked;
  std::vector<double> of_fts{0};
  std::vector<double> of_pg{0};
  std::size_t empty = 0;
  for (std::size_t i = 0; i < kQueries; ++i) {
    const ports::SearchQuery query = make(i);
    const double cpu = cpu_ms();
    bool is_empty = true;
    spent.push_back(wall_ms([&] {
      const auto answer = index.search(query);
      is_empty = !answer || answer->hits.empty();
    }));
    worked.push_back(cpu_ms() - cpu);
    empty += is_empty ? 1 : 0;
    if (peers == nullptr || i >= kPeerQueries) continue;
    of_fts.push_back(wall_ms([&] { peers->fts.search(query.text); }));
    if (peers->pg) of_pg.push_back(wall_ms([&] { peers->pg->search(query.text); }));
  }
  const Latencies wall = latencies(spent);
  const Latencies processor = latencies(worked);
  const Latencies fts = latencies(of_fts);
  const Latencies pg = latencies(of_pg);
  std::printf(
      "{\"name\": \"search\", \"query\": \"%s\", \"titles\": %zu, \"p50_ms\": %.3f, "
      "\"p99_ms\": %.3f, \"cpu_p50_ms\": %.3f, \"cpu_p99_ms\": %.3f, \"fts5_p50_ms\": %.3f, "
      "\"fts5_p99_ms\": %.3f, \"pg_p50_ms\": %.3f, \"pg_p99_ms\": %.3f, \"empty\": %zu}\n",
      what, titles, wall.p50, wall.p99, processor.p50, processor.p99, fts.p50, fts.p99, pg.p50,
      pg.p99, empty);
  std::fflush(stdout);
}

std::uintmax_t size_of(const std::filesystem::path& folder) {
  std::uintmax_t size = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) size += entry.file_size();
  return size;
}

// Grows from `from` to `to` titles; milliseconds that our own index took for it.
double grow(ports::SearchIndex& index, Peers& peers, const Titles& titles, std::size_t from,
            std::size_t to) {
  double indexing = 0;
  for (std::size_t first = from; first < to; first += kTitlesACommit) {
    const std::size_t end = std::min(to, first + kTitlesACommit);
    std::vector<catalog::BookDetail> books;
    for (std::size_t i = first; i < end; ++i) books.push_back(titles.book(i));
    indexing += wall_ms([&] { AAN_CHECK(index.apply(books, {}, static_cast<std::int64_t>(end))); });
    const auto take = [&](auto& peer) {
      peer.begin();
      for (const catalog::BookDetail& book : books) peer.add(book);
      peer.commit();
    };
    take(peers.fts);
    if (peers.pg) take(*peers.pg);
  }
  if (peers.pg) peers.pg->settle();
  return indexing;
}

void ask(const ports::SearchIndex& index, Peers& peers, const std::vector<TitleRow>& rows,
         std::size_t count) {
  testing::SeededRng rng(7);
  const auto any_row = [&]() -> const TitleRow& { return rows[rng.below(rows.size())]; };
  ports::SearchQuery query;
  measure("words of titles and names", count, index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng) + " ";
    return query;
  });
  measure("the last word unfinished", count, index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.resize(query.text.size() - std::min<std::size_t>(query.text.size() / 2, 2));
    query.text = utf8_prefix(query.text, query.text.size());
    return query;
  });
  measure("with a mistake", count, index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.insert(query.text.size() / 2, 1, 'x');
    query.text += ' ';
    return query;
  });
  measure("words within a subject", count, index, nullptr, [&](std::size_t) {
    const TitleRow& row = any_row();
    query.text = words_from(row, rng) + " ";
    query.subject_slug = first_subject(row);
    return query;
  });
  measure("newest of a subject", count, index, nullptr, [&](std::size_t) {
    query = {};
    query.subject_slug = first_subject(any_row());
    return query;
  });
  measure("newest of a language, by page", count, index, nullptr, [&](std::size_t i) {
    query = {};
    query.language = i % 2 == 0 ? "en" : "fr";
    query.offset = static_cast<std::int64_t>(i % 100) * 24;
    return query;
  });
  measure("all kinds of words", count, index, &peers, [&](std::size_t i) {
    query = {};
    query.text = words_from(any_row(), rng);
    if (i % 3 != 0) query.text += ' ';
    return query;
  });
}

int run(const std::string& postgresql, const std::vector<std::size_t>& sizes) {
  const Titles titles = Titles::read();
  const testing::TempFolder folder;
  const auto index = search_xapian::XapianIndex::open(folder.path() / "search").value();
  Peers peers{bench::FtsPeer(folder.path() / "fts.db"), {}};
  if (postgresql != "-") peers.pg.emplace(postgresql);
  std::size_t before = 0;
  double indexing = 0;
  for (const std::size_t count : sizes) {
    indexing += grow(*index, peers, titles, before, count);
    before = count;
    std::printf(
        "{\"name\": \"index\", \"titles\": %zu, \"titles_a_second\": %.0f, \"bytes\": %ju, "
        "\"fts5_bytes\": %ju, \"pg_bytes\": %jd}\n",
        count, static_cast<double>(count) * 1'000 / indexing, size_of(folder.path() / "search"),
        std::filesystem::file_size(folder.path() / "fts.db"),
        static_cast<std::intmax_t>(peers.pg ? peers.pg->bytes() : 0));
    ask(*index, peers, titles.rows(), count);
  }
  return 0;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 2; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  return sizes.empty() ? 2 : aan::run(argv[1], sizes);
}
