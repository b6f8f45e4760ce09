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

/// Ways in which a text may be meant: its doubtful words in the spellings of titles, names, series
/// and subjects that are nearest. Some dozens at most; none if there is nothing to correct.
std::vector<std::string> other_spellings(const Xapian::Database& database, const AskedText& asked,
                                         Doubt doubt);

}  // namespace aan::search_xapian
