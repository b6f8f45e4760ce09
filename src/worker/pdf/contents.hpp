#pragma once
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "worker/pdf/poppler.hpp"

namespace aan::worker::pdf {

/// The outline ("bookmarks") as a table of contents; of a very large one, or one that goes round
/// in a circle, the first entries.
std::vector<catalog::ContentsEntry> read_contents(const Poppler& poppler,
                                                  PopplerDocument* document);

}  // namespace aan::worker::pdf
