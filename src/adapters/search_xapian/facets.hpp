#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
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
/// A count by a sample rests on so many books that were read, or is none,
inline constexpr std::int64_t kFacetReadMin = 30;
/// and that of an author, whose books often stand together, on so many stretches of neighbours.
inline constexpr std::int64_t kFacetStretchesMin = 8;

/// What hits are counted by.
enum class FacetKind : std::uint8_t { subject, language, author, format, price };
inline constexpr std::array kFacetKinds = {FacetKind::subject, FacetKind::language,
                                           FacetKind::author, FacetKind::format, FacetKind::price};

struct FacetValue {
  FacetKind kind;
  std::string value;
  bool is_rough = false;  ///< too few books of a sample have it, or too few stretches
};

/// What is known of a value beside a sample.
struct ValueCount {
  std::int64_t most = 0;              ///< books of the shop that have it
  std::optional<std::int64_t> exact;  ///< of the books that are asked for
};
/// What is known of each of these values, which stand by kind, the fullest first.
using CountValues = std::function<std::vector<ValueCount>(const std::vector<FacetValue>&)>;

/// Counts values of the books that a query looks at: all of the first `exactly`, then one of
/// kFacetStride for so many of its neighbours.
class FacetSpy final : public Xapian::MatchSpy {
 public:
  /// `currency`: whose prices are counted; empty: the first ones.
  FacetSpy(std::vector<FacetKind> kinds, const Asset& currency,
           std::int64_t exactly = kFacetsCountedExactly);
  void operator()(const Xapian::Document& document, double weight) override;
  [[nodiscard]] std::int64_t books_with(const FacetValue& value) const;
  /// Where all books stand that it saw, in the order in which it saw them.
  [[nodiscard]] const std::vector<Xapian::docid>& places() const { return places_; }
  /// Writes the fullest values of each kind into the answer: as they were counted where all books
  /// were, else by `count`, else scaled from the books seen to `total`, to no more than the shop
  /// has, which makes an estimate of it. Rough ones that `count` does not know are left out.
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
    std::int64_t stretches = 0;
    Xapian::docid last_stretch = std::numeric_limits<Xapian::docid>::max();
  };
  using Counts = std::unordered_map<std::string, Count, Hash, std::equal_to<>>;
  struct Seen : FacetValue {
    std::int64_t count;  ///< scaled
    bool is_estimate = false;
  };
  void add(FacetKind kind, std::string_view value, std::int64_t books, Xapian::docid stretch);
  [[nodiscard]] bool is_sample_of(std::int64_t total) const;
  [[nodiscard]] std::vector<Seen> fullest(FacetKind kind, std::int64_t total) const;

  std::vector<FacetKind> kinds_;
  std::string currency_;  // "EUR:"
  std::int64_t exactly_;
  std::array<Counts, kFacetKinds.size()> counts_;
  std::vector<Xapian::docid> places_;
  std::int64_t seen_ = 0;
};

}  // namespace aan::search_xapian
