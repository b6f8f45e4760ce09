#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "ports/search_index.hpp"

namespace aan::search_xapian {

inline constexpr std::size_t kFacetsMax = 50;
inline constexpr std::int64_t kFacetsCountedExactly = 1'000;
inline constexpr std::int64_t kFacetStride = 8;

/// Counts subjects and languages of the books that a query looks at: all of the first
/// kFacetsCountedExactly, then one of kFacetStride for so many of its neighbours.
class FacetSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double weight) override;
  /// Most frequent first, scaled from the books seen to `total`.
  [[nodiscard]] std::vector<ports::Facet> subjects(std::int64_t total) const;
  [[nodiscard]] std::vector<ports::Facet> languages(std::int64_t total) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Counts = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;
  static void count(Counts& counts, std::string_view value, std::int64_t books);
  [[nodiscard]] std::vector<ports::Facet> most_frequent(const Counts& counts,
                                                        std::int64_t total) const;
  Counts subjects_;
  Counts languages_;
  std::int64_t seen_ = 0;
};

}  // namespace aan::search_xapian
