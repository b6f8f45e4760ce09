#include "domain/catalog/price_band.hpp"

#include <ranges>

namespace aan::catalog {
namespace {

constexpr std::int64_t kSmallUnits = 100;

std::int64_t unit_of(const Asset& asset) {
  if (asset.exponent() == 0) return kSmallUnits;
  std::int64_t unit = 1;
  for (int digit = 0; digit < asset.exponent(); ++digit) unit *= 10;
  return unit;
}

std::int64_t units_from(PriceBand band) {
  switch (band) {
    case PriceBand::free: return 0;
    case PriceBand::low: return 0;
    case PriceBand::middle: return 5;
    case PriceBand::high: return 10;
    case PriceBand::top: return 20;
  }
  return 0;
}

}  // namespace

std::string_view name_of(PriceBand band) {
  switch (band) {
    case PriceBand::free: return "free";
    case PriceBand::low: return "low";
    case PriceBand::middle: return "middle";
    case PriceBand::high: return "high";
    case PriceBand::top: return "top";
  }
  return "free";
}

std::optional<PriceBand> parse_price_band(std::string_view name) {
  for (const PriceBand band : kPriceBands)
    if (name_of(band) == name) return band;
  return std::nullopt;
}

PriceBand band_of(const Money& price) {
  if (price.amount <= 0) return PriceBand::free;
  for (const PriceBand band : kPriceBands | std::views::reverse)
    if (price.amount >= band_begin(band, price.asset).amount) return band;
  return PriceBand::low;
}

Money band_begin(PriceBand band, const Asset& asset) {
  return {units_from(band) * unit_of(asset), asset};
}

}  // namespace aan::catalog
