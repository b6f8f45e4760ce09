#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/list_row.hpp"

namespace aan::ports {

/// A list of books that was read, row by row at hand. Used by one thread at a time.
class BookList {
 public:
  virtual ~BookList() = default;
  [[nodiscard]] virtual catalog::ListFormat format() const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Of the whole list: columns that were not used, an end that is missing.
  [[nodiscard]] virtual const std::vector<std::string>& notes() const = 0;
  /// Row number `index`, below `size()`; one that cannot be taken has its `problem`. Errors:
  /// invalid (what read the list was taken over by it).
  [[nodiscard]] virtual Result<catalog::ListRow> row(std::size_t index) const = 0;
};

/// Reads a stranger's list of books: CSV, JSON or ONIX, packed with xz or gzip or not. Everything
/// hostile happens inside, as with `BookReader`. Thread-safe.
class ListReader {
 public:
  virtual ~ListReader() = default;
  /// `file_fd` is read from its beginning; `forced` reads it as that format whatever it looks like.
  /// Errors: invalid (no list that we know, with a sentence for the report), too_large, timeout,
  /// unavailable (the worker could not run).
  virtual Result<std::unique_ptr<BookList>> read(int file_fd,
                                                 std::optional<catalog::ListFormat> forced) = 0;
};

}  // namespace aan::ports
