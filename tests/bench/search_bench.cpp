// Index rate, size and latency of search with facets, on real titles and on a million made from
// them. Arguments: number of titles (default all real ones), titles a commit (default 500).
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
#include "tests/bench/titles.hpp"

namespace aan {
namespace {

using bench::TitleRow;
using bench::Titles;
constexpr std::size_t kQueries = 1'000;

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
  double p50, p99, most;
};

template <class Make>
Latencies measure(const char* what, const ports::SearchIndex& index, Make make) {
  std::vector<double> spent;
  std::vector<double> worked;
  std::int64_t found = 0;
  std::size_t empty = 0;
  for (std::size_t i = 0; i < kQueries; ++i) {
    const ports::SearchQuery query = make(i);
    const double cpu = cpu_ms();
    const auto start = std::chrono::steady_clock::now();
    const auto answer = index.search(query);
    const auto end = std::chrono::steady_clock::now();
    worked.push_back(cpu_ms() - cpu);
    spent.push_back(std::chrono::duration<double, std::milli>(end - start).count());
    if (!answer) continue;
    found += answer->total;
    empty += answer->hits.empty() ? 1 : 0;
  }
  std::ranges::sort(spent);
  std::ranges::sort(worked);
  const Latencies result{spent[kQueries / 2], spent[kQueries * 99 / 100], spent.back()};
  std::printf(
      "%-32s p50 %6.2f  p99 %6.2f  max %6.2f ms, of processor %5.2f %6.2f %6.2f;"
      " hits %lld, %zu empty\n",
      what, result.p50, result.p99, result.most, worked[kQueries / 2], worked[kQueries * 99 / 100],
      worked.back(), static_cast<long long>(found / static_cast<std::int64_t>(kQueries)), empty);
  return result;
}

std::uintmax_t size_of(const std::filesystem::path& folder) {
  std::uintmax_t size = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) size += entry.file_size();
  return size;
}

void build(ports::SearchIndex& index, const Titles& titles, std::size_t count, std::size_t step) {
  double indexing = 0;
  double worked = 0;
  for (std::size_t first = 0; first < count; first += step) {
    std::vector<catalog::BookDetail> books;
    for (std::size_t i = first; i < std::min(count, first + step); ++i)
      books.push_back(titles.book(i));
    const double cpu = cpu_ms();
    const auto start = std::chrono::steady_clock::now();
    AAN_CHECK(index.apply(books, {}, static_cast<std::int64_t>(first + step)));
    indexing += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    worked += (cpu_ms() - cpu) / 1'000;
  }
  std::printf("%zu titles, %zu a commit: %.0f titles a second, %.1f s, of processor %.1f s\n",
              count, step, static_cast<double>(count) / indexing, indexing, worked);
}

int run(std::size_t wanted, std::size_t step) {
  const Titles titles = Titles::read();
  const std::vector<TitleRow>& rows = titles.rows();
  std::printf("%s titles\n", titles.are_real() ? "real" : "invented");
  const std::size_t count = wanted == 0 ? rows.size() : wanted;
  const testing::TempFolder folder;
  const auto index = search_xapian::XapianIndex::open(folder.path() / "search").value();
  build(*index, titles, count, step);
  std::printf("index: %.1f MB\n", static_cast<double>(size_of(folder.path())) / 1e6);

  testing::SeededRng rng(7);
  const auto any_row = [&]() -> const TitleRow& { return rows[rng.below(rows.size())]; };
  ports::SearchQuery query;
  measure("words of titles and names", *index, [&](std::size_t) {
    query.text = words_from(any_row(), rng) + " ";
    return query;
  });
  measure("the last word unfinished", *index, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.resize(query.text.size() - std::min<std::size_t>(query.text.size() / 2, 2));
    query.text = utf8_prefix(query.text, query.text.size());
    return query;
  });
  measure("with a mistake", *index, [&](std::size_t) {
    query.text = words_from(any_row(), rng);
    query.text.insert(query.text.size() / 2, 1, 'x');
    query.text += ' ';
    return query;
  });
  measure("words within a subject", *index, [&](std::size_t) {
    const TitleRow& row = any_row();
    query.text = words_from(row, rng) + " ";
    query.subject_slug = first_subject(row);
    return query;
  });
  measure("newest of a subject", *index, [&](std::size_t) {
    query = {};
    query.subject_slug = first_subject(any_row());
    return query;
  });
  measure("newest of a language, by page", *index, [&](std::size_t i) {
    query = {};
    query.language = i % 2 == 0 ? "en" : "fr";
    query.offset = static_cast<std::int64_t>(i % 100) * 24;
    return query;
  });
  const Latencies mixed = measure("all kinds of words", *index, [&](std::size_t i) {
    query = {};
    query.text = words_from(any_row(), rng);
    if (i % 3 != 0) query.text += ' ';
    if (i % 10 == 0) query.language = "en";
    return query;
  });
  return mixed.p99 < 1'000 ? 0 : 1;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) {
  return aan::run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0,
                  argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500);
}
