#include "domain/catalog/price_band.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

PriceBand band(std::int64_t amount, const char* code) {
  return band_of({amount, *find_asset(code)});
}

TEST(PriceBand, EachBeginsWhereTheOneBeforeEnds) {
  EXPECT_EQ(band(0, "USD"), PriceBand::free);
  EXPECT_EQ(band(1, "USD"), PriceBand::low);
  EXPECT_EQ(band(499, "USD"), PriceBand::low);
  EXPECT_EQ(band(500, "USD"), PriceBand::middle);
  EXPECT_EQ(band(999, "EUR"), PriceBand::middle);
  EXPECT_EQ(band(1'000, "EUR"), PriceBand::high);
  EXPECT_EQ(band(2'000, "EUR"), PriceBand::top);
  EXPECT_EQ(band(INT64_MAX, "EUR"), PriceBand::top);
}

TEST(PriceBand, KnowsHowLargeTheUnitOfACurrencyIs) {
  EXPECT_EQ(band(499, "JPY"), PriceBand::low);
  EXPECT_EQ(band(500, "JPY"), PriceBand::middle);
  EXPECT_EQ(band(4'999, "BHD"), PriceBand::low);
  EXPECT_EQ(band_begin(PriceBand::top, *find_asset("BHD")).amount, 20'000);
}

TEST(PriceBand, IsKnownByItsName) {
  for (const PriceBand one : kPriceBands) EXPECT_EQ(parse_price_band(name_of(one)), one);
  EXPECT_EQ(parse_price_band("cheap"), std::nullopt);
}

}  // namespace
}  // namespace aan::catalog
