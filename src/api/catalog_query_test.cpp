#include "api/catalog_query.hpp"

#include <gtest/gtest.h>

namespace aan::api {
namespace {

std::string next_of(std::int64_t offset, std::int64_t total) {
  ports::SearchQuery query;
  query.limit = 100;
  query.offset = offset;
  return next_search_page(query, total, 7);
}

TEST(SearchPages, LeadOnAsLongAsThereIsAHit) {
  EXPECT_EQ(next_of(0, 101), "s.100.7");
  EXPECT_EQ(next_of(0, 100), "");
}

TEST(SearchPages, EndWhereNoHitCanBeReached) {
  EXPECT_EQ(next_of(9'800, 42'016), "s.9900.7");
  EXPECT_EQ(next_of(9'900, 42'016), "");
  EXPECT_EQ(next_of(10'000, 42'016), "");
}

}  // namespace
}  // namespace aan::api
