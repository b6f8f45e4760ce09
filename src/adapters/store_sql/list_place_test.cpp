#include "adapters/store_sql/list_place.hpp"

#include <gtest/gtest.h>

namespace aan::store_sql {
namespace {

TEST(ListPlace, ComesBackAsItWasWritten) {
  const auto moment = parse_place(write_place({std::int64_t{-5}, "test_1"}), PlaceKey::moment);
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->moment_us, -5);
  EXPECT_EQ(moment->id, "test_1");
  for (const std::string& key : {std::string(), std::string("a.b"), std::string("\xC3\xA9 & %")}) {
    const std::string text = write_place({key, "x"});
    EXPECT_EQ(
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."),
        text.npos)
        << text;
    const auto place = parse_place(text, PlaceKey::text);
    ASSERT_TRUE(place) << text;
    EXPECT_EQ(place->text, key);
  }
}

TEST(ListPlace, OfAnotherOrderOrOfNoneIsRefused) {
  const std::string by_time = write_place({std::int64_t{1}, "x"});
  EXPECT_EQ(parse_place(by_time, PlaceKey::text).error().reason, "cursor");
  for (const char* text : {"", "m", "m.", "m.1", "m.1.", "m.x.eA", "m. 1.eA", "m.1.e", "t.eA.eA",
                           "m.1.gA", "m.9223372036854775808.eA"}) {
    const auto place = parse_place(text, PlaceKey::moment);
    if (place) {
      EXPECT_TRUE(place->id.empty()) << text;
    }
  }
  EXPECT_FALSE(parse_place("m.1.gA", PlaceKey::moment)) << "no UTF-8";
}

}  // namespace
}  // namespace aan::store_sql
