// How well the search finds what readers mean: the queries of files like golden.tsv over the real
// rows. One line of JSON for each file and kind of query, and one for all of the file. Arguments:
// the files, and -v to name every query that falls short on standard error.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/search_xapian/xapian_index.hpp"
#include "base/check.hpp"
#include "service/browsing/search.hpp"
#include "testing/temp_folder.hpp"
#include "tests/bench/golden.hpp"

namespace aan {
namespace {

using bench::Expected;
using bench::FoldedRow;
using bench::GoldenQuery;
using bench::Titles;

constexpr std::size_t kFirstHits = 10;
// Queries that a change was made for, among those that are held out: summed for themselves alone.
constexpr std::string_view kSeenKind = "seen";
constexpr std::size_t kRowsACommit = 5'000;
constexpr std::size_t kWorkIdBytes = 5;  // "bnch_"
constexpr std::size_t kFirstNumber = 10'000'000;

struct Score {
  double recall = 0;  ///< of the first ten
  double rank = 0;    ///< reciprocal, of the first hit that is expected
};

void build(ports::SearchIndex& index, const Titles& titles) {
  const std::size_t count = titles.rows().size();
  for (std::size_t first = 0; first < count; first += kRowsACommit) {
    std::vector<catalog::BookDetail> books;
    for (std::size_t i = first; i < std::min(count, first + kRowsACommit); ++i)
      books.push_back(titles.book(i));
    AAN_CHECK(index.apply(books, {}, static_cast<std::int64_t>(first + kRowsACommit)));
  }
}

class Judge {
 public:
  explicit Judge(const Titles& titles) {
    for (const bench::TitleRow& row : titles.rows()) rows_.push_back(bench::folded_row(row));
  }
  [[nodiscard]] Score score(const GoldenQuery& query,
                            const std::vector<catalog::WorkId>& hits) const {
    Score score;
    double met = 0;
    for (const Expected& one : query.expected) {
      std::size_t found = 0;
      for (std::size_t i = 0; i < hits.size(); ++i) {
        if (!one.is_met_by(row_of(hits[i]))) continue;
        ++found;
        score.rank = std::max(score.rank, 1.0 / static_cast<double>(i + 1));
      }
      met += std::min(1.0, static_cast<double>(found) / static_cast<double>(wanted(one)));
    }
    score.recall = met / static_cast<double>(query.expected.size());
    return score;
  }
  [[nodiscard]] const FoldedRow& row_of(const catalog::WorkId& id) const {
    return rows_.at(std::stoul(id.value.substr(kWorkIdBytes)) - kFirstNumber);
  }

 private:
  // A page full of them, or all there are; one edition of a title.
  [[nodiscard]] std::size_t wanted(const Expected& one) const {
    if (!one.is_of_many()) return 1;
    const auto all =
        std::ranges::count_if(rows_, [&](const FoldedRow& row) { return one.is_met_by(row); });
    return std::clamp<std::size_t>(static_cast<std::size_t>(all), 1, kFirstHits);
  }
  std::vector<FoldedRow> rows_;
};

struct Sum {
  Score total;
  std::size_t queries = 0;
  void add(const Score& one) {
    total.recall += one.recall;
    total.rank += one.rank;
    ++queries;
  }
  void print(const std::string& set, const std::string& kind) const {
    const auto count = static_cast<double>(queries);
    std::printf(
        "{\"name\": \"golden\", \"set\": \"%s\", \"kind\": \"%s\", \"queries\": %zu, "
        "\"recall\": %.4f, \"rank\": %.4f}\n",
        set.c_str(), kind.c_str(), queries, total.recall / count, total.rank / count);
  }
};

void say(const GoldenQuery& query, const Score& score, const service::SpeltAnswer& found,
         const Judge& judge) {
  std::fprintf(stderr, "%.2f %.2f [%s] %s%s%s%s\n", score.recall, score.rank, query.kind.c_str(),
               query.text.c_str(), found.corrected.empty() ? "" : " -> ", found.corrected.c_str(),
               found.answer.is_loose ? " (loose)" : "");
  for (std::size_t i = 0; i < std::min<std::size_t>(3, found.answer.hits.size()); ++i) {
    const FoldedRow& row = judge.row_of(found.answer.hits[i]);
    std::fprintf(stderr, "       %.60s/%.30s\n", row.title.c_str(), row.author.c_str());
  }
}

void measure(const std::string& path, const ports::SearchIndex& index, const Judge& judge,
             bool is_verbose) {
  std::map<std::string, Sum> kinds;
  Sum all;
  for (const GoldenQuery& query : bench::read_golden(path)) {
    ports::SearchQuery asked;
    asked.text = query.text;
    asked.limit = kFirstHits;
    const auto found = service::ask_index(index, asked);
    AAN_CHECK(found);
    const Score score = judge.score(query, found->answer.hits);
    kinds[query.kind].add(score);
    if (query.kind != kSeenKind) all.add(score);
    if (is_verbose && (score.recall < 1 || score.rank < 1)) say(query, score, *found, judge);
  }
  const std::string set = std::filesystem::path(path).stem();
  for (const auto& [kind, sum] : kinds) sum.print(set, kind);
  all.print(set, "all");
}

int run(const std::vector<std::string>& paths, bool is_verbose) {
  const Titles titles = Titles::read();
  if (!titles.are_real()) return 0;  // nothing of it is expected of invented titles
  const testing::TempFolder folder;
  const auto index = search_xapian::XapianIndex::open(folder.path() / "search").value();
  build(*index, titles);
  const Judge judge(titles);
  for (const std::string& path : paths) measure(path, *index, judge, is_verbose);
  return 0;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  const bool is_verbose = std::erase(paths, "-v") > 0;
  return paths.empty() ? 2 : aan::run(paths, is_verbose);
}
