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
constexpr double kOpenWordScale = 0.3;
// What is gained by words of the title, by words that stand beside each other as they are asked
// for, and by a title or a name that is nothing but the words.
constexpr double kTitleBoost = 1.0;
constexpr double kPairBoost = 0.6;
constexpr double kWholeBoost = 1.2;

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

bool is_left_out(const Word& word, bool has_others) {
  return has_others && is_stop_word(word.forms.front());
}

// What makes one book fit better than another: nothing of it must be there.
Query better(const std::vector<Word>& words, bool has_others) {
  std::vector<Query> signs;
  for (const Word& word : words)
    if (!is_left_out(word, has_others))
      signs.emplace_back(kTitleBoost, Query(term(kTitlePrefix, word.forms.front())));
  for (const std::string& pair : pairs_of(words)) signs.emplace_back(kPairBoost, Query(pair));
  signs.emplace_back(kWholeBoost, Query(whole_of(words)));
  return {Query::OP_OR, signs.begin(), signs.end()};
}

Query all_but_one(const std::vector<Query>& required) {
  if (required.size() < kLooseWordsMin || required.size() > kLooseWordsMax) return {};
  std::vector<Query> ways;
  for (std::size_t missing = 0; missing < required.size(); ++missing) {
    std::vector<Query> others;
    for (std::size_t i = 0; i < required.size(); ++i)
      if (i != missing) others.push_back(required[i]);
    ways.emplace_back(Query::OP_AND, others.begin(), others.end());
  }
  return {Query::OP_OR, ways.begin(), ways.end()};
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

Query text_query(const AskedText& asked, std::vector<Xapian::Stem>& stemmers, Demand demand) {
  if (!asked.isbn.empty())
    return demand == Demand::all ? Query(term(kIsbnPrefix, asked.isbn)) : Query();
  const bool has_others = std::ranges::any_of(
      asked.words, [](const Word& word) { return !is_stop_word(word.forms.front()); });
  std::vector<Query> required;
  for (const Word& word : asked.words) {
    if (is_left_out(word, has_others)) continue;
    const bool is_open = asked.is_last_word_open && &word == &asked.words.back();
    Query query = any_form(word, stemmers);
    required.push_back(is_open ? Query(Query::OP_OR, query, unfinished(word)) : query);
  }
  const Query matching = demand == Demand::all
                             ? Query(Query::OP_AND, required.begin(), required.end())
                             : all_but_one(required);
  if (matching.empty()) return matching;
  return {Query::OP_AND_MAYBE, matching, better(asked.words, has_others)};
}

Query filter_query(const ports::SearchQuery& query, std::optional<FacetKind> without) {
  std::vector<Query> filters;
  const auto add = [&](FacetKind kind, std::string_view prefix, const std::string& value) {
    if (!value.empty() && kind != without) filters.emplace_back(term(prefix, value));
  };
  add(FacetKind::subject, kSubjectPrefix, query.subject_slug);
  add(FacetKind::language, kLanguagePrefix, catalog::primary_language(query.language));
  add(FacetKind::author, kAuthorPrefix, query.author_slug);
  add(FacetKind::format, kFilePrefix, query.format);
  if (query.price)
    add(FacetKind::price, kPricePrefix, price_value(query.free_in, *query.price));
  if (query.only_free) filters.emplace_back(term(kFreeTerm, query.free_in.code()));
  return {Query::OP_AND, filters.begin(), filters.end()};
}

std::vector<FacetKind> narrowed_by(const ports::SearchQuery& query) {
  std::vector<FacetKind> kinds;
  if (!query.subject_slug.empty()) kinds.push_back(FacetKind::subject);
  if (!query.language.empty()) kinds.push_back(FacetKind::language);
  if (!query.author_slug.empty()) kinds.push_back(FacetKind::author);
  if (!query.format.empty()) kinds.push_back(FacetKind::format);
  if (query.price) kinds.push_back(FacetKind::price);
  return kinds;
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
