#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/titles.hpp"

namespace aan::bench {

/// A row as it is compared: folded, with a blank at each end.
struct FoldedRow {
  std::string title;
  std::string main_title;  ///< before ":", ";" or "("
  std::string author;
  std::string subjects;
};
FoldedRow folded_row(const TitleRow& row);

/// What is expected among the first ten hits of a query.
class Expected {
 public:
  /// In the words of golden.tsv.
  explicit Expected(std::string_view text);
  [[nodiscard]] bool is_met_by(const FoldedRow& row) const;
  /// Whether any number of books meet it, of which a page should be full, or one is enough.
  [[nodiscard]] bool is_of_many() const { return kind_ != Kind::title; }

 private:
  enum class Kind : std::uint8_t { title, title_words, author, subject };
  Kind kind_ = Kind::title;
  std::string words_;
  std::string author_;
  bool may_go_on_ = false;
};

struct GoldenQuery {
  std::string kind;
  std::string text;
  std::vector<Expected> expected;
};
/// The queries of a file like golden.tsv. A line that is none ends the program.
std::vector<GoldenQuery> read_golden(const std::string& path);

}  // namespace aan::bench
