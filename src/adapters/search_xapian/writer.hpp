#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/facet_table.hpp"
#include "domain/catalog/book_view.hpp"

namespace aan::search_xapian {

/// The only hand that writes the database. Not thread-safe; throws Xapian::Error, and then the
/// database is as it was at the last commit.
class Writer {
 public:
  explicit Writer(std::filesystem::path database) : path_(std::move(database)) {}

  /// Makes the database if there is none.
  void ensure();
  /// One commit, durable when it returns.
  std::vector<FacetChange> apply(const std::vector<catalog::BookDetail>& changed,
                                 const std::vector<catalog::WorkId>& removed,
                                 std::int64_t generation);
  /// Lets the database go, and its lock; the next call opens it again.
  void close();

 private:
  void remove(const catalog::WorkId& id);
  void replace(const catalog::BookDetail& book);
  void forget_spellings(Xapian::docid place);
  std::optional<Xapian::docid> place_of_work(const catalog::WorkId& id);
  Xapian::docid free_place(Xapian::docid wanted);
  bool is_taken(Xapian::docid place);

  std::vector<FacetChange> changes_;  // of the commit that is being made
  std::filesystem::path path_;
  std::optional<Xapian::WritableDatabase> database_;
  // The last row of taken places, so that many books of one second do not probe them again.
  Xapian::docid row_first_ = 1;
  Xapian::docid row_last_ = 0;
};

}  // namespace aan::search_xapian
