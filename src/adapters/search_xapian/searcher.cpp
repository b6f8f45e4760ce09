#include "adapters/search_xapian/searcher.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "adapters/search_xapian/begun.hpp"
#include "adapters/search_xapian/counting.hpp"
#include "adapters/search_xapian/document.hpp"
#include "adapters/search_xapian/facets.hpp"
#include "adapters/search_xapian/newest.hpp"
#include "adapters/search_xapian/query.hpp"
#include "adapters/search_xapian/scope.hpp"
#include "adapters/search_xapian/suggest.hpp"
#include "adapters/search_xapian/terms.hpp"
#include "adapters/search_xapian/unranked.hpp"
#include "adapters/search_xapian/weighed.hpp"
#include "ports/search_reach.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

constexpr std::int64_t kPageMax = 100;
constexpr std::int64_t kSuggestBelow = 5;
// A word that fewer books have as it is written is doubted, however many its stems find.
constexpr std::int64_t kDoubtedBelow = 3;
constexpr double kByStemScale = 0.3;
// Newest first looks at so many places of the newest end, then at four times as many, and so on.
constexpr std::uint64_t kFirstStretch = 4'096;

struct Page {
  Xapian::doccount first;
  Xapian::doccount size;
};

Page page_of(const ports::SearchQuery& query) {
  const auto first = std::clamp<std::int64_t>(query.offset, 0, ports::kHitsReachableMax);
  const auto size = std::min(std::clamp<std::int64_t>(query.limit, 1, kPageMax),
                             ports::kHitsReachableMax - first);
  return {static_cast<Xapian::doccount>(first), static_cast<Xapian::doccount>(size)};
}

Query joined(const Query& a, const Query& b) {
  if (a.empty()) return b;
  return b.empty() ? a : Query(Query::OP_FILTER, a, b);
}

Query either_of(const Query& a, const Query& b) {
  return b.empty() ? a : Query(Query::OP_OR, a, b);
}

// What one search is made of.
struct Asked {
  const ports::SearchQuery& query;
  Query filter;  ///< empty: there is none
  Query until;   ///< the books that there were; empty: all
  Xapian::docid end;
  Page page;
  Query words{};  ///< empty: there are none
  Begun begun{};  ///< books that the text is the beginning of
  [[nodiscard]] Query all() const { return all_of(filter); }
  [[nodiscard]] Query all_of(const Query& narrowed) const {
    return joined(joined(words.empty() ? words : either_of(words, those_begun()), narrowed), until);
  }
  // A weight of its own, which would go before the other orders.
  [[nodiscard]] Query those_begun() const {
    const Query weighed = begun.query();
    if (weighed.empty() || query.order == ports::SearchOrder::best) return weighed;
    return {0, weighed};
  }
  /// The same to be counted. `narrowed`: in place of `filter`.
  [[nodiscard]] Sought sought(const Query& narrowed) const {
    Query whole = all_of(narrowed);
    if (whole.empty()) whole = Query::MatchAll;
    return {std::move(whole), words, narrowed, begun.places(), end};
  }
};

void fill(ports::SearchAnswer& answer, const Xapian::MSet& set) {
  for (auto at = set.begin(); at != set.end(); ++at)
    answer.hits.push_back({work_id_of(at.get_document().get_data())});
}

// The number of books, and what they are counted by.
void tell(Reader& reader, const Asked& asked, const Sought& sought, const Found& found,
          const std::vector<FacetKind>& kinds, ports::SearchAnswer& answer) {
  answer.total = found.total;
  write_facets(reader, sought, found, kinds, asked.query.free_in, answer);
}

std::vector<FacetKind> kinds_but(const std::vector<FacetKind>& apart) {
  std::vector<FacetKind> kinds;
  for (const FacetKind kind : kFacetKinds)
    if (std::ranges::find(apart, kind) == apart.end()) kinds.push_back(kind);
  return kinds;
}

