#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/facet_table.hpp"
#include "adapters/search_xapian/readers.hpp"
#include "base/words.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

inline constexpr std::size_t kQueryBytesMax = 1'000;
inline constexpr std::size_t kQueryWordsMax = 32;
inline constexpr std::size_t kStemmersMax = 8;

/// The text of a query, understood. No sign in it has a meaning of its own.
struct AskedText {
  std::vector<Word> words;
  std::string isbn;                  ///< 13 digits if the text is one
  bool is_last_word_open = false;    ///< the reader may still be typing it
  bool is_typed_to_its_end = false;  ///< no blank follows the last word, however short it is
  [[nodiscard]] bool is_empty() const { return words.empty() && isbn.empty(); }
};
AskedText understand(std::string_view text);

/// How many of the words a book must have.
enum class Demand : std::uint8_t { all, all_but_one, all_but_two };
/// Texts of more words must be there as a whole.
inline constexpr std::size_t kLooseWordsMax = 8;

/// Books with the words, ranked. Two words are also found where they are written as one, and one
/// where a title parts it. Empty for a text of too many words to leave some out, or of so few that
/// none, or hardly one, would be left.
Xapian::Query text_query(Reader& reader, const AskedText& asked, Demand demand = Demand::all);

/// The same, where a title that has the one word of the text in another form stands before what is
/// only described by it: "Books about the Sea" of "book". Not for judging how a spelling fits.
Xapian::Query with_title_forms(Reader& reader, const AskedText& asked, const Xapian::Query& query);

/// What a reader leaves off the beginning of a title.
std::span<const std::string_view> left_off_articles();

/// Among which books the best of such a text stand: those that have every word in the title or in a
/// name, and those that are called nothing else.
Xapian::Query called_so(Reader& reader, const AskedText& asked);
/// Those that are called nothing else.
Xapian::Query called_just_so(const AskedText& asked);
/// A term of the text that tells how many books have to be looked at: of its rarest word, or of its
/// most frequent one where words may be missing.
std::string term_to_measure(Reader& reader, const AskedText& asked, Demand demand);

/// What narrows the hits without changing their ranking, but for `without`. Empty query if nothing
/// is asked.
Xapian::Query filter_query(const ports::SearchQuery& query,
                           std::optional<FacetKind> without = std::nullopt);
/// The term of the books that have a value. `currency`: of a price.
std::string facet_term(const Asset& currency, FacetKind kind, const std::string& value);
/// What is narrowed by that is counted, too.
std::vector<FacetKind> narrowed_by(const ports::SearchQuery& query);

/// The stemmers of the languages most books of `database` are in.
std::vector<Xapian::Stem> stemmers_of(const Xapian::Database& database);

}  // namespace aan::search_xapian
