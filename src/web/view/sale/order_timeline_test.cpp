#include "web/view/sale/order_timeline.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

TEST(Timeline, AGiftIsDeliveredByItsLinkAndNotToThePageOfWhoeverGivesIt) {
  const Money total{499, *find_asset("USD")};
  std::vector<sales::OrderEvent> events = {{"state", "paid>fulfilled", Timestamp{}}};
  for (const char* code : {"en", "de", "es", "fr", "ar"}) {
    const Locale& locale = find_locale(code);
    events.erase(events.begin(), events.end() - 1);
    EXPECT_EQ(timeline(events, total, locale).at(0).text, locale.text("event_to.fulfilled"));
    events.insert(events.begin(), {"gift", "", Timestamp{}});
    for (const TimelineReader reader : {TimelineReader::buyer, TimelineReader::shop})
      EXPECT_EQ(timeline(events, total, locale, reader).back().text,
                locale.text("event_gift_delivered"));
  }
}

}  // namespace
}  // namespace aan::web
