#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "base/money.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

inline constexpr std::size_t kFacetsMax = 50;
inline constexpr std::int64_t kFacetsCountedExactly = 1'000;
inline constexpr std::int64_t kFacetStride = 8;
/// A count by a sample rests on so many books that were read, or is none.
inline constexpr std::int64_t kFacetReadMin = 30;
/// So many values of a kind, the fullest, may be counted exactly where the sample is too small.
inline constexpr std::size_t kFacetsRecountedMax = 8;

/// What hits are counted by.
enum class FacetKind : std::uint8_t { subject, language, author, format, price };
inline constexpr std::array kFacetKinds = {FacetKind::subject, FacetKind::language,
                                           FacetKind::author, FacetKind::format, FacetKind::price};

struct FacetValue {
  FacetKind kind;
  std::string value;
};

/// How many of the books that are asked for have each of these values; 0: it is not told.
using CountValues = std::function<std::vector<std::int64_t>(const std::vector<FacetValue>&)>;

/// Counts values of the books that a query looks at: all of the first `exactly`, then one of
/// kFacetStride for so many of its neighbours.
class FacetSpy final : public Xapian::MatchSpy {
 public:
  /// `currency`: whose prices are counted; empty: the first ones.
  FacetSpy(std::vector<FacetKind> kinds, const Asset& currency,
           std::int64_t exactly = kFacetsCountedExactly);
  void operator()(const Xapian::Document& document, double weight) override;
  [[nodiscard]] std::int64_t books_with(const FacetValue& value) const;
  /// Writes what was counted into the answer, scaled from the books seen to `total`. Values that
  /// fewer than kFacetReadMin books of a sample have are counted by `count`, or left out.
  void write(ports::SearchAnswer& answer, std::int64_t total, const CountValues& count) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Count {
    std::int64_t books = 0;
    std::int64_t read = 0;  ///< of them; the others were not looked at
  };
  using Counts = std::unordered_map<std::string, Count, Hash, std::equal_to<>>;
  // A facet with where its count comes from.
  struct Told : ports::Facet {
    bool is_rough = false;  ///< of too few books of a sample
  };
  void add(FacetKind kind, std::string_view value, std::int64_t books);
  [[nodiscard]] std::vector<Told> fullest(FacetKind kind, std::int64_t total) const;

  std::vector<FacetKind> kinds_;
  std::string currency_;  // "EUR:"
  std::int64_t exactly_;
  std::array<Counts, kFacetKinds.size()> counts_;
  std::int64_t seen_ = 0;
};

}  // namespace aan::search_xapian
