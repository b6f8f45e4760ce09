#pragma once
#include <string>
#include <vector>

#include <xapian.h>

#include "base/words.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

inline constexpr std::size_t kQueryBytesMax = 1'000;
inline constexpr std::size_t kQueryWordsMax = 32;
inline constexpr std::size_t kStemmersMax = 8;
inline constexpr Xapian::termcount kExpandedWordsMax = 30;

/// The text of a query, understood. No sign in it has a meaning of its own.
struct AskedText {
  std::vector<Word> words;
  std::string isbn;                ///< 13 digits if the text is one
  bool is_last_word_open = false;  ///< the reader may still be typing it
  [[nodiscard]] bool is_empty() const { return words.empty() && isbn.empty(); }
};
AskedText understand(std::string_view text);

/// Books with all the words, ranked. `stemmers`: of the languages that the books are in.
Xapian::Query text_query(const AskedText& asked, std::vector<Xapian::Stem>& stemmers);

/// Subject, language and price, none of which changes the ranking. Empty query if none is asked.
Xapian::Query filter_query(const ports::SearchQuery& query);

/// The stemmers of the languages most books of `database` are in.
std::vector<Xapian::Stem> stemmers_of(const Xapian::Database& database);

}  // namespace aan::search_xapian
