#include "web/desk/setup_page.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

TEST(SetupAddress, LinesAndCountryBecomeOneSettingAndComeBack) {
  const std::string setting = address_setting("4 Bakery Lane\r\n\r\n Harbour Town \r\n", "DE");
  EXPECT_EQ(setting, "4 Bakery Lane | Harbour Town | Germany");
  const TypedAddress back = typed_address(setting);
  EXPECT_EQ(back.lines, "4 Bakery Lane\nHarbour Town");
  EXPECT_EQ(back.country, "DE");
  EXPECT_EQ(address_setting("", ""), "");
  EXPECT_EQ(address_setting("", "FR"), "France");
  EXPECT_EQ(address_setting("a | b", "nowhere"), "a / b") << "a bar is no end of a line";
}

TEST(SetupAddress, AnAddressThatSomebodyElseWroteKeepsItsLines) {
  const TypedAddress typed = typed_address("4 Bakery Lane|Harbour Town");
  EXPECT_EQ(typed.lines, "4 Bakery Lane\nHarbour Town");
  EXPECT_EQ(typed.country, "");
}

}  // namespace
}  // namespace aan::web
