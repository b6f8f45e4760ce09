#pragma once
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/sales/order.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

enum class Track : std::uint8_t { order, payment, delivery };

/// A stored fact of an order's life in words. Nothing is shown that was not stored.
struct TimelineFact {
  Track track = Track::order;
  Timestamp at;
  std::string text;
};

/// One entry for each event that has words, in the order given. `asset`: what amounts are in.
std::vector<TimelineFact> timeline(const std::vector<sales::OrderEvent>& events, const Asset& asset,
                                   const Locale& locale);

}  // namespace aan::web
