#include "web/view/sale/order_timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aan::web {
namespace {

constexpr const char* kLanguages[] = {"en", "de", "es", "fr", "ar"};

std::string said_of_delivery(const Locale& locale, const TimelineBooks& books,
                             TimelineReader reader = TimelineReader::buyer) {
  const std::vector<sales::OrderEvent> events = {
      {"state", "paid>fulfilled", Timestamp{} + Duration::hours(1)}};
  return timeline(events, Money{499, *find_asset("USD")}, locale, reader, books).at(0).text;
}

TEST(Timeline, AGiftWaitsByItsLinkAndIsDeliveredToWhoeverClaimedIt) {
  TimelineBooks books;
  books.lines = 1;
  for (const char* code : kLanguages) {
    const Locale& locale = find_locale(code);
    books.is_gift = false;
    EXPECT_EQ(said_of_delivery(locale, books), locale.text("event_to.fulfilled"));
    books.is_gift = true;
    for (const TimelineReader reader : {TimelineReader::buyer, TimelineReader::shop}) {
      books.claimed_at.reset();
      EXPECT_EQ(said_of_delivery(locale, books, reader), locale.text("event_gift_ready"));
      books.claimed_at = Timestamp{} + Duration::hours(2);
      EXPECT_EQ(said_of_delivery(locale, books, reader), locale.text("event_gift_ready"));
      // Opened again after a dispute, say.
      books.claimed_at = Timestamp{};
      EXPECT_EQ(said_of_delivery(locale, books, reader), locale.text("event_gift_delivered"));
    }
  }
}

TEST(Timeline, WhatIsBoughtBeforeItsDayIsNotSaidToBeDeliveredWithThePayment) {
  TimelineBooks books;
  books.lines = 2;
  for (const char* code : kLanguages) {
    const Locale& locale = find_locale(code);
    books.late = {std::nullopt};
    EXPECT_EQ(said_of_delivery(locale, books), locale.text("event_part_to_come"));
    books.late = {std::nullopt, Timestamp{} + Duration::days(27)};
    EXPECT_EQ(said_of_delivery(locale, books), locale.text("event_to_come"));
    books.late = {Timestamp{}, Timestamp{}};
    EXPECT_EQ(said_of_delivery(locale, books), locale.text("event_to.fulfilled"));
  }
  EXPECT_THAT(said_of_delivery(find_locale("en"), {{}, 1, {std::nullopt}}, TimelineReader::shop),
              testing::HasSubstr("order’s page on its day"));
}

}  // namespace
}  // namespace aan::web
