#pragma once
#include <optional>
#include <string>

#include "domain/catalog/book_record.hpp"
#include "ports/source_store.hpp"

namespace aan::service {

/// A listed book without a file, and by what a file is known to be its.
struct WaitingBook {
  catalog::BookDetail book;
  bool is_by_isbn = false;        ///< else by title and authors
  bool is_language_open = false;  ///< its row says none: it has that of the file now
};

/// The book of a list that a file with this record was missing: the only one of its ISBN, or, where
/// one of the two says none, the only one of its title, authors and language; a row that says no
/// language has that of the file, where no book of that language is here. Books that are hidden,
/// that another one stands for or that have a file are none; nor is one of another ISBN. Nothing:
/// the file is a book of its own. Errors: those of the store.
Result<std::optional<WaitingBook>> find_waiting(const ports::CatalogStore& catalog,
                                                const ports::SourceStore& sources,
                                                const catalog::BookRecord& record);

/// A listed book without a file that a file may belong to, which only a person can say.
struct LookAlike {
  catalog::BookDetail book;
  std::string
      why_not;  ///< the end of a sentence: "its publisher is Old House, the file's New House"
};
/// The oldest listed book without a file of the same title and authors, for a file that
/// `find_waiting` found no book of. Errors: those of the store.
Result<std::optional<LookAlike>> find_look_alike(const ports::CatalogStore& catalog,
                                                 const ports::SourceStore& sources,
                                                 const catalog::BookRecord& record);
/// What a report says of it.
std::string note_of(const LookAlike& it);

/// What a first file says of a book that came by a list: how long it is, how it is built and what
/// it contains; of the rest, what the list left open.
void fill_from_file(catalog::BookDetail& book, const catalog::BookRecord& record);

}  // namespace aan::service
