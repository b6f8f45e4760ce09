#include "domain/tax/tax_number.hpp"

#include <gtest/gtest.h>

#include <map>

#include "domain/tax/country.hpp"

namespace aan::tax {
namespace {

TEST(TaxNumber, OfEachMemberStateIsReadHoweverItIsTyped) {
  const std::map<const char*, const char*> good = {
      {"ATU12345678", "AT"},   {"BE0123456789", "BE"},   {"BG123456789", "BG"},
      {"CY12345678X", "CY"},   {"CZ12345678", "CZ"},     {"DE123456789", "DE"},
      {"DK12345678", "DK"},    {"EE123456789", "EE"},    {"EL123456789", "GR"},
      {"GR123456789", "GR"},   {"ESX1234567X", "ES"},    {"FI12345678", "FI"},
      {"FRXX123456789", "FR"}, {"HR12345678901", "HR"},  {"HU12345678", "HU"},
      {"IE1A23456B", "IE"},    {"IE1234567AB", "IE"},    {"IT12345678901", "IT"},
      {"LT123456789", "LT"},   {"LU12345678", "LU"},     {"LV12345678901", "LV"},
      {"MT12345678", "MT"},    {"NL123456789B01", "NL"}, {"PL1234567890", "PL"},
      {"PT123456789", "PT"},   {"RO12", "RO"},           {"SE123456789012", "SE"},
      {"SI12345678", "SI"},    {"SK1234567890", "SK"},   {"de 123.456-789", "DE"}};
  std::map<std::string, int> seen;
  for (const auto& [text, country] : good) {
    const auto number = parse_tax_number(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(number->country, country) << text;
    ++seen[number->country];
  }
  EXPECT_EQ(seen.size(), 27U) << "every member state";
  EXPECT_EQ(parse_tax_number("gr 123456789")->text(), "EL123456789");
}

TEST(TaxNumber, OfTheWrongFormIsRefused) {
  for (const char* bad : {"", "DE", "DE12345678", "DE1234567890", "DE12345678X", "GB123456789",
                          "US12", "XX123456789", "ATX12345678", "DE12345678é", "123456789"})
    EXPECT_EQ(parse_tax_number(bad).error().reason, "tax_number_form") << bad;
  EXPECT_FALSE(parse_tax_number(std::string(60, '1')));
}

TEST(TaxNumber, OnlyWhatCouldBeOneIsPrinted) {
  for (const char* good : {"DE123456789", "de 123 456 789", "NO 987 654 321 MVA", "GB123456789",
                           "CHE-123.456.789 MWST", "51 824 753 556", "12-3456789"})
    EXPECT_TRUE(could_be_tax_number(good)) << good;
  for (const char* bad : {"", "DE12", "DE12345678X", "none", "my company", "NO987", "FR1",
                          "<b>12345</b>", "12345678901234567890123", "Straße 12345"})
    EXPECT_FALSE(could_be_tax_number(bad)) << bad;
}

}  // namespace
}  // namespace aan::tax
