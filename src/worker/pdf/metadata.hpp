#pragma once
#include <string>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "worker/pdf/marks.hpp"
#include "worker/pdf/poppler.hpp"

namespace aan::worker::pdf {

/// Facts of the document's information dictionary and of its XMP packet (ISO 16684-1: Dublin Core,
/// PRISM, PDF/UA), the packet first, as it is the newer and the more exact of the two. The title is
/// left empty when there is none but what a program wrote ("Microsoft Word - Document1").
catalog::BookRecord read_metadata(const Poppler& poppler, PopplerDocument* document,
                                  const Marks& marks, std::vector<std::string>& warnings);

/// Whether a title is one that a program made up, and no book's.
[[nodiscard]] bool is_made_up_title(std::string_view title);

/// Names in one text, as people write them into the author field: with semicolons, "and" or "&"
/// between. A comma stays: "Calder, Ines" is one person.
std::vector<std::string> names_in(std::string_view text);

}  // namespace aan::worker::pdf
