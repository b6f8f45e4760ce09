#include "web/page_cache.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

net::SharedBody page_of(std::size_t size, std::size_t reserved) {
  net::EncodedBody body;
  body.identity.reserve(reserved);
  body.identity.assign(size, 'x');
  return std::make_shared<const net::EncodedBody>(std::move(body));
}

TEST(PageCache, CountsWhatAPageReservesNotWhatItHolds) {
  PageCache cache(100'000);
  cache.put("/", 0, page_of(10, 40'000));
  EXPECT_GE(cache.bytes(), 40'000U);
  EXPECT_TRUE(cache.find("/"));
}

TEST(PageCache, NeverHoldsMoreThanItsBound) {
  PageCache cache(100'000);
  for (int i = 0; i < 1000; ++i) {
    cache.put("/books?page=" + std::to_string(i), 0, page_of(9'000, 9'000));
    ASSERT_LE(cache.bytes(), 100'000U);
    ASSERT_TRUE(cache.find("/books?page=" + std::to_string(i)));
  }
  cache.put("/large", 0, page_of(200'000, 200'000));
  EXPECT_FALSE(cache.find("/large"));
  EXPECT_GT(cache.pages(), 0U) << "what never fits throws nothing out";
  cache.put(std::string(PageCache::kKeyBytesMax + 1, 'k'), 0, page_of(1, 1));
  EXPECT_FALSE(cache.find(std::string(PageCache::kKeyBytesMax + 1, 'k')));
}

TEST(PageCache, AddressesThatAnybodyCanMakeUpDriveOutNoneThatTheCatalogueHas) {
  PageCache cache(100'000);
  cache.put("/books/walden#0enUSD", 0, page_of(9'000, 9'000));
  cache.put("/subjects/craft#0enUSD", 0, page_of(9'000, 9'000));
  for (int i = 0; i < 1000; ++i) {
    const std::string made_up = "/authors?behind=t." + std::to_string(i) + "#0enUSD";
    cache.put(made_up, 0, page_of(9'000, 9'000));
    cache.put("/books/walden#" + std::to_string(i + 1) + "enUSD", 0, page_of(9'000, 9'000));
    cache.put(made_up, 0, page_of(9'000, 9'000));
    ASSERT_TRUE(cache.find(made_up)) << "kept for a while: it may be one that a page led to";
    ASSERT_LE(cache.bytes(), 20'000U + 100'000U / PageCache::kQueriesShare);
  }
  EXPECT_TRUE(cache.find("/books/walden#0enUSD"));
  EXPECT_TRUE(cache.find("/subjects/craft#0enUSD"));
}

TEST(PageCache, APageOfAnEarlierCatalogueIsNeverGivenOut) {
  PageCache cache;
  cache.set_catalogue(7, 40, 3);
  cache.put("/", 6, page_of(1, 1));
  EXPECT_FALSE(cache.find("/"));
  cache.put("/", 7, page_of(1, 1));
  EXPECT_TRUE(cache.find("/"));
  cache.set_catalogue(8, 41, 3);
  EXPECT_FALSE(cache.find("/"));
}

}  // namespace
}  // namespace aan::web
