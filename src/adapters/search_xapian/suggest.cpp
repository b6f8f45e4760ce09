#include "adapters/search_xapian/suggest.hpp"

namespace aan::search_xapian {
namespace {

constexpr std::size_t kCorrectionsMax = 4;
constexpr std::size_t kCorrectedWordBytesMax = 32;
constexpr unsigned kEditDistanceMax = 2;

constexpr std::size_t kPartBytesMin = 3;

// A word that some book has is right as it is, as long as it finds something.
std::string correction_of(const Xapian::Database& database, const Word& word, Doubt doubt) {
  const std::string& form = word.forms.front();
  if (form.size() > kCorrectedWordBytesMax || !word.part.empty()) return {};
  if (doubt == Doubt::unknown && database.term_exists(form)) return {};
  return database.get_spelling_suggestion(form, kEditDistanceMax);
}

// `count` words from `at` on are written as `instead`.
std::string with(const std::vector<Word>& words, std::size_t at, std::size_t count,
                 const std::string& instead) {
  std::string text;
  const auto add = [&](const std::string& word) {
    if (!text.empty()) text += ' ';
    text += word;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == at) add(instead);
    if (i < at || i >= at + count) add(words[i].written);
  }
  return text;
}

bool is_letter_begin(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// "book shop" of "bookshop", where both are words.
std::string parts_of(const Xapian::Database& database, const std::string& form) {
  for (std::size_t at = kPartBytesMin; at + kPartBytesMin <= form.size(); ++at) {
    if (!is_letter_begin(form[at])) continue;
    const std::string first = form.substr(0, at);
    const std::string second = form.substr(at);
    if (database.term_exists(first) && database.term_exists(second)) return first + ' ' + second;
  }
  return {};
}

}  // namespace

std::string corrected(const Xapian::Database& database, const AskedText& asked, Doubt doubt) {
  std::string text;
  std::size_t corrections = 0;
  for (const Word& word : asked.words) {
    std::string better;
    if (corrections < kCorrectionsMax) better = correction_of(database, word, doubt);
    if (!better.empty()) ++corrections;
    if (!text.empty()) text += ' ';
    text += better.empty() ? word.written : better;
  }
  return corrections == 0 ? std::string() : text;
}

std::string parted_otherwise(const Xapian::Database& database, const AskedText& asked) {
  const std::vector<Word>& words = asked.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& form = words[i].forms.front();
    if (i + 1 < words.size()) {
      const std::string joined = form + words[i + 1].forms.front();
      if (joined.size() <= kCorrectedWordBytesMax && database.term_exists(joined))
        return with(words, i, 2, joined);
    }
    if (form.size() > kCorrectedWordBytesMax || database.term_exists(form)) continue;
    if (const std::string parts = parts_of(database, form); !parts.empty())
      return with(words, i, 1, parts);
  }
  return {};
}

}  // namespace aan::search_xapian
