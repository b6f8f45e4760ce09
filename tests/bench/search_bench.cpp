// Latency of search with facets, on real titles and on a million made from them, beside SQLite's
// FTS5. One line of JSON a kind of query. Arguments: number of titles (default all real ones),
// titles a commit (default 500).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/search_xapian/xapian_index.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"
#include "tests/bench/fts_peer.hpp"
#include "tests/bench/titles.hpp"

namespace aan {
namespace {

using bench::TitleRow;
using bench::Titles;
constexpr std::size_t kQueries = 1'000;
constexpr std::size_t kPeerQueries = 300;

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

// `peer`, if there is one, answers some of the same queries.
template <class Make>
void measure(const char* what, const ports::SearchIndex& index, bench::FtsPeer* peer, Make make) {
  std::vector<double> spent;
  std::vector<double> worked;
  std::vector<double> theirs{0};
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
    if (peer != nullptr && i < kPeerQueries)
      theirs.push_back(wall_ms([&] { peer->search(query.text); }));
  }
  const Latencies wall = latencies(spent);
  const Latencies processor = latencies(worked);
  const Latencies fts5 = latencies(theirs);
  std::printf(
      "{\"name\": \"search\", \"query\": \"%s\", \"p50_ms\": %.3f, \"p99_ms\": %.3f, "
      "\"cpu_p50_ms\": %.3f, \"cpu_p99_ms\": %.3f, \"fts5_p50_ms\": %.3f, \"fts5_p99_ms\": %.3f, "
      "\"empty\": %zu}\n",
      what, wall.p50, wall.p99, processor.p50, processor.p99, fts5.p50, fts5.p99, empty);
  std::fflush(stdout);
}

std::uintmax_t size_of(const std::filesystem::path& folder) {
  std::uintmax_t size = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) size += entry.file_size();
  return size;
}

void build(ports::SearchIndex& index, bench::FtsPeer& peer, const Titles& titles, std::size_t count,
           std::size_t step) {
  double indexing = 0;
  double worked = 0;
  for (std::size_t first = 0; first < count; first += step) {
    std::vector<catalog::BookDetail> books;
    for (std::size_t i = first; i < std::min(count, first + step); ++i)
      books.push_back(titles.book(i));
    const double cpu = cpu_ms();
    indexing += wall_ms(
        [&] { AAN_CHECK(index.apply(books, {}, static_cast<std::int64_t>(first + step))); });
    worked += cpu_ms() - cpu;
    peer.begin();
    for (const catalog::BookDetail& book : books) peer.add(book);
    peer.commit();
  }
  std::fprintf(stderr, "%zu titles, %zu a commit: %.0f titles a second, of processor %.0f\n", count,
               step, static_cast<double>(count) * 1'000 / indexing,
               static_cast<double>(count) * 1'000 / worked);
}

int run(std::size_t wanted, std::size_t step) {
  const Titles titles = Titles::read();
  const std::vector<TitleRow>& rows = titles.rows();
  const std::size_t count = wanted == 0 ? rows.size() : wanted;
  const testing::TempFolder folder;
  const auto index = search_xapian::XapianIndex::open(folder.path() / "search").value();
  bench::FtsPeer peer(folder.path() / "fts.db");
  build(*index, peer, titles, count, step);
  std::fprintf(stderr, "index: %.1f MB\n",
               static_cast<double>(size_of(folder.path() / "search")) / 1e6);

  testing::SeededRng rng(7);
  const auto any_row = [&]() -> const TitleRow& { return rows[rng.below(rows.size())]; };
  ports::SearchQuery query;
  measure("words of titles and names", *index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng) + " ";
    return query;
  });
  measure("the last word unfinished", *index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.resize(query.text.size() - std::min<std::size_t>(query.text.size() / 2, 2));
    query.text = utf8_prefix(query.text, query.text.size());
    return query;
  });
  measure("with a mistake", *index, nullptr, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.insert(query.text.size() / 2, 1, 'x');
    query.text += ' ';
    return query;
  });
  measure("words within a subject", *index, nullptr, [&](std::size_t) {
    const TitleRow& row = any_row();
    query.text = words_from(row, rng) + " ";
    query.subject_slug = first_subject(row);
    return query;
  });
  measure("newest of a subject", *index, nullptr, [&](std::size_t) {
    query = {};
    query.subject_slug = first_subject(any_row());
    return query;
  });
  measure("newest of a language, by page", *index, nullptr, [&](std::size_t i) {
    query = {};
    query.language = i % 2 == 0 ? "en" : "fr";
    query.offset = static_cast<std::int64_t>(i % 100) * 24;
    return query;
  });
  measure("all kinds of words", *index, &peer, [&](std::size_t i) {
    query = {};
    query.text = words_from(any_row(), rng);
    if (i % 3 != 0) query.text += ' ';
    return query;
  });
  return 0;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) {
  return aan::run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0,
                  argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500);
}
