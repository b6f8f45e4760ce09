#include "web/desk/setup_page.hpp"

#include <gtest/gtest.h>

#include "base/money.hpp"
#include "base/time_zone.hpp"
#include "domain/tax/country.hpp"
#include "domain/tax/country_currency.hpp"
#include "domain/tax/country_zone.hpp"

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

TEST(SetupCurrency, IsTheOneOfTheSellersCountryOrOfWhereTheBrowserIs) {
  EXPECT_EQ(country_in("de-DE,de;q=0.9,en-US;q=0.8"), "DE");
  EXPECT_EQ(country_in("de, en-GB;q=0.5"), "GB");
  EXPECT_EQ(country_in("zh-Hant-TW"), "TW");
  for (const char* none : {"", "de", "de-", "*", "x-yz-zz", ",,;"}) EXPECT_EQ(country_in(none), "");
  const std::pair<const char*, const char*> known[] = {{"DE", "EUR"}, {"BG", "EUR"}, {"GB", "GBP"},
                                                       {"CH", "CHF"}, {"SE", "SEK"}, {"US", "USD"}};
  for (const auto& [country, currency] : known) EXPECT_EQ(tax::currency_of(country), currency);
  for (const char* none : {"", "D", "AQ", "E ", "de"}) EXPECT_EQ(tax::currency_of(none), "");
  int proposed = 0;
  for (const tax::Country& one : tax::countries())
    if (const auto currency = tax::currency_of(one.code); !currency.empty()) {
      EXPECT_TRUE(find_asset(currency)) << currency;
      ++proposed;
    }
  EXPECT_GT(proposed, 120);
}

TEST(SetupZone, IsThatOfMostPeopleInTheCountryAndThisMachineKnowsEach) {
  const auto first = [](std::string_view country) { return tax::zones_of(country).at(0); };
  EXPECT_EQ(tax::zones_of("DE"), std::vector<std::string_view>{"Europe/Berlin"});
  EXPECT_EQ(first("US"), "America/New_York");
  EXPECT_EQ(first("AU"), "Australia/Sydney");
  for (const char* none : {"", "D", "AQ", "de", "ZZ"}) EXPECT_TRUE(tax::zones_of(none).empty());
  int proposed = 0;
  for (const tax::Country& one : tax::countries())
    for (const std::string_view zone : tax::zones_of(one.code)) {
      EXPECT_TRUE(TimeZone::find(zone)) << zone;
      ++proposed;
    }
  EXPECT_GT(proposed, 280);
}

}  // namespace
}  // namespace aan::web
