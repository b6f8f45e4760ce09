#pragma once
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// The book's own table of contents: the navigation document of EPUB 3, else the NCX of EPUB 2.
/// Empty when there is none that can be read.
std::vector<catalog::ContentsEntry> read_contents(Archive& archive, const Package& package);

}  // namespace aan::worker::epub
