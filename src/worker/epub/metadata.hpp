#pragma once
#include <string>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// Facts of the package's metadata (EPUB 3.3 section 5.5, and EPUB 2's ways): titles,
/// contributors, language, identifiers, dates, subjects, series, accessibility, layout.
/// Every text is cleaned and cut to the limits of `book_record_frame.hpp`. Adds to `warnings` what
/// the report should say: an ISBN that is none.
catalog::BookRecord read_metadata(const Package& package, std::vector<std::string>& warnings);

}  // namespace aan::worker::epub