// The cheapest first, and books without a price last: they have no amount to sort by.
class CheapestFirst final : public Xapian::KeyMaker {
 public:
  std::string operator()(const Xapian::Document& document) const override {
    const std::string amount = document.get_value(kAmountSlot);
    return amount.empty() ? std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") : amount;
  }
};

// Where Xapian 1.4.22 passes over books that by the bounds of their weights can no longer come
// among the first, it also passes over some that would be the very first: "The Hours" of "the
// hours". It does not while all are shown to somebody.
class ShownAll final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document&, double) override {}
};

Xapian::MSet best_first(Xapian::Enquire& enquire, const Reader& reader, Page page) {
  ShownAll shown;
  enquire.add_matchspy(&shown);
  return enquire.get_mset(page.first, page.size, reader.database.get_doccount());
}

// With less weight on length than usual: a book is no better for lacking a description.
Xapian::BM25Weight bm25() { return {1.2, 0, 1, 0.3, 0.5}; }

// The hits of a page in the order that is asked for. Nothing is counted.
ports::SearchAnswer ranked(Reader& reader, const Asked& asked, const Query& query) {
  using ports::SearchOrder;
  CheapestFirst cheapest;
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(query);
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
  switch (asked.query.order) {
    case SearchOrder::best: break;
    case SearchOrder::newest: break;
    case SearchOrder::title: enquire.set_sort_by_value(kTitleSlot, false); break;
    case SearchOrder::cheapest: enquire.set_sort_by_key(&cheapest, false); break;
    case SearchOrder::dearest: enquire.set_sort_by_value(kAmountSlot, true); break;
  }
  const bool is_best = asked.query.order == SearchOrder::best;
  if (is_best)
    enquire.set_weighting_scheme(bm25());
  else
    enquire.set_weighting_scheme(Unranked());
  const Xapian::MSet set = is_best ? best_first(enquire, reader, asked.page)
                                   : enquire.get_mset(asked.page.first, asked.page.size);
  ports::SearchAnswer answer;
  fill(answer, set);
  return answer;
}

// The best of very many books that have the words: those alone that come first, and all of them for
// the pages behind those.
ports::SearchAnswer best_of_many(Reader& reader, const AskedText& text, Demand demand,
                                 const Asked& asked, const Places& newest) {
  const Query all = asked.all();
  Scope scope = scope_of(reader, text, demand, all, asked.end, newest);
  if (scope.is_everything()) return ranked(reader, asked, all);
  scope.among = either_of(scope.among, asked.those_begun());
  ports::SearchAnswer answer = ranked(reader, asked, joined(all, scope.among));
  if (answer.hits.size() < asked.page.size) answer = ranked(reader, asked, scope_first(all, scope));
  return answer;
}

// The total and the counts are the same in every order.
ports::SearchAnswer by_words(Reader& reader, const AskedText& text, Demand demand,
                             const Asked& asked, const std::vector<FacetKind>& counted) {
  const Query all = asked.all();
  const Sought sought = asked.sought(asked.filter);
  const Found found = count(reader, sought);
  const bool are_few = !found.is_sample() && found.total <= std::int64_t{kRankedMax};
  ports::SearchAnswer answer = are_few ? ranked(reader, asked, joined(all, these(found.places)))
                               : asked.query.order == ports::SearchOrder::best
                                   ? best_of_many(reader, text, demand, asked, found.newest)
                                   : ranked(reader, asked, all);
  tell(reader, asked, sought, found, counted, answer);
  return answer;
}

Xapian::MSet unranked(Reader& reader, const Query& query, Page page) {
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Unranked());
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
  return enquire.get_mset(page.first, page.size);
}

