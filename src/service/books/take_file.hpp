#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/books/import_list.hpp"
#include "service/books/ingest.hpp"

namespace aan::service {

/// A file that somebody sends to the shop, and what they say of it.
struct SentFile {
  int file_fd = -1;
  std::string name;
  ListOrder order;  ///< of a list; its price is that of a book, too
  std::string to;   ///< the book that it is a file of; empty: it is a book of its own, or a list
};
struct TakenFile {
  IngestReport report;
  std::optional<ListStep> list;  ///< it was a list that could be read: what became of its rows
};

/// Takes it as what it is: a file of the book that is named, a list by the ending of its name, or a
/// book. `lists`: null: lists are refused, as what is no book. Errors: those of `Ingest::ingest`,
/// `Ingest::add_format` and `ImportList::whole`; what is wrong with the file alone is its report.
Result<TakenFile> take_file(Ingest& ingest, ImportList* lists, const SentFile& sent,
                            std::string_view by);

}  // namespace aan::service
