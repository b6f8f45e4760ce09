#include "domain/catalog/typed_amount.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

std::string plain(std::string_view typed, std::string_view code) {
  return plain_amount(typed, *find_asset(code));
}

TEST(PlainAmount, IsReadAsPeopleWriteIt) {
  for (const char* typed : {"5.00", "5,00", " 5,00 ", "€5,00", "5,00 €", "5.00\u00a0€", "EUR 5.00",
                            "5,00 eur", "€ 5.00"})
    EXPECT_EQ(plain(typed, "EUR"), "5.00") << typed;
  EXPECT_EQ(plain("€5", "EUR"), "5");
  EXPECT_EQ(plain("$5", "USD"), "5");
  EXPECT_EQ(plain("US$5.50", "USD"), "5.50");
  EXPECT_EQ(plain("CA$5", "CAD"), "5");
  EXPECT_EQ(plain("12,5 zł", "PLN"), "12.5");
  EXPECT_EQ(plain("¥500", "JPY"), "500");
  EXPECT_EQ(plain("1.234", "KWD"), "1.234");
}

TEST(PlainAmount, GroupsOfThreeAreOneNumber) {
  for (const char* typed : {"1.234,50", "1,234.50", "1 234,50", "1'234.50", "1\u202f234,50"})
    EXPECT_EQ(plain(typed, "EUR"), "1234.50") << typed;
  EXPECT_EQ(plain("1,234,567", "EUR"), "1234567");
  EXPECT_EQ(plain("1 234", "EUR"), "1234");
  EXPECT_EQ(plain("1,500", "JPY"), "1500");
  EXPECT_EQ(plain("1.500", "JPY"), "1500");
}

TEST(PlainAmount, WhatIsNotClearStaysAsItIs) {
  for (const char* typed : {"1,234", "$5", "5 USD", "", "€", "-5,00", "5,0,0", "12,34.56.78", "5 0",
                            "1,23.45", ",", ".", "1.", ".5", "5%", "NaN", "1e3"}) {
    const std::string read = plain(typed, "EUR");
    EXPECT_FALSE(parse_decimal(read, *find_asset("EUR"))) << typed << " became " << read;
  }
}

}  // namespace
}  // namespace aan::catalog
