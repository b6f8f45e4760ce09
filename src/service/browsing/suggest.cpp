#include "service/browsing/suggest.hpp"

#include <algorithm>

#include "base/words.hpp"

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

Result<std::vector<NamedFacet>> names_typed(const ports::CatalogStore& catalog,
                                            ports::ShelfKind kind,
                                            const std::vector<ports::Facet>& facets,
                                            const std::vector<Word>& typed) {
  std::vector<NamedFacet> found = AAN_TRY(named(catalog, kind, facets, kNamesLookedAt));
  std::erase_if(found, [&](const NamedFacet& one) { return !is_typed(typed, one.name); });
  if (found.size() > kNames) found.resize(kNames);
  return found;
}

}  // namespace

Result<Suggestions> suggest(const Room& room, const ports::SearchIndex& index,
                            const std::string& text) {
  Suggestions suggestions;
  if (text.size() < kTypedBytesMin) return suggestions;
  ports::SearchQuery query;
  query.text = text;
  query.limit = kBooks;
  query.may_be_loose = false;
  const SpeltAnswer spelt = AAN_TRY(ask_index(index, query));
  suggestions.corrected = spelt.corrected;
  suggestions.total = spelt.answer.total;
  const std::vector<Word> typed =
      words_of(spelt.corrected.empty() ? text : spelt.corrected, kWordsMax);
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    using ports::ShelfKind;
    const ports::CatalogStore& catalog = at.catalog();
    suggestions.books = AAN_TRY(catalog.summaries(spelt.answer.hits));
    suggestions.authors =
        AAN_TRY(names_typed(catalog, ShelfKind::contributor, spelt.answer.authors, typed));
    suggestions.subjects =
        AAN_TRY(names_typed(catalog, ShelfKind::subject, spelt.answer.subjects, typed));
    return {};
  }));
  return suggestions;
}

}  // namespace aan::service
