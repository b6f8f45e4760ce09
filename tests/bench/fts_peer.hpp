#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "domain/catalog/book_view.hpp"

namespace aan::bench {

/// The same search by SQLite's FTS5: a page of hits by rank, their number, and the counts of
/// subjects and languages among them.
class FtsPeer {
 public:
  explicit FtsPeer(const std::filesystem::path& file);
  ~FtsPeer();
  FtsPeer(const FtsPeer&) = delete;
  FtsPeer& operator=(const FtsPeer&) = delete;

  void begin();
  void add(const catalog::BookDetail& book);
  void commit();
  /// `words` that must all be there; without a space at its end the last one may go on.
  /// Returns the number of hits.
  std::size_t search(std::string_view words);

 private:
  void run(const char* sql);
  sqlite3_stmt* prepare(const char* sql);

  sqlite3* db_ = nullptr;
  sqlite3_stmt *add_book_ = nullptr, *add_subject_ = nullptr;
  sqlite3_stmt *hits_ = nullptr, *count_ = nullptr, *subjects_ = nullptr, *languages_ = nullptr;
  sqlite3_int64 last_ = 0;
};

}  // namespace aan::bench
