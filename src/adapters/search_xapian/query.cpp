#include "adapters/search_xapian/query.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "adapters/search_xapian/terms.hpp"
#include "base/text.hpp"
#include "domain/catalog/isbn.hpp"
#include "domain/catalog/language.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

constexpr std::size_t kOpenWordBytesMin = 2;
// So short a beginning is one of a title or a name.
constexpr std::size_t kShortBeginBytes = 2;
constexpr double kOpenWordScale = 0.3;
// A shorter stem says nothing: French "se" is of "sea" and of "ses", "be" of "bees" and of "being".
constexpr std::size_t kStemBytesMin = 3;
// What is gained by words of the title, by words that stand beside each other as they are asked
// for, and by a title or a name that is nothing but the words.
constexpr double kTitleBoost = 1.0;
// By another form of a word in the title: what is called "Books" goes before what is only described
// by "book".
constexpr double kTitleFormBoost = 1.5;
constexpr double kNameBoost = 1.0;
constexpr double kPairBoost = 0.6;
constexpr double kWholeBoost = 2.0;
// By a title that is a single word and nothing more: books under the subject of that name are many
// and gain as well. Unless so many times more books are of authors called so ("dickens").
constexpr double kOnlyWordBoost = 2.0;
constexpr double kNamedTimesMax = 30;
// A title that is the word and an article: nearly as much.
constexpr double kWithArticleBoost = 1.5;
// What a single word gains at most where a subject or a series is nothing but it. The rarer the
// heading, the more it would gain, and a title that has the word would stand behind it.
constexpr double kHeadingWeightMax = 11;
// "And" in the languages of many books: what is left out between two words, or written "&".
constexpr auto kJoints =
    std::to_array<std::string_view>({"and", "e", "en", "et", "och", "og", "und", "y"});
// What a reader leaves off the beginning of a title.
constexpr auto kArticles = std::to_array<std::string_view>(
    {"a",      "an",       "das",    "de",       "der",    "die",    "een",   "ein",
     "eine",   "el",       "het",    "il",       "la",     "las",    "le",    "les",
     "lo",     "los",      "o",      "os",       "the",    "un",     "una",   "une",
     "at the", "from the", "in the", "into the", "of the", "on the", "to the"});
// Shorter pieces of a word are no words.
constexpr std::size_t kPieceBytesMin = 3;

// A word in any of its spellings and stems. The stems count as one word that is as frequent as all
// of them together, and the same holds for the spellings: several stems of one word do not add up,
// and one of a language that few books are in says no more for being rare.
Query any_form(const Xapian::Database& database, const Word& word,
               std::vector<Xapian::Stem>& stemmers) {
  std::vector<std::string> stems = word.forms;
  for (Xapian::Stem& stem : stemmers) add_stems(word, stem, stems);
  std::vector<std::string> others;
  const auto add = [&](std::string name) {
    if (database.term_exists(name)) others.push_back(std::move(name));
  };
  for (std::size_t i = 0; i < stems.size(); ++i) {
    if (i >= word.forms.size()) {
      if (stems[i].size() < kStemBytesMin) continue;
      add(stems[i]);
    }
    add(term(kStemPrefix, stems[i]));
  }
  Query itself(Query::OP_SYNONYM, word.forms.begin(), word.forms.end());
  if (others.empty()) return itself;
  return {Query::OP_OR, itself, Query(Query::OP_SYNONYM, others.begin(), others.end())};
}

