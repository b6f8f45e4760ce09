#pragma once
#include <string>
#include <vector>

#include <xapian.h>

#include "domain/catalog/book_view.hpp"

namespace aan::search_xapian {

/// A book as the index holds it.
struct IndexedBook {
  Xapian::Document document;
  std::vector<std::string> spellings;  ///< words that a misspelt one may be corrected to
};

/// Never fails: what does not fit into the named limits is left out.
IndexedBook index_book(const catalog::BookDetail& book);

/// From the data of a stored document.
std::string work_id_of(const std::string& data);
std::vector<std::string> spellings_of(const std::string& data);

/// Where a book made at `created` stands: numbers grow with time, one a second since the year
/// 2000, so that "newest first" is the order of the numbers and costs nothing.
Xapian::docid place_of(Timestamp created);

}  // namespace aan::search_xapian
