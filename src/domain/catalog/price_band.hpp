#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/money.hpp"

namespace aan::catalog {

/// Prices as lists are narrowed by them, in steps that readers think in.
enum class PriceBand : std::uint8_t {
  free,    ///< costs nothing
  low,     ///< under 5
  middle,  ///< from 5 on, under 10
  high,    ///< from 10 on, under 20
  top,     ///< 20 and more
};
inline constexpr std::array kPriceBands = {PriceBand::free, PriceBand::low, PriceBand::middle,
                                           PriceBand::high, PriceBand::top};

/// "free", "low", "middle", "high", "top".
std::string_view name_of(PriceBand band);
std::optional<PriceBand> parse_price_band(std::string_view name);

/// Where a price belongs. Negative amounts count as free.
PriceBand band_of(const Money& price);
/// The least price of a band: 5.00 of `middle` in dollars. In currencies without minor units, whose
/// units are small, a hundred times as many: 500 yen.
Money band_begin(PriceBand band, const Asset& asset);

}  // namespace aan::catalog