// Words that begin with it, the most frequent ones.
Query longer(Reader& reader, const std::string& begin) {
  const std::vector<std::string>& terms = reader.expansions.of(reader.database, begin);
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query longer_of_title_or_name(Reader& reader, const std::string& begin) {
  return {Query::OP_OR, longer(reader, term(kTitlePrefix, begin)),
          longer(reader, term(kNamePrefix, begin))};
}

// Each counts less than the word itself.
Query unfinished(Reader& reader, const Word& word) {
  const std::string& begin = word.forms.front();
  return {kOpenWordScale, begin.size() > kShortBeginBytes ? longer(reader, begin)
                                                          : longer_of_title_or_name(reader, begin)};
}

bool is_left_out(const Word& word, bool has_others) {
  return has_others && is_stop_word(word.forms.front());
}

// "war and peace" of "war peace" and "war & peace".
void add_joined_by_and(const Xapian::Database& database, const Word& a, const Word& b,
                       std::vector<Query>& signs) {
  for (const std::string_view joint : kJoints) {
    const std::string head = a.forms.front() + ' ' + std::string(joint);
    const std::string tail = ' ' + b.forms.front();
    const std::string first = term(kPairPrefix, head);
    const std::string second = term(kPairPrefix, std::string(joint) + tail);
    if (!database.term_exists(first) || !database.term_exists(second)) continue;
    signs.emplace_back(kPairBoost, Query(Query::OP_AND, Query(first), Query(second)));
    signs.emplace_back(kWholeBoost, Query(term(kWholePrefix, head + tail)));
  }
}

// "The Lighthouse" and "To the Lighthouse" of "lighthouse".
void add_with_article(const Xapian::Database& database, std::string_view words,
                      std::vector<Query>& signs) {
  std::vector<std::string> titles;
  for (const std::string_view article : kArticles)
    if (std::string title = term(kWholePrefix, std::string(article) + ' ' + std::string(words));
        database.term_exists(title))
      titles.push_back(std::move(title));
  if (titles.empty()) return;
  signs.emplace_back(kWithArticleBoost, Query(Query::OP_SYNONYM, titles.begin(), titles.end()));
}

void add_only_word(const Xapian::Database& database, const std::string& word,
                   std::vector<Query>& signs) {
  const std::string only = term(kOnlyWordPrefix, word);
  const double called = database.get_termfreq(only);
  const double named = database.get_termfreq(term(kNamePrefix, word));
  if (called > 0 && named <= kNamedTimesMax * called)
    signs.emplace_back(kOnlyWordBoost, Query(only));
}

// How much of the whole's boost a subject or a series has that is nothing but the words.
double heading_boost(const Xapian::Database& database, const std::vector<Word>& words,
                     const std::string& whole) {
  if (words.size() > 1) return kWholeBoost;
  const double with = database.get_termfreq(whole);
  const double rarity = std::log((database.get_doccount() - with + 0.5) / (with + 0.5));
  return rarity * kWholeBoost <= kHeadingWeightMax ? kWholeBoost : kHeadingWeightMax / rarity;
}

// A title, a name, a series or a subject that is all the words and nothing more: most where the
// title or the names have them.
void add_whole(const Xapian::Database& database, const std::vector<Word>& words,
               std::vector<Query>& signs) {
  const std::string whole = whole_of(words);
  if (words.size() == 1) {
    add_with_article(database, std::string_view(whole).substr(kWholePrefix.size()), signs);
    add_only_word(database, words.front().forms.front(), signs);
  }
  const double heading = heading_boost(database, words, whole);
  signs.emplace_back(heading, Query(whole));
  if (heading == kWholeBoost) return;
  const std::string& word = words.front().forms.front();
  signs.emplace_back(
      kWholeBoost - heading,
      Query(Query::OP_FILTER, Query(whole),
            Query(Query::OP_OR, Query(term(kTitlePrefix, word)), Query(term(kNamePrefix, word)))));
}

// What makes one book fit better than another: nothing of it must be there.
Query better(const Xapian::Database& database, const std::vector<Word>& words, bool has_others) {
  std::vector<Query> signs;
  for (const Word& word : words) {
    if (is_left_out(word, has_others)) continue;
    signs.emplace_back(kTitleBoost, Query(term(kTitlePrefix, word.forms.front())));
    signs.emplace_back(kNameBoost, Query(term(kNamePrefix, word.forms.front())));
  }
  for (std::size_t i = 1; i < words.size(); ++i)
    if (!is_stop_word(words[i - 1].forms.front()) && !is_stop_word(words[i].forms.front()))
      add_joined_by_and(database, words[i - 1], words[i], signs);
  for (const std::string& pair : pairs_of(words)) signs.emplace_back(kPairBoost, Query(pair));
  add_whole(database, words, signs);
  return {Query::OP_OR, signs.begin(), signs.end()};
}

// Whether nothing but letters was typed of a word that is too short to be expanded: it says
// nothing yet beside others.
bool is_barely_begun(const AskedText& asked, const Word& word) {
  const std::string& form = word.forms.front();
  return asked.is_typed_to_its_end && &word == &asked.words.back() && asked.words.size() > 1 &&
         form.size() < kOpenWordBytesMin &&
         std::ranges::all_of(form, [](char c) { return c >= 'a' && c <= 'z'; });
}

// "moonstone" of "moon stone", if there is such a word.
std::optional<Query> written_as_one(const Xapian::Database& database, const Word& a,
                                    const Word& b) {
  const std::string joined = a.forms.front() + b.forms.front();
  if (!a.part.empty() || !b.part.empty() || joined.size() > kWordBytesMax) return std::nullopt;
  return database.term_exists(joined) ? std::optional(Query(joined)) : std::nullopt;
}

// "book shop" of "bookshop", where a title, a name or a subject parts it so.
Query or_parted(const Xapian::Database& database, const Word& word, const Query& query) {
  const std::string& form = word.forms.front();
  std::vector<Query> ways{query};
  for (std::size_t at = kPieceBytesMin; at + kPieceBytesMin <= form.size(); ++at) {
    const std::string pair = term(kPairPrefix, form.substr(0, at) + ' ' + form.substr(at));
    if (database.term_exists(pair)) ways.emplace_back(pair);
  }
  return ways.size() == 1 ? query : Query(Query::OP_OR, ways.begin(), ways.end());
}

bool is_open(const AskedText& asked, const Word& word) {
  return asked.is_last_word_open && &word == &asked.words.back();
}

// The words that must be there, in their order; of a word that stands there twice the last.
std::vector<const Word*> words_that_count(const AskedText& asked) {
  const bool has_others = std::ranges::any_of(
      asked.words, [](const Word& word) { return !is_stop_word(word.forms.front()); });
  std::vector<const Word*> words;
  for (const Word& word : asked.words)
    if (!is_left_out(word, has_others) && !is_barely_begun(asked, word)) words.push_back(&word);
  if (words.empty()) words.push_back(&asked.words.front());
  return words;
}

bool comes_again(const std::vector<const Word*>& words, std::size_t at) {
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(),
                     [&](const Word* later) { return later->forms == words[at]->forms; });
}

