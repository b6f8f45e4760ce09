#include "service/browsing/found_place.hpp"

#include <gtest/gtest.h>

namespace aan::service {
namespace {

TEST(FoundPlace, IsReadAsItWasWritten) {
  const auto place = parse_cursor(cursor_of({40, 1234}));
  ASSERT_TRUE(place);
  EXPECT_EQ(place->offset, 40);
  EXPECT_EQ(place->upto, 1234);
}

TEST(FoundPlace, WhatIsNoneIsRefusedAndNotTakenForTheBeginning) {
  for (const char* text : {"", "x", "s.", "s.9", "s.9.x", "s.x.9", "s.-1.0", "s.0.-1", "s.0.1.2",
                           "s.0.4294967296", "s.10000001.0", "m.1.YQ", " s.0.0"}) {
    const auto place = parse_cursor(text);
    ASSERT_FALSE(place) << text;
    EXPECT_EQ(place.error().reason, "cursor");
  }
}

TEST(FoundPlace, AnUptoIsANumberOfTheIndexOrNone) {
  EXPECT_EQ(parse_upto(""), 0);
  EXPECT_EQ(parse_upto("4294967295"), kUptoMax);
  for (const char* text : {"x", "-1", "4294967296", "1.5", "+1"}) EXPECT_FALSE(parse_upto(text));
}

}  // namespace
}  // namespace aan::service
