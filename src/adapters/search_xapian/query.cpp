#include "adapters/search_xapian/query.hpp"

#include <algorithm>

#include "adapters/search_xapian/terms.hpp"
#include "base/text.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/language.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

constexpr std::size_t kOpenWordBytesMin = 3;
constexpr double kTitleBoost = 1.0;
constexpr double kOpenWordScale = 0.3;

// A word in any of its spellings and stems.
Query any_form(const Word& word, std::vector<Xapian::Stem>& stemmers) {
  std::vector<std::string> stems = word.forms;
  for (Xapian::Stem& stem : stemmers) add_stems(word, stem, stems);
  std::vector<std::string> terms;
  for (const std::string& stem : stems) {
    terms.push_back(stem);
    terms.push_back(term(kStemPrefix, stem));
  }
  return {Query::OP_OR, terms.begin(), terms.end()};
}

// Words that begin with it, the most frequent ones; each counts less than the word itself.
Query unfinished(const Word& word) {
  const Query longer(Query::OP_WILDCARD, word.forms.front(), kExpandedWordsMax,
                     Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_OR);
  return {kOpenWordScale, longer};
}

Query in_title(const std::vector<Word>& words) {
  std::vector<std::string> terms;
  for (const Word& word : words) terms.push_back(term(kTitlePrefix, word.forms.front()));
  return {kTitleBoost, Query(Query::OP_OR, terms.begin(), terms.end())};
}

}  // namespace

AskedText understand(std::string_view text) {
  text = utf8_prefix(text, kQueryBytesMax);
  AskedText asked;
  if (const auto isbn = catalog::canonical_isbn(text)) asked.isbn = *isbn;
  asked.words = words_of(text, kQueryWordsMax);
  if (asked.words.empty()) return asked;
  const Word& last = asked.words.back();
  asked.is_last_word_open = text.ends_with(last.written) && last.part.empty() &&
                            last.forms.front().size() >= kOpenWordBytesMin;
  return asked;
}

Query text_query(const AskedText& asked, std::vector<Xapian::Stem>& stemmers) {
  if (!asked.isbn.empty()) return Query(term(kIsbnPrefix, asked.isbn));
  const bool has_others = std::ranges::any_of(
      asked.words, [](const Word& word) { return !is_stop_word(word.forms.front()); });
  std::vector<Query> required;
  for (const Word& word : asked.words) {
    if (has_others && is_stop_word(word.forms.front())) continue;
    const bool is_open = asked.is_last_word_open && &word == &asked.words.back();
    Query query = any_form(word, stemmers);
    required.push_back(is_open ? Query(Query::OP_OR, query, unfinished(word)) : query);
  }
  const Query all(Query::OP_AND, required.begin(), required.end());
  return {Query::OP_AND_MAYBE, all, in_title(asked.words)};
}

Query filter_query(const ports::SearchQuery& query) {
  std::vector<Query> filters;
  if (!query.subject_slug.empty()) filters.emplace_back(term(kSubjectPrefix, query.subject_slug));
  if (!query.language.empty())
    filters.emplace_back(term(kLanguagePrefix, catalog::primary_language(query.language)));
  if (query.only_free) filters.emplace_back(term(kFreeTerm, query.free_in.code()));
  return {Query::OP_AND, filters.begin(), filters.end()};
}

std::vector<Xapian::Stem> stemmers_of(const Xapian::Database& database) {
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  for (const std::string& language : stemmed_languages())
    if (const auto books = database.get_termfreq(term(kLanguagePrefix, language)); books > 0)
      found.emplace_back(books, language);
  std::ranges::sort(found, std::greater{});
  std::vector<Xapian::Stem> stemmers;
  for (const auto& [books, language] : found) {
    if (stemmers.size() == kStemmersMax) break;
    stemmers.push_back(stemmer_for(language));
  }
  return stemmers;
}

}  // namespace aan::search_xapian
