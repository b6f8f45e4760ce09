#pragma once
#include <span>

#include "service/books/import_list.hpp"
#include "service/books/list_books.hpp"

namespace aan::service {

/// A row, what it would be as a book, and the files of it that are here.
struct PreparedRow {
  catalog::ListRow row;
  BookOfRow made;
  std::string digest;
};

/// Writes rows in one unit of work, with how far their list is then and what is kept of them, and
/// says what became of each, in their order. `run` counts them. Errors: of the store.
Result<std::vector<RowReport>> write_rows(const Room& room, std::span<const PreparedRow> rows,
                                          Timestamp now, ports::ListRun* run = nullptr);

}  // namespace aan::service