ports::SearchAnswer newest(Reader& reader, const Asked& asked,
                           const std::vector<FacetKind>& counted) {
  const Query all = asked.all();
  ports::SearchAnswer answer;
  const Sought sought = asked.sought(asked.filter);
  tell(reader, asked, sought, count(reader, sought), counted, answer);
  const Xapian::docid last = reader.database.get_lastdocid();
  const bool is_small = answer.total <= static_cast<std::int64_t>(kFirstStretch);
  for (std::uint64_t stretch = kFirstStretch;; stretch *= 4) {
    const bool is_all = is_small || stretch >= last;
    Query query = all;
    if (!is_all)
      query =
          Query(Query::OP_AND, all, places(last - static_cast<Xapian::docid>(stretch) + 1, last));
    const Xapian::MSet set = unranked(reader, query, asked.page);
    if (!is_all && set.size() < asked.page.size) continue;
    fill(answer, set);
    return answer;
  }
}

// What choosing another value of one kind would leave: counted without the one that is chosen.
void count_apart(Reader& reader, const Asked& asked, FacetKind kind, ports::SearchAnswer& answer) {
  const Sought sought = asked.sought(filter_query(asked.query, kind));
  write_facets(reader, sought, count(reader, sought), {kind}, asked.query.free_in, answer);
}

// How well a spelling fits: how much of what can be wished for its best book has, and, of equals,
// how many there are. Nothing when it finds no more than `found`.
std::optional<double> fit(Reader& reader, const std::string& text, const Query& filter,
                          std::int64_t found) {
  constexpr double kOfManyBooks = 0.08;
  // What an unfinished word may still become is wished for, too: without it a rare word that few
  // others begin with would fit best of all.
  constexpr double kUnfinished = 19;
  const AskedText asked = understand(text);
  const Query all = joined(text_query(reader, asked), filter);
  const Scope scope = scope_of(reader, asked, Demand::all, all, reader.database.get_lastdocid(), {},
                               kRankedOfSpellingMax);
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(joined(all, scope.among));
  enquire.set_weighting_scheme(bm25());
  const Xapian::MSet set =
      enquire.get_mset(0, 1, static_cast<Xapian::doccount>(std::min(found, kPageMax)) + 1);
  const Xapian::doccount books = std::max(set.get_matches_estimated(), scope.estimated);
  if (std::min<std::int64_t>(books, books_with_rarest_word(reader, asked)) <= found ||
      set.get_max_possible() <= 0)
    return std::nullopt;
  const double wished = set.get_max_possible() + (asked.is_last_word_open ? kUnfinished : 0);
  return set.get_max_attained() / wished + kOfManyBooks * std::log2(1.0 + books);
}

// A slip is seldom the first letter: "books" of "bocks" before "locks".
bool begins_alike(const AskedText& asked, const std::string& text) {
  const AskedText other = understand(text);
  return std::ranges::equal(
      asked.words, other.words, {}, [](const Word& word) { return word.forms.front().front(); },
      [](const Word& word) { return word.forms.front().front(); });
}

// "That" for "tset" would be a search for nothing. Beside stop words: those of English that books
// are called by, and nobody looks for alone.
bool says_nothing(const std::string& text) {
  constexpr auto kEmptyWords = std::to_array<std::string_view>(
      {"are", "be", "but", "he", "her", "his", "not", "she", "than", "that", "them", "then", "they",
       "this", "was", "were", "you"});
  static_assert(std::ranges::is_sorted(kEmptyWords));
  const AskedText asked = understand(text);
  return std::ranges::all_of(asked.words, [&](const Word& word) {
    const std::string& form = word.forms.front();
    return is_stop_word(form) || std::ranges::binary_search(kEmptyWords, form);
  });
}

// Words that some title or name has beside each other.
std::ptrdiff_t pairs_there_are(const Xapian::Database& database, const AskedText& asked) {
  return std::ranges::count_if(pairs_of(asked.words),
                               [&](const std::string& pair) { return database.term_exists(pair); });
}

// How much better the other words are known as names of authors, as a power of two.
double names_gained(const Xapian::Database& database, const AskedText& asked,
                    const AskedText& other) {
  double gained = 0;
  for (std::size_t i = 0; i < std::min(asked.words.size(), other.words.size()); ++i) {
    const auto bearers = [&](const Word& word) {
      return 1.0 + database.get_termfreq(term(kNamePrefix, word.forms.front()));
    };
    gained += std::log2(bearers(other.words[i]) / bearers(asked.words[i]));
  }
  return std::max(gained, 0.0);
}

