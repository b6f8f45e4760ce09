#include "web/view/sale/plain_words.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

std::string plain(std::string_view text) { return plain_words(text, find_locale("en")); }

TEST(PlainWords, AmountsAndMomentsAreWrittenAsPeopleDo) {
  EXPECT_EQ(plain("12.00 EUR, requested since 2026-11-26T08:00:00Z"),
            "€12.00, not taken yet since 26 November 2026, 08:00 UTC");
  EXPECT_EQ(plain("price 4.99 USD"), "price $4.99");
  EXPECT_EQ(plain("1000 bps"), "10 %");
  EXPECT_EQ(plain("1205 bps, 3"), "12.05 %, 3");
  EXPECT_EQ(plain("from 2026-12-01 until 2026-12-31"),
            "from 1 December 2026 until 31 December 2026");
}

TEST(PlainWords, JobsAndReasonsHaveWords) {
  EXPECT_EQ(plain("payment.begin, given up"), "beginning a payment, given up");
  EXPECT_EQ(plain("9.00 USD, product_not_received"), "$9.00, the goods did not arrive");
}

TEST(PlainWords, WhatIsNotKnownStaysAsItIs) {
  for (const char* text : {"", "walden", "the disk of /srv/shop", "a,b", "12 apples", "1.2.3 EUR",
                           "2026-13-40", "no.such.kind"})
    EXPECT_EQ(plain(text), text);
}

}  // namespace
}  // namespace aan::web
