#include "domain/catalog/match_key.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/language.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kWordsMax = 100;
constexpr std::size_t kDigestBytes = 16;

// Words of a name in one order, initials and titles of nobility included: "Melville, Herman" and
// "Herman Melville" are the same author.
std::string author_key(std::string_view name) {
  std::vector<std::string> words;
  for (const Word& word : words_of(name, kWordsMax)) words.push_back(word.forms.front());
  std::ranges::sort(words);
  std::string key;
  for (const std::string& word : words) key += word + " ";
  return key;
}

std::string title_words(std::string_view title) {
  std::string key = folded(title, kWordsMax);
  for (const std::string_view article : {"the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ",
                                         "les ", "el ", "los ", "las ", "il "})
    if (key.starts_with(article) && key.size() > article.size()) {
      key.erase(0, article.size());
      break;
    }
  return key;
}

bool is_letters(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

namespace {

constexpr std::string_view kOpen = "?";

bool is_known(std::string_view tongue) { return !tongue.empty() && tongue != "und"; }

std::string key_of(std::string_view title, const std::vector<ContributorFact>& contributors,
                   const std::string& tongue) {
  std::vector<std::string> authors;
  for (const ContributorFact& one : contributors)
    if (one.role == ContributorRole::author) authors.push_back(author_key(one.name));
  const std::string words = title_words(title);
  if (authors.empty() || words.empty()) return {};
  std::ranges::sort(authors);
  std::string said = words + "\n" + tongue;
  for (const std::string& author : authors) said += "\n" + author;
  return hex(crypto::sha256(said).substr(0, kDigestBytes));
}

}  // namespace

std::string match_key(std::string_view title, const std::vector<ContributorFact>& contributors,
                      std::string_view language) {
  const std::string tongue = primary_language(language);
  return is_known(tongue) ? key_of(title, contributors, tongue) : std::string();
}

std::string open_match_key(std::string_view title,
                           const std::vector<ContributorFact>& contributors) {
  const std::string key = key_of(title, contributors, "");
  return key.empty() ? key : std::string(kOpen) + key;
}

bool is_open_match_key(std::string_view key) { return key.starts_with(kOpen); }

std::string kept_match_key(std::string_view title, const std::vector<ContributorFact>& contributors,
                           std::string_view language) {
  return is_known(primary_language(language)) ? match_key(title, contributors, language)
                                              : open_match_key(title, contributors);
}

std::string canonical_language(std::string_view written) {
  std::string tag = lower_ascii(trim(written));
  std::ranges::replace(tag, '_', '-');
  const std::size_t at = tag.find('-');
  std::string tongue = tag.substr(0, at);
  if (tongue.size() < 2 || tongue.size() > 3 || !is_letters(tongue) || tongue == "mul" ||
      tongue == "mis" || tongue == "zxx")
    return "und";
  tongue = short_language(tongue);
  if (at == std::string::npos) return tongue;
  // A region of two letters is kept, as BCP 47 writes it; anything longer is not for a shelf.
  std::string region = tag.substr(at + 1);
  if (region.size() != 2 || !is_letters(region)) return tongue;
  for (char& c : region) c = static_cast<char>(c - 'a' + 'A');
  return tongue + "-" + region;
}

}  // namespace aan::catalog
