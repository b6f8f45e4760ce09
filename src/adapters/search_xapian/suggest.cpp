#include "adapters/search_xapian/suggest.hpp"

namespace aan::search_xapian {
namespace {

constexpr std::size_t kCorrectionsMax = 4;
constexpr std::size_t kCorrectedWordBytesMax = 32;
constexpr unsigned kEditDistanceMax = 2;

// A word that some title has is right as it is; a rare one may still be meant otherwise, but then
// the reader knows better than we do.
std::string correction_of(const Xapian::Database& database, const Word& word) {
  const std::string& form = word.forms.front();
  if (form.size() > kCorrectedWordBytesMax || !word.part.empty()) return {};
  if (database.term_exists(form)) return {};
  return database.get_spelling_suggestion(form, kEditDistanceMax);
}

}  // namespace

std::string corrected(const Xapian::Database& database, const AskedText& asked) {
  std::string text;
  std::size_t corrections = 0;
  for (const Word& word : asked.words) {
    std::string better;
    if (corrections < kCorrectionsMax) better = correction_of(database, word);
    if (!better.empty()) ++corrections;
    if (!text.empty()) text += ' ';
    text += better.empty() ? word.written : better;
  }
  return corrections == 0 ? std::string() : text;
}

}  // namespace aan::search_xapian
