#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"
#include "worker/epub/archive.hpp"
#include "worker/epub/cover.hpp"

namespace aan::worker::epub {

/// All that is read from an EPUB, pictures still as the file holds them.
struct EpubFacts {
  catalog::BookRecord record;
  std::vector<CoverCandidate> covers;
  std::string sample_html;
  std::vector<std::string> warnings;  ///< sentences for the report
  std::vector<std::string> remarks;   ///< the same: harmless
};

/// Reads EPUB 2 and 3. A damaged chapter or cover is a warning; a file that could not be sold is
/// an error: invalid or too_large, with a sentence for a bookseller.
Result<EpubFacts> read_epub(Archive& archive);

}  // namespace aan::worker::epub
