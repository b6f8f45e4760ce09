#include "testing/memory_search_index.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <ranges>
#include <set>
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

std::optional<Money> price_in(const catalog::Offer& offer, const Asset& currency) {
  if (currency.empty()) return offer.price;
  for (const catalog::PriceTerms& other : offer.others)
    if (other.price->asset == currency) return other.price;
  return std::nullopt;
}

// What a book counts for, by kind: each value once.
enum Kind : std::size_t { by_subject, by_language, by_author, by_format, by_price, kinds };
using Values = std::array<std::set<std::string>, kinds>;
Values values_of(const catalog::BookDetail& book, const Asset& currency) {
  Values values;
  for (const catalog::Subject& one : book.work.subjects) values[by_subject].insert(one.slug);
  values[by_language].insert(catalog::primary_language(book.edition.language));
  for (const catalog::Contributor& one : book.work.contributors)
    if (one.role == catalog::ContributorRole::author) values[by_author].insert(one.slug);
  for (const catalog::EditionFile& file : book.files) values[by_format].insert(file.format);
  const auto price = price_in(book.offer, currency);
  if (price && (!price->is_zero() || !book.files.empty()))
    values[by_price].insert(std::string(catalog::name_of(catalog::band_of(*price))));
  return values;
}
Values asked_of(const ports::SearchQuery& query) {
  Values asked;
  const auto add = [&](Kind kind, const std::string& value) {
    if (!value.empty()) asked[kind].insert(value);
  };
  add(by_subject, query.subject_slug);
  add(by_language, catalog::primary_language(query.language));
  add(by_author, query.author_slug);
  add(by_format, query.format);
  if (query.price) add(by_price, std::string(catalog::name_of(*query.price)));
  return asked;
}
bool passes(const Values& values, const Values& asked, std::size_t without = kinds) {
  for (std::size_t kind = 0; kind < kinds; ++kind)
    if (kind != without && !std::ranges::includes(values[kind], asked[kind])) return false;
  return true;
}

std::vector<ports::Facet> sorted(const std::map<std::string, std::int64_t>& counts) {
  std::vector<ports::Facet> facets;
  for (const auto& [value, count] : counts) facets.push_back({value, count});
  std::ranges::sort(facets, [](const ports::Facet& a, const ports::Facet& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return facets;
}

// `Book` is one of the index, `Hit` how it was found.
template <class Book>
struct Hit {
  std::ptrdiff_t in_title;
  Timestamp created;
  const Book* book;
  std::size_t at = 0;  ///< by how well it fits
};

// Hits that stand by how well they fit are put in the order that is asked for.
template <class Book>
void sort_by(ports::SearchOrder order, std::vector<Hit<Book>>& hits) {
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].at = i;
  const auto in_order = [&](auto less) {
    std::ranges::sort(hits, [&](const Hit<Book>& a, const Hit<Book>& b) {
      return less(a, b) || (!less(b, a) && a.at < b.at);
    });
  };
  const auto amount = [](const Hit<Book>& hit) {
    const auto& price = hit.book->detail.offer.price;
    return price ? std::optional(price->amount) : std::nullopt;
  };
  switch (order) {
    case ports::SearchOrder::best: break;
    case ports::SearchOrder::newest:
      in_order([](const Hit<Book>& a, const Hit<Book>& b) { return a.created > b.created; });
      break;
    case ports::SearchOrder::title:
      in_order([](const Hit<Book>& a, const Hit<Book>& b) {
        return folded(a.book->detail.work.title, kWordsMax) <
               folded(b.book->detail.work.title, kWordsMax);
      });
      break;
    case ports::SearchOrder::cheapest:
      in_order([&](const Hit<Book>& a, const Hit<Book>& b) {
        return amount(a).value_or(INT64_MAX) < amount(b).value_or(INT64_MAX);
      });
      break;
    case ports::SearchOrder::dearest:
      in_order([&](const Hit<Book>& a, const Hit<Book>& b) { return amount(a) > amount(b); });
      break;
  }
}

}  // namespace

Result<std::int64_t> MemorySearchIndex::generation() const {
  const std::lock_guard lock(books_guard_);
  return generation_;
}

Result<ports::SearchAnswer> MemorySearchIndex::search(const ports::SearchQuery& query) const {
  if (is_damaged_) return fail(Errc::corrupt, "index.search", "secret damage");
  if (query.text.empty() && !query.is_narrowed())
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
  std::vector<Hit<Book>> hits;
  const Values wanted = asked_of(query);
  std::array<std::map<std::string, std::int64_t>, kinds> counts;
  for (const auto& [id, book] : books_) {
    if (!matches(book)) continue;
    if (query.only_free &&
        (book.detail.files.empty() || !is_free(book.detail.offer, query.free_in)))
      continue;
    const Values values = values_of(book.detail, query.free_in);
    for (std::size_t kind = 0; kind < kinds; ++kind)
      if (passes(values, wanted, kind))
        for (const std::string& value : values[kind]) ++counts[kind][value];
    if (!passes(values, wanted)) continue;
    hits.push_back({std::ranges::count_if(
                        asked, [&](const Word& word) { return has(book.title, word, false); }),
                    book.detail.work.created_at, &book});
  }
  std::ranges::sort(hits, std::greater{}, [](const Hit<Book>& hit) {
    return std::tuple(hit.in_title, hit.created, hit.book->detail.work.id);
  });
  sort_by(query.order, hits);

  ports::SearchAnswer answer;
  answer.total = static_cast<std::int64_t>(hits.size());
  answer.subjects = sorted(counts[by_subject]);
  answer.languages = sorted(counts[by_language]);
  answer.authors = sorted(counts[by_author]);
  answer.formats = sorted(counts[by_format]);
  answer.prices = sorted(counts[by_price]);
  std::ranges::sort(answer.prices, {}, [](const ports::Facet& facet) {
    return catalog::parse_price_band(facet.value);
  });
  const auto first = std::clamp<std::int64_t>(query.offset, 0, answer.total);
  const auto size = std::clamp<std::int64_t>(query.limit, 1, 100);
  for (const Hit<Book>& hit : hits | std::views::drop(first) | std::views::take(size))
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

Result<std::shared_ptr<ports::SearchIndex>> MemorySearchIndex::begin_anew() {
  const std::lock_guard lock(books_guard_);
  fresh_ = std::make_shared<MemorySearchIndex>();
  return fresh_;
}

Result<> MemorySearchIndex::take_over(const std::shared_ptr<ports::SearchIndex>& fresh) {
  const std::lock_guard lock(books_guard_);
  if (!fresh || fresh != fresh_) return fail(Errc::conflict, "index.take_over", "not the last");
  const std::lock_guard other(fresh_->books_guard_);
  books_ = fresh_->books_;
  generation_ = fresh_->generation_;
  fresh_.reset();
  return {};
}

}  // namespace aan::testing
