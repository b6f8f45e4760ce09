#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/matching.hpp"
#include "base/money.hpp"

namespace aan::search_xapian {

/// What hits are counted by.
enum class FacetKind : std::uint8_t { subject, language, author, format, price };
inline constexpr std::array kFacetKinds = {FacetKind::subject, FacetKind::language,
                                           FacetKind::author, FacetKind::format, FacetKind::price};

/// The values of a kind that an answer names at most, the fullest.
inline constexpr std::size_t kFacetsMax = 50;

/// A value, and how many books have it.
struct FacetCount {
  FacetKind kind;
  std::string value;  ///< of a price without its currency
  std::int64_t books = 0;
  std::int64_t stretches = 0;  ///< in which those books stand, where that was asked for
};

/// How often each value was met, four bytes for each that the shop has: kept from one counting to
/// the next by who counts.
struct FacetTally {
  std::vector<std::uint32_t> books;
  std::vector<std::uint32_t> met;
};

/// What a commit did to what a book is counted by.
struct FacetChange {
  Xapian::docid place;
  std::optional<std::string> values;  ///< as `kFacetsSlot` has them; none: the book is gone
};

/// What every book is counted by, in memory: a few numbers a book, and the text of each value,
/// since a look into the index for each book was most of a search. Derived of the index: filled of
/// it when the shop has opened, or by the first search, and told of each commit from then on. A
/// value that no book has any more stays until the table is made anew. Thread-safe: who counts
/// waits for a commit that is told, and while it is filled; who has begun to wait with a commit is
/// overtaken by nobody.
class FacetTable {
 public:
  /// Reads the newest commit of `database`, unless that was done. Throws Xapian::Error.
  void fill(Xapian::Database& database);
  /// A commit is made. Nothing before `fill`.
  void apply(const std::vector<FacetChange>& changes);

  /// The fullest values of each of `kinds` among the books at `places`, by kind in their order.
  /// `currency`: whose prices are counted; empty: the first ones.
  [[nodiscard]] std::vector<FacetCount> fullest(const Places& places,
                                                const std::vector<FacetKind>& kinds,
                                                const Asset& currency, FacetTally& tally) const;
  /// In how many stretches the books at `places` stand that have each of these authors.
  void count_stretches(const Places& places, std::vector<FacetCount>& values) const;
  /// Counts the books at `places` that have each of these values anew.
  void count(const Places& places, std::vector<FacetCount>& values, const Asset& currency,
             FacetTally& tally) const;

 private:
  using Number = std::uint32_t;
  static constexpr Number kNone = std::numeric_limits<Number>::max();
  // Neighbouring books: the numbers of one end where `ends` says so.
  struct Chunk {
    Xapian::docid first = 0;
    Xapian::docid last = 0;
    std::vector<Xapian::docid> places;
    std::vector<std::uint32_t> ends;
    std::vector<Number> numbers;
    void put(Xapian::docid place, const std::vector<Number>& values);
    void take_out(Xapian::docid place);
    [[nodiscard]] Chunk cut_in_half();
    void note_bounds();
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  // Held while something is counted: behind whoever waits to write.
  [[nodiscard]] std::shared_lock<std::shared_mutex> to_read() const;
  void put(Xapian::docid place, std::string_view values);
  void take_out(Xapian::docid place);
  Number number_of(std::string_view signed_value);
  [[nodiscard]] Number known(FacetKind kind, const std::string& value, const Asset& currency) const;
  [[nodiscard]] std::size_t chunk_of(Xapian::docid place, std::size_t from = 0) const;
  static Places::const_iterator find_rows(const Chunk& chunk, Places::const_iterator place,
                                          Places::const_iterator end,
                                          std::vector<std::uint32_t>& rows);
  template <class Take>
  void each(const Places& places, Take take) const;
  void tally_up(const Places& places, FacetTally& tally) const;

  mutable std::mutex gate_;  ///< taken first: who waits for `guard_` to write holds it
  mutable std::shared_mutex guard_;
  bool is_filled_ = false;
  std::vector<Chunk> chunks_;        ///< by place, none of them empty
  std::vector<FacetKind> kinds_;     ///< of values, by number
  std::vector<std::string> values_;  ///< by number; of a price with its currency
  std::unordered_map<std::string, Number, Hash, std::equal_to<>> numbers_;  ///< signed values
};

}  // namespace aan::search_xapian
