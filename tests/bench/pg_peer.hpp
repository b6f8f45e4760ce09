#pragma once
#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "domain/catalog/book_view.hpp"

namespace aan::bench {

/// The same search by PostgreSQL's full text: a tsvector of title, author and subjects, weighted A,
/// B and C, under a GIN index; a page of hits by ts_rank, their number, and the counts of subjects
/// and languages among them.
class PgPeer {
 public:
  /// `url`: of an empty database.
  explicit PgPeer(const std::string& url);

  void begin();
  void add(const catalog::BookDetail& book);
  void commit();
  /// Before the first search: the index is brought up to date, and the planner knows the tables.
  void settle();
  /// `words` that must all be there; without a space at its end the last one may go on.
  /// Returns the number of hits.
  std::size_t search(const std::string& words);
  /// Bytes of the tables with their indexes.
  std::int64_t bytes();

 private:
  std::string run(const char* sql);  ///< the first field of its last row
  std::size_t ask(const char* prepared, const std::string& query);

  std::unique_ptr<PGconn, decltype(&PQfinish)> link_;
  std::string books_;     ///< rows to be copied
  std::string subjects_;  ///< the same
  std::int64_t last_ = 0;
};

}  // namespace aan::bench
