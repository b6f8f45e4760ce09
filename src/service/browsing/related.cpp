#include "service/browsing/related.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <ranges>

namespace aan::service {
namespace {

constexpr std::int64_t kLookedAt = 24;
constexpr std::size_t kAuthorsMax = 2;
constexpr std::size_t kSubjectsMax = 5;

constexpr int kSameSeries = 60;
constexpr int kSameAuthor = 40;
// Of a subject of two books; each doubling of its books takes two away.
constexpr int kSameSubject = 30;
constexpr int kCanBeHad = 5;

int worth_of_subject(std::int64_t works) {
  const auto doublings = static_cast<int>(
      std::bit_width(static_cast<std::uint64_t>(std::max<std::int64_t>(works, 1))));
  return std::max(1, kSameSubject - 2 * doublings);
}

struct Candidate {
  catalog::BookSummary book;
  std::size_t found_as = 0;
  int worth = 0;
};

class Candidates {
 public:
  Candidates(const ports::CatalogStore& catalog, const catalog::Work& work)
      : catalog_(catalog), work_(work) {}

  /// The newest of a shelf are worth so much more; `worth` is told how many stand there.
  Result<> take(ports::BookQuery query, int (*worth)(std::int64_t works)) {
    query.limit = kLookedAt;
    ports::BookPage page = AAN_TRY(catalog_.list(query));
    const int more = worth(page.total);
    for (catalog::BookSummary& book : page.books)
      if (book.work_id != work_.id) place_of(std::move(book)).worth += more;
    return {};
  }
  std::vector<Candidate> all() && { return std::move(found_); }

 private:
  Candidate& place_of(catalog::BookSummary book) {
    for (Candidate& one : found_)
      if (one.book.work_id == book.work_id) return one;
    found_.push_back({std::move(book), found_.size(), 0});
    return found_.back();
  }
  const ports::CatalogStore& catalog_;
  const catalog::Work& work_;
  std::vector<Candidate> found_;
};

// The same book in another language, or in another edition, is no book beside it.
bool is_same_book(const catalog::BookSummary& book, const catalog::Work& work) {
  return book.title == work.title;
}

}  // namespace

Result<std::vector<catalog::BookSummary>> related_to(const ports::CatalogStore& catalog,
                                                     const catalog::Work& work, std::size_t limit) {
  Candidates candidates(catalog, work);
  if (!work.series.empty()) {
    ports::BookQuery series;
    series.series = work.series;
    AAN_TRY(candidates.take(series, [](std::int64_t) { return kSameSeries; }));
  }
  std::size_t authors = 0;
  for (const catalog::Contributor& one : work.contributors) {
    if (one.role != catalog::ContributorRole::author || authors++ == kAuthorsMax) continue;
    ports::BookQuery author;
    author.contributor_slug = one.slug;
    AAN_TRY(candidates.take(author, [](std::int64_t) { return kSameAuthor; }));
  }
  for (const catalog::Subject& one : work.subjects | std::views::take(kSubjectsMax)) {
    ports::BookQuery subject;
    subject.subject_slug = one.slug;
    AAN_TRY(candidates.take(subject, worth_of_subject));
  }
  std::vector<Candidate> found = std::move(candidates).all();
  std::erase_if(found, [&](const Candidate& one) { return is_same_book(one.book, work); });
  // What can be had stands before what cannot; of equals the newest, as the shelves have them.
  for (Candidate& one : found)
    if (one.book.price && !one.book.formats.empty()) one.worth += kCanBeHad;
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.found_as < b.found_as;
  });
  std::vector<catalog::BookSummary> books;
  for (Candidate& one : found | std::views::take(limit)) books.push_back(std::move(one.book));
  return books;
}

}  // namespace aan::service
