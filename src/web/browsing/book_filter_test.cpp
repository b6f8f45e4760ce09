#include "web/browsing/book_filter.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

Result<std::int64_t> page_of(const std::string& query) {
  net::Request request;
  request.query_string = query;
  return page_number(request);
}

TEST(PageNumber, IsAnyThatALongListHas) {
  EXPECT_EQ(page_of(""), 1);
  EXPECT_EQ(page_of("page="), 1);
  EXPECT_EQ(page_of("page=2001"), 2001) << "of 88,000 books";
  EXPECT_EQ(page_of("page=0").error().code, Errc::not_found);
  EXPECT_EQ(page_of("page=99999999999999999999").error().code, Errc::not_found);
  EXPECT_EQ(page_of("page=x").error().code, Errc::invalid);
}

TEST(PagesOf, AreThoseThatCanBeAskedFor) {
  EXPECT_EQ(pages_of(0), 1);
  EXPECT_EQ(pages_of(24), 1);
  EXPECT_EQ(pages_of(25), 2);
  EXPECT_EQ(pages_of(88'128), 3'672);
  EXPECT_TRUE(page_of("page=" + std::to_string(pages_of(INT64_MAX / 2))));
}

TEST(PagesOf, WhatIsFoundEndWhereNoHitCanBeReached) {
  EXPECT_EQ(pages_of_found(0), 1);
  EXPECT_EQ(pages_of_found(100), 5);
  EXPECT_EQ(pages_of_found(10'000), 417);
  EXPECT_EQ(pages_of_found(42'016), 417);
}

}  // namespace
}  // namespace aan::web
