#include "service/browsing/suggest.hpp"

#include <algorithm>

#include "base/words.hpp"
#include "service/browsing/series_key.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kTypedBytesMin = 2;
constexpr std::int64_t kBooks = 6;
constexpr std::size_t kNames = 2;
constexpr std::size_t kNamesLookedAt = 8;
constexpr std::size_t kWordsMax = 32;

bool begins(const Word& whole, const Word& typed) {
  return std::ranges::any_of(typed.forms, [&](const std::string& begin) {
    return std::ranges::any_of(whole.forms,
                               [&](const std::string& form) { return form.starts_with(begin); });
  });
}

// Whether everything that is typed begins a word of the name.
bool is_typed(const std::vector<Word>& typed, const std::string& name) {
  const std::vector<Word> words = words_of(name, kWordsMax);
  return std::ranges::all_of(typed, [&](const Word& one) {
    return std::ranges::any_of(words, [&](const Word& word) { return begins(word, one); });
  });
}

std::vector<NamedFacet> typed_ones(const std::vector<Word>& typed,
                                   const std::vector<NamedFacet>& names) {
  std::vector<NamedFacet> found;
  for (const NamedFacet& one : names)
    if (found.size() < kNames && is_typed(typed, one.name)) found.push_back(one);
  return found;
}

// What was found of a shelf, by its number, is no count of the shelf.
Result<> count_shelves(const ports::CatalogStore& catalog, std::string ports::BookQuery::* shelf,
                       std::vector<NamedFacet>& names) {
  for (NamedFacet& one : names) {
    ports::BookQuery query;
    query.*shelf = one.slug;
    query.limit = 1;
    one.count = AAN_TRY(catalog.list(query)).total;
  }
  return {};
}

Result<CalledSo> shelves_called(const ports::CatalogStore& catalog, const std::string& text,
                                const std::vector<NamedFacet>& authors,
                                const std::vector<catalog::BookSummary>& books,
                                const std::vector<NamedFacet>& subjects) {
  const std::vector<Word> typed = words_of(text, kWordsMax);
  CalledSo found{typed_ones(typed, authors), {}, typed_ones(typed, subjects)};
  for (const catalog::BookSummary& book : books)
    if (found.series.size() < kNames && !book.series.empty() && is_typed(typed, book.series) &&
        std::ranges::find(found.series, book.series, &NamedFacet::name) == found.series.end())
      found.series.push_back({AAN_TRY(series_key(catalog, book.series)), book.series, 0});
  AAN_TRY(count_shelves(catalog, &ports::BookQuery::contributor_slug, found.authors));
  AAN_TRY(count_shelves(catalog, &ports::BookQuery::subject_slug, found.subjects));
  return found;
}

}  // namespace

Result<CalledSo> called_so(const ports::CatalogStore& catalog, const std::string& text,
                           const SearchView& found) {
  return shelves_called(catalog, text, found.authors, found.books, found.subjects);
}

Result<Suggestions> suggest(const Room& room, const ports::SearchIndex& index,
                            const std::string& text) {
  Suggestions suggestions;
  if (text.size() < kTypedBytesMin) return suggestions;
  ports::SearchQuery query;
  query.text = text;
  query.limit = kBooks;
  query.may_be_loose = false;
  const SpeltAnswer spelt = AAN_TRY(ask_index(room, index, query));
  suggestions.corrected = spelt.corrected;
  suggestions.total = spelt.answer.total;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    using ports::ShelfKind;
    const ports::CatalogStore& catalog = at.catalog();
    suggestions.books = AAN_TRY(catalog.summaries(spelt.answer.hits));
    suggestions.shelves = AAN_TRY(shelves_called(
        catalog, spelt.corrected.empty() ? text : spelt.corrected,
        AAN_TRY(named(catalog, ShelfKind::contributor, spelt.answer.authors, kNamesLookedAt)),
        suggestions.books,
        AAN_TRY(named(catalog, ShelfKind::subject, spelt.answer.subjects, kNamesLookedAt))));
    return {};
  }));
  return suggestions;
}

}  // namespace aan::service
