#pragma once
#include <array>
#include <cstdint>
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

/// What hits are counted by.
enum class FacetKind : std::uint8_t { subject, language, author, format, price };
inline constexpr std::array kFacetKinds = {FacetKind::subject, FacetKind::language,
                                           FacetKind::author, FacetKind::format, FacetKind::price};

/// Counts values of the books that a query looks at: all of the first kFacetsCountedExactly, then
/// one of kFacetStride for so many of its neighbours.
class FacetSpy final : public Xapian::MatchSpy {
 public:
  /// `currency`: whose prices are counted; empty: the first ones.
  FacetSpy(std::vector<FacetKind> kinds, const Asset& currency);
  void operator()(const Xapian::Document& document, double weight) override;
  /// Writes what was counted into the answer, scaled from the books seen to `total`.
  void write(ports::SearchAnswer& answer, std::int64_t total) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Counts = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;
  void count(FacetKind kind, std::string_view value, std::int64_t books);
  [[nodiscard]] std::vector<ports::Facet> most_frequent(FacetKind kind, std::int64_t total) const;

  std::vector<FacetKind> kinds_;
  std::string currency_;  // "EUR:"
  std::array<Counts, kFacetKinds.size()> counts_;
  std::int64_t seen_ = 0;
};

}  // namespace aan::search_xapian
