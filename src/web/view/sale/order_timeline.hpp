#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/sales/order.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

enum class Track : std::uint8_t { order, payment, delivery };

/// Who reads of an order: whoever bought it, or the shop and those it shows evidence to.
enum class TimelineReader : std::uint8_t { buyer, shop };

/// A stored fact of an order's life in words. Nothing is shown that was not stored.
struct TimelineFact {
  Track track = Track::order;
  Timestamp at;
  std::string text;
};

/// Titles of books by the grants of their files.
using TitlesOfGrants = std::map<std::string, std::string, std::less<>>;

/// What an order delivers, without which its events cannot be said truly.
struct TimelineBooks {
  TitlesOfGrants titles;  ///< what is read, or sent to a reading device, is named by them
  std::size_t lines = 0;
  /// One for each line that was bought before its day: when it came, nothing while it waits.
  std::vector<std::optional<Timestamp>> late;
  bool is_gift = false;
  std::optional<Timestamp> claimed_at;  ///< of a gift
};

/// One entry for each event that has words, in the order given. `total`: of the order; zero:
/// nothing was ever to be paid, so nothing is said of paying.
std::vector<TimelineFact> timeline(const std::vector<sales::OrderEvent>& events, const Money& total,
                                   const Locale& locale,
                                   TimelineReader reader = TimelineReader::buyer,
                                   const TimelineBooks& books = {});

}  // namespace aan::web
