#include "adapters/search_xapian/terms.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::search_xapian {
namespace {

// Xapian refuses terms of more than 245 bytes, and a NUL counts twice (there are none here).
constexpr std::size_t kTermBytesMax = 200;

// Sorted. English, German, French, Spanish, Italian, Dutch, Portuguese, without their marks.
constexpr auto kStopWords = std::to_array<std::string_view>(
    {"a",   "al",  "an",   "and", "as",  "at",  "au",  "aux", "by",   "da",  "das", "de",
     "del", "den", "der",  "des", "di",  "die", "do",  "du",  "e",    "ein", "el",  "en",
     "et",  "for", "from", "gli", "het", "i",   "il",  "im",  "in",   "is",  "it",  "la",
     "las", "le",  "les",  "lo",  "los", "o",   "of",  "on",  "or",   "os",  "the", "to",
     "u",   "um",  "un",   "una", "und", "une", "van", "von", "with", "y",   "zu"});
static_assert(std::ranges::is_sorted(kStopWords));

void add(std::vector<std::string>& stems, std::string stem) {
  if (std::ranges::find(stems, stem) == stems.end()) stems.push_back(std::move(stem));
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower(std::string_view text) {
  std::string out;
  const std::string copy{text};
  for (Xapian::Utf8Iterator at(copy); at != Xapian::Utf8Iterator(); ++at)
    Xapian::Unicode::append_utf8(out, Xapian::Unicode::tolower(*at));
  return out;
}

}  // namespace

std::string term(std::string_view prefix, std::string_view name) {
  std::string made;
  made.reserve(prefix.size() + name.size());
  made += prefix;
  made += utf8_prefix(name, kTermBytesMax);
  return made;
}

std::string price_value(const Asset& currency, std::string_view band) {
  return std::string(currency.code()) + ":" + std::string(band);
}

std::vector<std::string> pairs_of(const std::vector<Word>& words) {
  std::vector<std::string> pairs;
  for (std::size_t i = 1; i < words.size(); ++i)
    pairs.push_back(term(kPairPrefix, words[i - 1].forms.front() + " " + words[i].forms.front()));
  return pairs;
}

std::string whole_of(const std::vector<Word>& words) {
  std::string whole;
  for (const Word& word : words) {
    if (!whole.empty()) whole += ' ';
    whole += word.forms.front();
  }
  return term(kWholePrefix, whole);
}

Xapian::Stem stemmer_for(const std::string& language) {
  const auto& known = stemmed_languages();
  return std::ranges::binary_search(known, language) ? Xapian::Stem(language) : Xapian::Stem();
}

const std::vector<std::string>& stemmed_languages() {
  static const std::vector<std::string> kLanguages = {
      "ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy",
      "id", "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sv", "ta", "tr"};
  return kLanguages;
}

void add_stems(const Word& word, Xapian::Stem& stem, std::vector<std::string>& stems) {
  for (const std::string& form : word.forms) add(stems, stem(form));
  if (!is_ascii(word.written)) add(stems, folded(stem(lower(word.written)), 1));
}

bool is_stop_word(std::string_view folded_word) {
  return std::ranges::binary_search(kStopWords, folded_word);
}

}  // namespace aan::search_xapian
