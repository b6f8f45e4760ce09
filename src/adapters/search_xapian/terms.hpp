#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "base/money.hpp"
#include "base/words.hpp"
#include "domain/catalog/price_band.hpp"

// What is written where in the index. Private to this folder.
namespace aan::search_xapian {

/// Another number when the terms below change: an index of another format is rebuilt.
inline constexpr std::string_view kFormat = "7";
inline constexpr const char* kFormatKey = "format";
inline constexpr const char* kGenerationKey = "generation";

// Words have no prefix: the last, unfinished word of a query expands over them. A word that is its
// own stem is written once; a query therefore asks for each stem as a word too.
inline constexpr std::string_view kStemPrefix = "Z";   ///< stems that are not the word itself
inline constexpr std::string_view kTitlePrefix = "S";  ///< words of the title, for the ranking
/// Stems of the words of the title that are not the words themselves, for the ranking.
inline constexpr std::string_view kTitleStemPrefix = "XZ";
inline constexpr std::string_view kNamePrefix = "XN";  ///< words of the names, for the ranking
inline constexpr std::string_view kWorkPrefix = "Q";   ///< the work's id, unique
inline constexpr std::string_view kIsbnPrefix = "I";   ///< 13 digits
inline constexpr std::string_view kSubjectPrefix = "XS";
inline constexpr std::string_view kLanguagePrefix = "XL";
inline constexpr std::string_view kFreeTerm = "XFREE";
inline constexpr std::string_view kAuthorPrefix = "XA";  ///< the slug of an author
inline constexpr std::string_view kFilePrefix = "XE";    ///< a format
inline constexpr std::string_view kPricePrefix = "XB";   ///< `price_value`
inline constexpr std::string_view kPairPrefix = "XP";    ///< two words beside each other: a phrase
inline constexpr std::string_view kWholePrefix = "XT";   ///< all words of a title or a name
inline constexpr std::string_view kOnlyWordPrefix = "XO";  ///< of a title of a single word

// What is counted, all of it in one slot, because a slot costs a look into the index for each book:
// values of a book, each begun by what it is and ended by '\n'.
inline constexpr Xapian::valueno kFacetsSlot = 0;
inline constexpr char kSubjectSign = 's';   ///< a slug
inline constexpr char kLanguageSign = 'l';  ///< a primary subtag
inline constexpr char kAuthorSign = 'a';    ///< a slug
inline constexpr char kFormatSign = 'f';
inline constexpr char kPriceSign = 'p';  ///< `price_value`, of each currency
// What is sorted by.
inline constexpr Xapian::valueno kTitleSlot = 5;  ///< folded, its beginning
inline constexpr std::size_t kTitleKeyBytesMax = 48;
inline constexpr Xapian::valueno kAmountSlot = 6;  ///< of the first price; none without one

/// "EUR:low"; ":low" of the first price, whatever its currency. `band`: its name.
std::string price_value(const Asset& currency, std::string_view band);
/// Terms of the pairs of words that stand beside each other, by their usual forms.
std::vector<std::string> pairs_of(const std::vector<Word>& words);
/// The term of all the words together.
std::string whole_of(const std::vector<Word>& words);

std::string term(std::string_view prefix, std::string_view name);

/// The stemmer of a language, one that leaves words alone if there is none. Not thread-safe.
Xapian::Stem stemmer_for(const std::string& language);
/// Languages that have a stemmer.
const std::vector<std::string>& stemmed_languages();

/// Adds the stems of a word, without prefix: of each form, and of the word as it is written, so
/// that readers with and without its marks find the same.
void add_stems(const Word& word, Xapian::Stem& stem, std::vector<std::string>& stems);

/// Words so frequent that a query of more than them does without them.
bool is_stop_word(std::string_view folded_word);

}  // namespace aan::search_xapian
