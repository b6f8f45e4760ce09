#include "testing/memory_search_index.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <tuple>

#include "base/text.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/language.hpp"

namespace aan::testing {
namespace {

constexpr std::size_t kWordsMax = 2'000;
constexpr std::size_t kQueryBytesMax = 1'000;
constexpr std::size_t kQueryWordsMax = 32;

bool has(const std::vector<Word>& words, const Word& asked, bool is_open) {
  for (const Word& word : words)
    for (const std::string& form : word.forms) {
      if (std::ranges::find(asked.forms, form) != asked.forms.end()) return true;
      if (is_open && form.starts_with(asked.forms.front())) return true;
    }
  return false;
}

bool is_free(const catalog::Offer& offer, const Asset& currency) {
  if (currency.empty()) return offer.price && offer.price->is_zero();
  return std::ranges::any_of(offer.others, [&](const catalog::PriceTerms& other) {
    return *other.price == Money{0, currency};
  });
}

bool passes(const catalog::BookDetail& book, const ports::SearchQuery& query) {
  const std::string language = catalog::primary_language(query.language);
  const auto is_asked = [&](const catalog::Subject& s) { return s.slug == query.subject_slug; };
  return (query.subject_slug.empty() || std::ranges::any_of(book.work.subjects, is_asked)) &&
         (language.empty() || language == catalog::primary_language(book.edition.language)) &&
         (!query.only_free || (!book.files.empty() && is_free(book.offer, query.free_in)));
}

std::vector<ports::Facet> sorted(const std::map<std::string, std::int64_t>& counts) {
  std::vector<ports::Facet> facets;
  for (const auto& [value, count] : counts) facets.push_back({value, count});
  std::ranges::sort(facets, [](const ports::Facet& a, const ports::Facet& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return facets;
}

}  // namespace

Result<std::int64_t> MemorySearchIndex::generation() const {
  const std::lock_guard lock(books_guard_);
  return generation_;
}

Result<ports::SearchAnswer> MemorySearchIndex::search(const ports::SearchQuery& query) const {
  if (query.text.empty() && query.subject_slug.empty() && query.language.empty() &&
      !query.only_free)
    return refuse(Errc::invalid, "search", "Type a word of a title, a name or an ISBN.");
  const std::string_view text = utf8_prefix(query.text, kQueryBytesMax);
  const std::optional<std::string> isbn = catalog::canonical_isbn(text);
  const std::vector<Word> asked = words_of(text, kQueryWordsMax);
  const bool is_open = !asked.empty() && text.ends_with(asked.back().written);
  const auto matches = [&](const Book& book) {
    if (text.empty()) return true;
    if (isbn) return book.detail.edition.isbn13 == *isbn;
    return !asked.empty() && std::ranges::all_of(asked, [&](const Word& word) {
      return has(book.words, word, is_open && &word == &asked.back());
    });
  };

  const std::lock_guard lock(books_guard_);
  struct Hit {
    std::ptrdiff_t in_title;
    Timestamp created;
    const Book* book;
  };
  std::vector<Hit> hits;
  for (const auto& [id, book] : books_) {
    if (!passes(book.detail, query) || !matches(book)) continue;
    hits.push_back({std::ranges::count_if(
                        asked, [&](const Word& word) { return has(book.title, word, false); }),
                    book.detail.work.created_at, &book});
  }
  std::ranges::sort(hits, std::greater{}, [](const Hit& hit) {
    return std::tuple(hit.in_title, hit.created, hit.book->detail.work.id);
  });

  ports::SearchAnswer answer;
  answer.total = static_cast<std::int64_t>(hits.size());
  std::map<std::string, std::int64_t> subjects;
  std::map<std::string, std::int64_t> languages;
  for (const Hit& hit : hits) {
    for (const auto& subject : hit.book->detail.work.subjects) ++subjects[subject.slug];
    ++languages[catalog::primary_language(hit.book->detail.edition.language)];
  }
  answer.subjects = sorted(subjects);
  answer.languages = sorted(languages);
  const auto first = std::clamp<std::int64_t>(query.offset, 0, answer.total);
  const auto size = std::clamp<std::int64_t>(query.limit, 1, 100);
  for (const Hit& hit : hits | std::views::drop(first) | std::views::take(size))
    answer.hits.push_back(hit.book->detail.work.id);
  return answer;
}

Result<> MemorySearchIndex::apply(const std::vector<catalog::BookDetail>& changed,
                                  const std::vector<catalog::WorkId>& removed,
                                  std::int64_t generation) {
  const std::lock_guard lock(books_guard_);
  for (const catalog::WorkId& id : removed) books_.erase(id);
  for (const catalog::BookDetail& detail : changed) {
    books_.erase(detail.work.id);
    if (detail.work.visibility == catalog::Visibility::hidden) continue;
    std::string text;
    const auto add = [&](const std::string& field) { text += '\n' + field; };
    for (const std::string* field : {&detail.work.title, &detail.work.subtitle, &detail.work.series,
                                     &detail.work.description, &detail.edition.publisher})
      add(*field);
    for (const auto& contributor : detail.work.contributors) add(contributor.name);
    for (const auto& subject : detail.work.subjects) add(subject.name);
    books_.emplace(detail.work.id,
                   Book{detail, words_of(detail.work.title, kWordsMax), words_of(text, kWordsMax)});
  }
  generation_ = generation;
  return {};
}

Result<> MemorySearchIndex::clear() {
  const std::lock_guard lock(books_guard_);
  books_.clear();
  generation_ = 0;
  return {};
}

}  // namespace aan::testing