// What a book must have, one query for each word.
std::vector<Query> required_of(Reader& reader, const AskedText& asked) {
  const Xapian::Database& database = reader.database;
  std::vector<Query> required;
  const std::vector<const Word*> words = words_that_count(asked);
  const Word* before = nullptr;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = *words[i];
    if (comes_again(words, i)) {
      before = nullptr;
      continue;
    }
    Query query = or_parted(database, word, any_form(database, word, reader.stemmers));
    if (is_open(asked, word)) query = Query(Query::OP_OR, query, unfinished(reader, word));
    const bool is_beside = before != nullptr && before + 1 == &word;
    const auto one = is_beside ? written_as_one(database, *before, word) : std::nullopt;
    if (one) {
      // Both, or the one that they are together.
      required.back() = Query(Query::OP_OR, required.back(), *one);
      query = Query(Query::OP_OR, query, *one);
    }
    required.push_back(std::move(query));
    before = &word;
  }
  return required;
}

Query all_of(const std::vector<Query>& required, std::size_t without, std::size_t and_without) {
  std::vector<Query> others;
  for (std::size_t i = 0; i < required.size(); ++i)
    if (i != without && i != and_without) others.push_back(required[i]);
  return {Query::OP_AND, others.begin(), others.end()};
}

Query loosened(const std::vector<Query>& required, Demand demand) {
  const std::size_t least = demand == Demand::all_but_one ? 2 : 4;
  if (required.size() < least || required.size() > kLooseWordsMax) return {};
  std::vector<Query> ways;
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (demand == Demand::all_but_one) ways.push_back(all_of(required, i, i));
    for (std::size_t j = i + 1; demand == Demand::all_but_two && j < required.size(); ++j)
      ways.push_back(all_of(required, i, j));
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
  asked.is_typed_to_its_end = text.ends_with(last.written) && last.part.empty();
  asked.is_last_word_open =
      asked.is_typed_to_its_end && last.forms.front().size() >= kOpenWordBytesMin;
  return asked;
}

Query text_query(Reader& reader, const AskedText& asked, Demand demand) {
  if (!asked.isbn.empty())
    return demand == Demand::all ? Query(term(kIsbnPrefix, asked.isbn)) : Query();
  // Characters of a script without blanks are not words that one could do without.
  const bool has_pairs =
      std::ranges::any_of(asked.words, [](const Word& word) { return !word.part.empty(); });
  if (demand != Demand::all && has_pairs) return {};
  const bool has_others = std::ranges::any_of(
      asked.words, [](const Word& word) { return !is_stop_word(word.forms.front()); });
  const std::vector<Query> required = required_of(reader, asked);
  const Query matching = demand == Demand::all
                             ? Query(Query::OP_AND, required.begin(), required.end())
                             : loosened(required, demand);
  if (matching.empty()) return matching;
  return {Query::OP_AND_MAYBE, matching, better(reader.database, asked.words, has_others)};
}

