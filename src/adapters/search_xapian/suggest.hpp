#pragma once
#include <string>

#include <xapian.h>

#include "adapters/search_xapian/query.hpp"

namespace aan::search_xapian {

/// The text with its unknown words corrected to words of titles and names; empty if there is
/// nothing to correct, or nothing near.
std::string corrected(const Xapian::Database& database, const AskedText& asked);

}  // namespace aan::search_xapian
