#include "adapters/search_xapian/begun.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "adapters/search_xapian/terms.hpp"
#include "adapters/search_xapian/weighed.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;
using Worths = std::map<Xapian::docid, double>;

// A single word that is shorter begins too many titles.
constexpr std::size_t kSingleBytesMin = 3;
// More than an unfinished word gains that happens to be a rare one ("jung" of "the jung").
constexpr double kBegunWeight = 30;
// By each doubling of the editions, and less by each word that would be left to type.
constexpr double kOfEditions = 2;
constexpr double kOfWordLeft = 0.25;
constexpr double kOfWordsLeftMax = 5;
// Less by this: other editions, and other books of one author.
constexpr double kOfAnother = 3;
// Less of the beginning of one word by this: books of whoever is called so.
constexpr double kOfNameAlone = 20;
// Books of one title that are looked at: a subject may be called the same.
constexpr std::size_t kEditionsMax = 16;
// A beginning of more titles says nothing yet.
constexpr std::size_t kTitlesMax = 1'000;
constexpr double kPairBegunScale = 0.6;

// Whether books have a term, asked in ascending order. Its list is opened when it is asked first.
class Having {
 public:
  Having(const Xapian::Database& database, std::string term)
      : database_(database), term_(std::move(term)) {}
  bool operator()(Xapian::docid book) {
    if (!is_open_) at_ = database_.postlist_begin(term_);
    is_open_ = true;
    const auto end = database_.postlist_end(term_);
    if (at_ != end) at_.skip_to(book);
    return at_ != end && *at_ == book;
  }

 private:
  const Xapian::Database& database_;
  std::string term_;
  bool is_open_ = false;
  Xapian::PostingIterator at_;
};

struct Called {
  std::vector<Xapian::docid> titled;
  std::vector<Xapian::docid> named;  ///< by whoever is called so
};

// The books of one whole text whose title begins with `begin`, or one of whose authors is called
// it: neither those of a series nor of a subject.
Called called(const Xapian::Database& database, const std::string& whole, std::string_view begin) {
  const std::string_view name = std::string_view(whole).substr(kWholePrefix.size());
  Having first(database, term(kNamePrefix, name.substr(0, name.find(' '))));
  Having last(database, term(kNamePrefix, name.substr(name.find_last_of(' ') + 1)));
  auto title = database.valuestream_begin(kTitleSlot);
  const auto no_title = database.valuestream_end(kTitleSlot);
  const auto is_title = [&](Xapian::docid book) {
    if (title != no_title) title.skip_to(book);
    return title != no_title && title.get_docid() == book && (*title).starts_with(begin);
  };
  Called books;
  std::size_t seen = 0;
  for (auto at = database.postlist_begin(whole);
       at != database.postlist_end(whole) && seen < kEditionsMax; ++at, ++seen) {
    if (is_title(*at))
      books.titled.push_back(*at);
    else if (first(*at) && last(*at))
      books.named.push_back(*at);
  }
  return books;
}

// The more there are the more each weighs, and the newest of those that are looked at the most:
// what else begins so comes before the others.
void add(const std::vector<Xapian::docid>& books, double less, Worths& worths) {
  if (books.empty()) return;
  const double most =
      kBegunWeight + kOfEditions * std::log2(static_cast<double>(books.size())) - less;
  for (const Xapian::docid book : books) {
    const double worth = book == books.back() ? most : most - kOfAnother;
    worths[book] = std::max(worths[book], worth);
  }
}

void add_begun(Reader& reader, const std::string& begin, double less_of_names, Worths& worths) {
  const std::string_view title =
      std::string_view(begin).substr(kWholePrefix.size(), kTitleKeyBytesMax);
  for (const std::string& whole : reader.expansions.of(reader.database, begin, kTitlesMax)) {
    const auto left =
        static_cast<double>(std::ranges::count(std::string_view(whole).substr(begin.size()), ' '));
    const double less = std::min(kOfWordsLeftMax, kOfWordLeft * left);
    const Called books = called(reader.database, whole, title);
    add(books.titled, less, worths);
    add(books.named, less + less_of_names, worths);
  }
}

// Titles of a single word, which may be few among whatever is called so.
void add_single(Reader& reader, const std::string& begin, Worths& worths) {
  for (const std::string& only : reader.expansions.of(reader.database, begin, kTitlesMax)) {
    std::vector<Xapian::docid> editions;
    for (auto at = reader.database.postlist_begin(only);
         at != reader.database.postlist_end(only) && editions.size() < kEditionsMax; ++at)
      editions.push_back(*at);
    add(editions, 0, worths);
  }
}

// A single word is, where a title is nothing but it; of several the last one, unless a longer one
// stands more often behind the one before it.
bool is_last_word_whole(Reader& reader, const AskedText& asked) {
  const bool is_single = asked.words.size() == 1;
  if (is_single && reader.database.term_exists(whole_of(asked.words))) return true;
  const std::string own =
      is_single ? asked.words.front().forms.front() : pairs_of(asked.words).back();
  const std::vector<std::string>& longer = reader.expansions.of(reader.database, own);
  return !longer.empty() && longer.front() == own;
}

bool is_being_typed(Reader& reader, const AskedText& asked) {
  return asked.is_typed_to_its_end && asked.isbn.empty() && !is_last_word_whole(reader, asked);
}

}  // namespace

Query Begun::query() const { return weighed(books); }

Places Begun::places() const {
  Places places;
  for (const auto& [book, worth] : books) places.push_back(book);
  return places;
}

Begun begun_so(Reader& reader, const AskedText& asked) {
  const std::string whole = whole_of(asked.words);
  const std::string_view text = std::string_view(whole).substr(kWholePrefix.size());
  if (asked.words.size() == 1 && (text.size() < kSingleBytesMin || is_stop_word(text))) return {};
  if (!is_being_typed(reader, asked)) return {};
  const bool is_single = asked.words.size() == 1;
  const double less_of_names = is_single ? kOfNameAlone : 0;
  Worths worths;
  add_begun(reader, whole, less_of_names, worths);
  if (is_single) add_single(reader, term(kOnlyWordPrefix, text), worths);
  for (const std::string_view article : left_off_articles())
    add_begun(reader, term(kWholePrefix, std::string(article) + ' ' + std::string(text)),
              less_of_names, worths);
  return {{worths.begin(), worths.end()}};
}

Query with_begun_pair(Reader& reader, const AskedText& asked, const Query& query) {
  if (asked.words.size() < 2 || !is_being_typed(reader, asked)) return query;
  const std::vector<std::string>& longer =
      reader.expansions.of(reader.database, pairs_of(asked.words).back());
  if (longer.empty()) return query;
  return {Query::OP_AND_MAYBE, query,
          Query(kPairBegunScale, Query(Query::OP_SYNONYM, longer.begin(), longer.end()))};
}

}  // namespace aan::search_xapian
