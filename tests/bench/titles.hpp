#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "domain/catalog/book_view.hpp"

namespace aan::bench {

/// What one book is made of.
struct TitleRow {
  std::string title;
  std::string author;
  std::string author_sort;
  std::string language;
  std::vector<std::string> subjects;
  std::string isbn13;
};

/// Titles to fill shops and indexes with: the real ones of books.csv.xz in AAN_TEST_DATA (default
/// ../shared/data), or some made of few words where that file is not there.
class Titles {
 public:
  static Titles read();

  [[nodiscard]] bool are_real() const { return are_real_; }
  [[nodiscard]] const std::vector<TitleRow>& rows() const { return rows_; }

  /// The book of this number, the same in every run: the real ones first; after those the title of
  /// one under the name and the subjects of another. Without ids other than the work's.
  [[nodiscard]] catalog::BookDetail book(std::size_t number) const;
  /// That book with every id and one tiny file, as a store takes it.
  [[nodiscard]] catalog::BookDetail whole_book(std::size_t number, const IdSource& ids) const;

 private:
  std::vector<TitleRow> rows_;
  bool are_real_ = false;
};

}  // namespace aan::bench
