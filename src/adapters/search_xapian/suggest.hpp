#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/query.hpp"

namespace aan::search_xapian {

/// Which words of a text may be other ones.
enum class Doubt : std::uint8_t {
  unknown,  ///< those that no book has, all of them
  any,      ///< one of those that books have
};

/// How many books have the rarest word of a text just as it is written, stop words apart: a stem
/// that another word has as well is no proof that a word is spelt right. An unfinished word that
/// others begin with is not asked. Very many if there is no such word.
std::int64_t books_with_rarest_word(Reader& reader, const AskedText& asked);

/// Ways in which a text may be meant: its doubtful words in the spellings of titles, names, series
/// and subjects that are nearest, those before all that stand beside the same words there. None is
/// another form of the word. Some dozens at most; none if there is nothing to correct.
std::vector<std::string> other_spellings(Reader& reader, const AskedText& asked, Doubt doubt);

}  // namespace aan::search_xapian
