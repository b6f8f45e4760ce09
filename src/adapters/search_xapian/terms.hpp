#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "base/words.hpp"

// What is written where in the index. Private to this folder.
namespace aan::search_xapian {

/// Another number when the terms below change: an index of another format is rebuilt.
inline constexpr std::string_view kFormat = "3";
inline constexpr const char* kFormatKey = "format";
inline constexpr const char* kGenerationKey = "generation";

// Words have no prefix: the last, unfinished word of a query expands over them. A word that is its
// own stem is written once; a query therefore asks for each stem as a word too.
inline constexpr std::string_view kStemPrefix = "Z";   ///< stems that are not the word itself
inline constexpr std::string_view kTitlePrefix = "S";  ///< words of the title, for the ranking
inline constexpr std::string_view kWorkPrefix = "Q";   ///< the work's id, unique
inline constexpr std::string_view kIsbnPrefix = "I";   ///< 13 digits
inline constexpr std::string_view kSubjectPrefix = "XS";
inline constexpr std::string_view kLanguagePrefix = "XL";
inline constexpr std::string_view kFreeTerm = "XFREE";

inline constexpr Xapian::valueno kSubjectsSlot = 0;  ///< slugs, each ended by '\n'
inline constexpr Xapian::valueno kLanguageSlot = 1;  ///< primary subtag

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
