#include "adapters/search_xapian/suggest.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {
namespace {

constexpr std::size_t kCorrectionsMax = 4;
constexpr std::size_t kKnownDoubtedMax = 2;
constexpr std::size_t kCorrectedWordBytesMax = 32;
constexpr std::size_t kCorrectedWordBytesMin = 3;
constexpr unsigned kEditDistanceMax = 2;
// Spellings that are tried of one word when one, two, or more are doubtful.
constexpr std::size_t kTriedOfOne = 5;
constexpr std::size_t kTriedOfTwo = 3;
constexpr std::size_t kTriedOfMore = 2;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";

// Everything that is one slip away: a letter too many, one too few, another one, two in turn.
void each_slip(const std::string& word, const std::function<void(const std::string&)>& take) {
  for (std::size_t at = 0; at <= word.size(); ++at) {
    if (at < word.size()) take(word.substr(0, at) + word.substr(at + 1));
    if (at + 1 < word.size()) {
      std::string turned = word;
      std::swap(turned[at], turned[at + 1]);
      take(turned);
    }
    for (const char letter : kLetters) {
      take(word.substr(0, at) + letter + word.substr(at));
      if (at < word.size()) take(word.substr(0, at) + letter + word.substr(at + 1));
    }
  }
}

// Titles and names, whose words are spelt with care; descriptions are not asked.
Xapian::doccount books_that_are_called(const Xapian::Database& database, const std::string& word) {
  if (!database.term_exists(word)) return 0;
  return database.get_termfreq(term(kTitlePrefix, word)) +
         database.get_termfreq(term(kNamePrefix, word));
}

bool is_plain(const std::string& word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// As many books as have `word` in any of its spellings.
Xapian::doccount books_with(const Xapian::Database& database, const Word& word) {
  Xapian::doccount most = 0;
  for (const std::string& form : word.forms) most = std::max(most, database.get_termfreq(form));
  return most;
}

bool is_said(const Xapian::Database& database, const std::string& a, const std::string& b) {
  return database.term_exists(term(kPairPrefix, a + ' ' + b));
}

// Whether a title or a name has `spelling` beside the word that it is typed beside.
bool stands_beside(const Xapian::Database& database, const AskedText& asked, std::size_t place,
                   const std::string& spelling) {
  const auto form = [&](std::size_t at) { return asked.words[at].forms.front(); };
  return (place > 0 && is_said(database, form(place - 1), spelling)) ||
         (place + 1 < asked.words.size() && is_said(database, spelling, form(place + 1)));
}

// In the language that most books are in: what the search takes for the same word anyway.
bool is_same_word(Reader& reader, const std::string& a, const std::string& b) {
  if (reader.stemmers.empty()) return a == b;
  Xapian::Stem& stem = reader.stemmers.front();
  return stem(a) == stem(b);
}

struct Spelling {
  bool stands_beside = false;
  Xapian::doccount books = 0;
  std::string text;
  friend auto operator<=>(const Spelling&, const Spelling&) = default;
};

// Those that stand beside the same words first, then the most frequent ones.
std::vector<std::string> spellings_of_word(Reader& reader, const AskedText& asked,
                                           std::size_t place, std::size_t count) {
  const Xapian::Database& database = reader.database;
  const Word& word = asked.words[place];
  const std::string& form = word.forms.front();
  if (form.size() > kCorrectedWordBytesMax || form.size() < kCorrectedWordBytesMin ||
      !word.part.empty())
    return {};
  std::vector<Spelling> found;
  if (is_plain(form))
    each_slip(form, [&](const std::string& slip) {
      if (slip == form) return;
      const auto books = books_that_are_called(database, slip);
      if (books > 0 && !is_same_word(reader, slip, form))
        found.push_back({stands_beside(database, asked, place, slip), books, slip});
    });
  std::ranges::sort(found, std::greater{});
  const auto twice = std::ranges::unique(found);
  found.erase(twice.begin(), twice.end());
  std::vector<std::string> spellings;
  for (Spelling& spelling : found)
    if (spellings.size() < count) spellings.push_back(std::move(spelling.text));
  // Two slips, or letters of another script: the nearest of all that there are.
  const std::string near = database.get_spelling_suggestion(form, kEditDistanceMax);
  if (!near.empty() && std::ranges::find(spellings, near) == spellings.end() &&
      !is_same_word(reader, near, form))
    spellings.push_back(near);
  return spellings;
}

class Ways {
 public:
  explicit Ways(const AskedText& asked) {
    for (const Word& word : asked.words) words_.push_back(word.written);
  }
  // Every combination of the spellings of the words at `places`.
  void combine(const std::vector<std::size_t>& places,
               const std::vector<std::vector<std::string>>& spellings, std::size_t at = 0) {
    if (at == places.size()) return add();
    const std::string written = words_[places[at]];
    for (const std::string& one : spellings[at]) {
      words_[places[at]] = one;
      combine(places, spellings, at + 1);
    }
    words_[places[at]] = written;
  }
  std::vector<std::string> take() && { return std::move(texts_); }

 private:
  void add() {
    std::string text;
    for (const std::string& word : words_) text += (text.empty() ? "" : " ") + word;
    texts_.push_back(std::move(text));
  }
  std::vector<std::string> words_;
  std::vector<std::string> texts_;
};

// Which words may be other ones: of those that are known the rarest.
std::vector<std::size_t> doubtful_places(const Xapian::Database& database, const AskedText& asked,
                                         Doubt doubt) {
  std::vector<std::pair<Xapian::doccount, std::size_t>> by_rarity;
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    const std::string& form = asked.words[i].forms.front();
    if (is_stop_word(form)) continue;
    const Xapian::doccount books = database.get_termfreq(form);
    if (doubt == Doubt::any || books == 0) by_rarity.emplace_back(books, i);
  }
  std::ranges::sort(by_rarity);
  const std::size_t most = doubt == Doubt::any ? kKnownDoubtedMax : kCorrectionsMax;
  if (by_rarity.size() > most) by_rarity.resize(most);
  std::vector<std::size_t> places;
  for (const auto& [books, place] : by_rarity) places.push_back(place);
  return places;
}

}  // namespace