std::string best_of(Reader& reader, const AskedText& asked, const std::vector<std::string>& texts,
                    const Query& filter, std::int64_t found) {
  constexpr double kOfBeginning = 0.25;
  constexpr double kOfPairs = 0.4;
  constexpr double kOfNames = 0.08;
  const auto pairs_before = pairs_there_are(reader.database, asked);
  std::string best;
  double best_fit = 0;
  for (const std::string& text : texts) {
    if (says_nothing(text)) continue;
    const auto fits = fit(reader, text, filter, found);
    if (!fits) continue;
    const bool has_more_pairs = pairs_there_are(reader.database, understand(text)) > pairs_before;
    const double fits_so = *fits + (begins_alike(asked, text) ? kOfBeginning : 0) +
                           (has_more_pairs ? kOfPairs : 0) +
                           kOfNames * names_gained(reader.database, asked, understand(text));
    if (fits_so <= best_fit) continue;
    best = text;
    best_fit = fits_so;
  }
  return best;
}

struct Suggestion {
  std::string text;
  bool is_of_known_words = false;  ///< what was typed is a word too, and may be meant
};

// A word that some books have is doubted when it finds nothing, or when another spelling finds so
// many times more. `found`: books that the text finds; `as_written`: no more of them than have its
// rarest word as it is written.
Suggestion suggestion(Reader& reader, const AskedText& text, const Query& filter,
                      std::int64_t found, std::int64_t as_written) {
  constexpr std::int64_t kTimesMore = 10;
  const auto best = [&](Doubt doubt, std::int64_t more_than) {
    return best_of(reader, text, other_spellings(reader, text, doubt), filter, more_than);
  };
  const bool is_enough = found >= kSuggestBelow;
  const std::int64_t unknown_finds = is_enough ? found * kTimesMore : found;
  // Otherwise there are only words that books have, and the beginning of one.
  const bool is_any_unknown = as_written == 0;
  if (std::string unknown = is_any_unknown ? best(Doubt::unknown, unknown_finds) : "";
      !unknown.empty())
    return {std::move(unknown), false};
  const bool is_by_stems = is_any_unknown && found > 0;
  if (is_by_stems && is_enough) return {};
  return {best(Doubt::any, (is_by_stems ? found : as_written) * kTimesMore), true};
}

// Some words less.
bool search_loosely(Reader& reader, const AskedText& text, Asked& asked,
                    const std::vector<FacetKind>& counted, ports::SearchAnswer& answer) {
  for (const Demand demand : {Demand::all_but_one, Demand::all_but_two}) {
    Query loose = text_query(reader, text, demand);
    if (loose.empty()) return false;
    asked.words = std::move(loose);
    answer = by_words(reader, text, demand, asked, counted);
    answer.is_loose = answer.total > 0;
    if (answer.is_loose) return true;
  }
  return false;
}

// A text of which nothing is found, whose words that no book has are slips: in their best spelling,
// and with one of the others in another one, too, where that finds books; else where some words
// less do. Empty: it is of no use.
std::string spelt_otherwise(Reader& reader, const AskedText& text, const Asked& asked) {
  const auto texts = other_spellings(reader, text, Doubt::unknown);
  const auto best = std::ranges::find_if(
      texts, [&](const std::string& one) { return begins_alike(text, one) && !says_nothing(one); });
  if (best == texts.end()) return {};
  const AskedText spelt = understand(*best);
  if (Suggestion better = suggestion(reader, spelt, asked.filter, 0, 0); !better.text.empty())
    return std::move(better.text);
  for (const Demand demand : {Demand::all_but_one, Demand::all_but_two}) {
    const Query loose = text_query(reader, spelt, demand);
    if (loose.empty()) return {};
    const Query all = joined(joined(loose, asked.filter), asked.until);
    if (!unranked(reader, all, {0, 1}).empty()) return *best;
  }
  return {};
}

