#pragma once
#include <cstdint>
#include <string>

#include <xapian.h>

#include "adapters/search_xapian/query.hpp"

namespace aan::search_xapian {

/// Which words of a text may be other ones.
enum class Doubt : std::uint8_t {
  unknown,  ///< those that no book has
  rare,     ///< also those that fewer books have than another spelling
};

/// The text with its doubtful words corrected to words of titles and names; empty if there is
/// nothing to correct, or nothing near.
std::string corrected(const Xapian::Database& database, const AskedText& asked, Doubt doubt);
/// The text with two of its words written as one, or one as two: the first way in which every word
/// is known. Empty if there is none.
std::string parted_otherwise(const Xapian::Database& database, const AskedText& asked);

}  // namespace aan::search_xapian
