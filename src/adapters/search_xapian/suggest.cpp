#include "adapters/search_xapian/suggest.hpp"

#include <algorithm>
#include <functional>
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

// The most frequent ones first.
std::vector<std::string> spellings_of_word(const Xapian::Database& database, const Word& word,
                                           std::size_t count) {
  const std::string& form = word.forms.front();
  if (form.size() > kCorrectedWordBytesMax || form.size() < kCorrectedWordBytesMin ||
      !word.part.empty())
    return {};
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  if (is_plain(form))
    each_slip(form, [&](const std::string& slip) {
      if (slip == form) return;
      if (const auto books = books_that_are_called(database, slip); books > 0)
        found.emplace_back(books, slip);
    });
  std::ranges::sort(found, std::greater{});
  const auto twice = std::ranges::unique(found);
  found.erase(twice.begin(), twice.end());
  std::vector<std::string> spellings;
  for (auto& [books, spelling] : found)
    if (spellings.size() < count) spellings.push_back(std::move(spelling));
  // Two slips, or letters of another script: the nearest of all that there are.
  const std::string near = database.get_spelling_suggestion(form, kEditDistanceMax);
  if (!near.empty() && std::ranges::find(spellings, near) == spellings.end())
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

std::vector<std::string> other_spellings(const Xapian::Database& database, const AskedText& asked,
                                         Doubt doubt) {
  const std::vector<std::size_t> places = doubtful_places(database, asked, doubt);
  const std::size_t count = doubt == Doubt::any || places.size() == 1 ? kTriedOfOne
                            : places.size() == 2                      ? kTriedOfTwo
                                                                      : kTriedOfMore;
  std::vector<std::size_t> doubtful;
  std::vector<std::vector<std::string>> spellings;
  for (const std::size_t place : places) {
    auto of_word = spellings_of_word(database, asked.words[place], count);
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