std::int64_t books_with_rarest_word(Reader& reader, const AskedText& asked) {
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
  for (const Word& word : asked.words) {
    const std::string& form = word.forms.front();
    if (is_stop_word(form) || !word.part.empty() || form.size() < kCorrectedWordBytesMin) continue;
    const Xapian::doccount books = books_with(reader.database, word);
    const bool is_unfinished = asked.is_last_word_open && &word == &asked.words.back() &&
                               books == 0 && !reader.expansions.of(reader.database, form).empty();
    if (!is_unfinished) fewest = std::min(fewest, static_cast<std::int64_t>(books));
  }
  return fewest;
}

std::vector<std::string> other_spellings(Reader& reader, const AskedText& asked, Doubt doubt) {
  const std::vector<std::size_t> places = doubtful_places(reader.database, asked, doubt);
  const std::size_t count = doubt == Doubt::any || places.size() == 1 ? kTriedOfOne
                            : places.size() == 2                      ? kTriedOfTwo
                                                                      : kTriedOfMore;
  std::vector<std::size_t> doubtful;
  std::vector<std::vector<std::string>> spellings;
  for (const std::size_t place : places) {
    auto of_word = spellings_of_word(reader, asked, place, count);
    if (of_word.empty()) continue;
    doubtful.push_back(place);
    spellings.push_back(std::move(of_word));
  }
  Ways ways(asked);
  if (doubtful.empty()) return {};
  if (doubt == Doubt::unknown) {
    ways.combine(doubtful, spellings);
    return std::move(ways).take();
  }
  for (std::size_t i = 0; i < doubtful.size(); ++i) ways.combine({doubtful[i]}, {spellings[i]});
  return std::move(ways).take();
}

}  // namespace aan::search_xapian