// Whether the other spelling is a name that very many times more books have than are called what
// was typed.
bool is_better_name(Reader& reader, const AskedText& asked, const std::string& text) {
  constexpr Xapian::doccount kTimesMore = 30;
  if (!begins_alike(asked, text)) return false;
  const AskedText other = understand(text);
  const auto books = [&](std::string_view prefix, const Word& word) {
    return reader.database.get_termfreq(term(prefix, word.forms.front()));
  };
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    const Word& typed = asked.words[i];
    if (typed.forms == other.words[i].forms) continue;
    const Xapian::doccount called = books(kTitlePrefix, typed) + books(kNamePrefix, typed);
    if (books(kNamePrefix, other.words[i]) < kTimesMore * std::max<Xapian::doccount>(called, 1))
      return false;
  }
  return true;
}

// Whether the last word is none yet, of a title or of a name, and something begins so: no slip.
bool is_only_begun(const Reader& reader, const AskedText& text, const Begun& begun) {
  if (begun.books.empty()) return false;
  const std::string& last = text.words.back().forms.front();
  return !reader.database.term_exists(term(kTitlePrefix, last)) &&
         !reader.database.term_exists(term(kNamePrefix, last));
}

ports::SearchAnswer by_text(Reader& reader, const AskedText& text, Asked& asked,
                            const std::vector<FacetKind>& counted) {
  const Query typed = text_query(reader, text);
  asked.words = with_begun_pair(reader, text, with_title_forms(reader, text, typed));
  asked.begun = begun_so(reader, text);
  ports::SearchAnswer answer = by_words(reader, text, Demand::all, asked, counted);
  const std::int64_t as_written = std::min(answer.total, books_with_rarest_word(reader, text));
  if (answer.total >= kSuggestBelow && as_written >= kDoubtedBelow) return answer;
  if (is_only_begun(reader, text, asked.begun)) return answer;
  Suggestion better = suggestion(reader, text, asked.filter, answer.total, as_written);
  const bool is_meant = !better.text.empty() &&
                        (!better.is_of_known_words || is_better_name(reader, text, better.text));
  if (answer.total > 0 && is_meant) {
    // A word that no book has, and found by its stem alone, or a name that hardly one has: the
    // other spelling as well, and first.
    asked.words = Query(Query::OP_OR, Query(kByStemScale, typed),
                        text_query(reader, understand(better.text)));
    answer = by_words(reader, understand(better.text), Demand::all, asked, counted);
  }
  answer.suggestion = std::move(better.text);
  if (answer.total == 0 && answer.suggestion.empty() && asked.query.may_be_loose &&
      !search_loosely(reader, text, asked, counted, answer))
    answer.suggestion = spelt_otherwise(reader, text, asked);
  return answer;
}

}  // namespace

ports::SearchAnswer search_in(Reader& reader, const ports::SearchQuery& query) {
  const AskedText text = understand(query.text);
  if (!query.text.empty() && text.is_empty()) return {};
  reader.facets->fill(reader.database);
  const Xapian::docid last = reader.database.get_lastdocid();
  const bool has_end = query.upto > 0 && query.upto < static_cast<std::int64_t>(last);
  const auto end = has_end ? static_cast<Xapian::docid>(query.upto) : last;
  Asked asked{query, filter_query(query), has_end ? places(1, end) : Query(), end, page_of(query)};
  const std::vector<FacetKind> apart = narrowed_by(query);
  const std::vector<FacetKind> counted = kinds_but(apart);
  const bool is_by_place =
      query.order == ports::SearchOrder::best || query.order == ports::SearchOrder::newest;
  ports::SearchAnswer answer = !query.text.empty() ? by_text(reader, text, asked, counted)
                               : is_by_place       ? newest(reader, asked, counted)
                                             : by_words(reader, text, Demand::all, asked, counted);
  for (const FacetKind kind : apart) count_apart(reader, asked, kind, answer);
  answer.upto = end;
  return answer;
}

}  // namespace aan::search_xapian
