#pragma once
#include <string>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// An entry with what it leads to.
struct LinkedEntry {
  std::string title;
  int depth = 0;         ///< 0 at the top
  std::string name;      ///< in the archive; empty: it leads nowhere
  std::string fragment;  ///< id in that document; empty: to its beginning
};

/// The book's own table of contents: the navigation document of EPUB 3, else the NCX of EPUB 2.
/// Empty when there is none that can be read; each that cannot is a sentence in `warnings`.
std::vector<catalog::ContentsEntry> read_contents(Archive& archive, const Package& package,
                                                  std::vector<std::string>& warnings);
/// The same with the way to each entry.
std::vector<LinkedEntry> read_linked_contents(Archive& archive, const Package& package);

}  // namespace aan::worker::epub
