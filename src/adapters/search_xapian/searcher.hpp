#pragma once
#include "adapters/search_xapian/readers.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

/// One search on one view. Throws Xapian::Error.
ports::SearchAnswer search_in(Reader& reader, const ports::SearchQuery& query);

}  // namespace aan::search_xapian