Query with_title_forms(Reader& reader, const AskedText& asked, const Query& query) {
  if (asked.words.size() != 1 || !asked.isbn.empty()) return query;
  const Word& word = asked.words.front();
  // A word that no book has as it is written is a slip, or of another language: its stems say
  // nothing.
  if (!reader.database.term_exists(word.forms.front())) return query;
  std::vector<std::string> stems;
  for (Xapian::Stem& stem : reader.stemmers) add_stems(word, stem, stems);
  const std::string itself = term(kTitlePrefix, word.forms.front());
  std::vector<std::string> forms{itself};
  const auto add = [&](std::string name) {
    if (name != itself && reader.database.term_exists(name)) forms.push_back(std::move(name));
  };
  for (const std::string& stem : stems) {
    if (stem.size() < kStemBytesMin) continue;
    add(term(kTitlePrefix, stem));
    add(term(kTitleStemPrefix, stem));
  }
  if (forms.size() == 1) return query;
  // As frequent as all of them together, the word itself included: that has a gain of its own, and
  // so has what is called nothing but the word.
  const Query others(Query::OP_AND_NOT, Query(Query::OP_SYNONYM, forms.begin(), forms.end()),
                     Query(Query::OP_OR, Query(itself), Query(whole_of(asked.words))));
  return {Query::OP_AND_MAYBE, query, Query(kTitleFormBoost, others)};
}

std::span<const std::string_view> left_off_articles() { return kArticles; }

Query called_just_so(const AskedText& asked) { return Query(whole_of(asked.words)); }

Query called_so(Reader& reader, const AskedText& asked) {
  std::vector<Query> everywhere;
  for (const Word* word : words_that_count(asked)) {
    const std::string& form = word->forms.front();
    Query somewhere(Query::OP_OR, Query(term(kTitlePrefix, form)), Query(term(kNamePrefix, form)));
    if (is_open(asked, *word))
      somewhere = Query(Query::OP_OR, somewhere, longer_of_title_or_name(reader, form));
    everywhere.push_back(std::move(somewhere));
  }
  return {Query::OP_OR, Query(Query::OP_AND, everywhere.begin(), everywhere.end()),
          called_just_so(asked)};
}

std::string term_to_measure(Reader& reader, const AskedText& asked, Demand demand) {
  using Known = std::pair<Xapian::doccount, std::string>;
  const auto known = [&](const std::string& name) {
    return Known(reader.database.get_termfreq(name), name);
  };
  std::vector<Known> terms;
  for (const Word* word : words_that_count(asked)) {
    Known& most = terms.emplace_back(known(word->forms.front()));
    if (!is_open(asked, *word)) continue;
    const auto& longer_ones = reader.expansions.of(reader.database, word->forms.front());
    if (!longer_ones.empty()) most = std::max(most, known(longer_ones.front()));
  }
  return (demand == Demand::all ? std::ranges::min(terms) : std::ranges::max(terms)).second;
}

std::string facet_term(const Asset& currency, FacetKind kind, const std::string& value) {
  switch (kind) {
    case FacetKind::subject: return term(kSubjectPrefix, value);
    case FacetKind::language: return term(kLanguagePrefix, value);
    case FacetKind::author: return term(kAuthorPrefix, value);
    case FacetKind::format: return term(kFilePrefix, value);
    case FacetKind::price: return term(kPricePrefix, price_value(currency, value));
  }
  return {};
}

Query filter_query(const ports::SearchQuery& query, std::optional<FacetKind> without) {
  std::vector<Query> filters;
  const auto add = [&](FacetKind kind, const std::string& value) {
    if (!value.empty() && kind != without)
      filters.emplace_back(facet_term(query.free_in, kind, value));
  };
  add(FacetKind::subject, query.subject_slug);
  add(FacetKind::language, catalog::primary_language(query.language));
  add(FacetKind::author, query.author_slug);
  add(FacetKind::format, query.format);
  if (query.price) add(FacetKind::price, std::string(catalog::name_of(*query.price)));
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
