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

TEST(Timeline, WhatIsReadIsSaidToTheShopAndAGiftsReadingNotToItsGiver) {
  TimelineBooks books{{{"grant", "Walden"}}, 1};
  const std::vector<sales::OrderEvent> events = {{"read", "grant 00ff", Timestamp{}},
                                                 {"place", "grant 166000", Timestamp{}}};
  const auto said = [&](TimelineReader reader, const char* code) {
    std::vector<std::string> texts;
    for (const TimelineFact& one :
         timeline(reader == TimelineReader::shop ? events : std::vector{events[0]},
                  Money{499, *find_asset("USD")}, find_locale(code), reader, books))
      texts.push_back(one.text);
    return texts;
  };
  EXPECT_THAT(said(TimelineReader::shop, "en"),
              testing::ElementsAre("The buyer opened “Walden” to read it here",
                                   "The place kept in “Walden”: 16 % is read"));
  for (const char* code : kLanguages)
    EXPECT_THAT(said(TimelineReader::buyer, code),
                testing::ElementsAre(testing::HasSubstr("Walden")));
  books.is_gift = true;
  EXPECT_THAT(said(TimelineReader::buyer, "en"), testing::IsEmpty());
  EXPECT_THAT(said(TimelineReader::shop, "en"), testing::SizeIs(2));
}

}  // namespace
}  // namespace aan::web
