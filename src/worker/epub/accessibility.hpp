#pragma once
#include "domain/catalog/book_record.hpp"
#include "worker/epub/metadata_index.hpp"

namespace aan::worker::epub {

/// What the book says of its own accessibility (EPUB Accessibility 1.1 section 2), word for word.
catalog::AccessibilityFacts read_accessibility(const MetadataIndex& index);

}  // namespace aan::worker::epub
