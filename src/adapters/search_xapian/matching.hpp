#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

namespace aan::search_xapian {

/// Where books stand in the index, ascending.
using Places = std::vector<Xapian::docid>;

/// Which books a query finds, read from the lists of its terms: what only ranks is left out. Made
/// for one view of the database, which must outlive it. Functions throw Xapian::Error.
class Matching {
 public:
  /// `query`: of terms, joined by AND, FILTER, OR and SYNONYM; AND_MAYBE and SCALE_WEIGHT count as
  /// what they are about. Anything else is an InvalidArgumentError. An empty query finds nothing.
  Matching(const Xapian::Database& database, const Xapian::Query& query);

  /// It finds no more books than these.
  [[nodiscard]] std::int64_t most() const;
  [[nodiscard]] Places all() const;
  /// Those of `places` that it finds.
  [[nodiscard]] Places among(const Places& places) const;

 private:
  enum class Join : std::uint8_t { term, every_book, either, both };
  struct Part {
    Join join = Join::either;
    std::string term{};
    std::int64_t most = 0;
    std::vector<Part> parts{};  ///< of `both`, that which finds fewest first
  };
  [[nodiscard]] Part read(const Xapian::Query& query) const;
  [[nodiscard]] Part joined(Join join, const Xapian::Query& query) const;
  [[nodiscard]] Places all(const Part& part) const;
  [[nodiscard]] Places among(const Part& part, const Places& places) const;
  void mark(const Part& part, const Places& places, std::vector<bool>& found) const;

  const Xapian::Database& database_;
  Part root_;
};

/// The first of `at` to `end` that is `place` or behind it, looked for in steps that double.
[[nodiscard]] Places::const_iterator first_from(Places::const_iterator at,
                                                Places::const_iterator end, Xapian::docid place);

[[nodiscard]] Places both(const Places& a, const Places& b);
/// Those of either.
[[nodiscard]] Places either(const Places& a, const Places& b);

}  // namespace aan::search_xapian
