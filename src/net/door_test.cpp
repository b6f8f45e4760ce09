#include "net/door.hpp"

#include <gtest/gtest.h>

namespace aan::net {
namespace {

const std::string kForm = "application/x-www-form-urlencoded";

// Whether a POST with these headers is let in by a shop at `scheme`://shop.example.
bool passes(std::vector<Header> headers, const std::string& scheme = "http",
            Method method = Method::post) {
  Request request;
  request.method = method;
  request.scheme = scheme;
  request.host = "shop.example";
  request.headers = std::move(headers);
  return check_origin(request).has_value();
}

TEST(Door, ReadingNeedsNoOrigin) {
  EXPECT_TRUE(passes({{"origin", "http://evil.example"}}, "http", Method::get));
  EXPECT_TRUE(passes({{"sec-fetch-site", "cross-site"}}, "http", Method::head));
  for (const Method m : {Method::put, Method::patch, Method::delete_, Method::other})
    EXPECT_FALSE(passes({{"origin", "http://evil.example"}}, "http", m));
}

TEST(Door, OwnPagesPass) {
  EXPECT_TRUE(passes({{"origin", "http://shop.example"}, {"content-type", kForm}}));
  EXPECT_TRUE(passes({{"origin", "http://shop.example"}, {"sec-fetch-site", "same-origin"}}));
  EXPECT_TRUE(passes({{"sec-fetch-site", "same-origin"}, {"cookie", "a=b"}}));
  EXPECT_TRUE(passes({{"origin", "https://shop.example"}}, "https"));
  EXPECT_TRUE(passes({{"origin", "null"}, {"sec-fetch-site", "same-origin"}}));
}

TEST(Door, TlsThatEndedAtAnUnknownProxyIsNotForeign) {
  EXPECT_TRUE(passes({{"origin", "https://shop.example"}}, "http"));
  EXPECT_FALSE(passes({{"origin", "http://shop.example"}}, "https"));
}

TEST(Door, ForeignPagesDoNotPass) {
  for (const char* origin :
       {"null", "http://evil.example", "http://shop.example.evil.example", "http://shop.example:81",
        "http://shop.example@evil.example", "http://shop.example/", "http://sub.shop.example",
        "http://xyz.onion", "shop.example", "", "http://", "ftp://shop.example"})
    EXPECT_FALSE(passes({{"origin", origin}})) << origin;
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin", "same-origin, cross-site"})
    EXPECT_FALSE(passes({{"sec-fetch-site", site}, {"origin", "http://shop.example"}})) << site;
}

TEST(Door, WithoutAnOriginOnlyProgramsPass) {
  EXPECT_TRUE(passes({{"content-type", "application/json"}}));
  EXPECT_TRUE(passes({}));
  EXPECT_FALSE(passes({{"content-type", kForm}}));
  EXPECT_FALSE(passes({{"content-type", "text/plain;charset=utf-8"}}));
  EXPECT_FALSE(passes({{"content-type", "multipart/form-data; boundary=x"}}));
  EXPECT_FALSE(passes({{"content-type", "application/json"}, {"cookie", "a=b"}}));
  EXPECT_FALSE(passes({{"cookie", "a=b"}}));
}

TEST(Door, WhatProgramsSendMayLackAnOriginButNotHaveAForeignOne) {
  const auto passes_as_program = [](std::vector<Header> headers) {
    Request request;
    request.method = Method::post;
    request.scheme = "http";
    request.host = "shop.example";
    request.headers = std::move(headers);
    return check_no_foreign_origin(request).has_value();
  };
  EXPECT_TRUE(passes_as_program({{"content-type", kForm}}));
  EXPECT_TRUE(passes_as_program({{"content-type", "multipart/form-data; boundary=x"}}));
  EXPECT_TRUE(passes_as_program({{"origin", "http://shop.example"}, {"content-type", kForm}}));
  EXPECT_FALSE(passes_as_program({{"origin", "http://evil.example"}}));
  EXPECT_FALSE(passes_as_program({{"origin", "null"}}));
  EXPECT_FALSE(passes_as_program({{"sec-fetch-site", "cross-site"}}));
  EXPECT_FALSE(passes_as_program({{"referer", "http://evil.example/"}}));
}

TEST(Door, TheRefererOfOldBrowsersCountsWhenNothingElseIsThere) {
  EXPECT_TRUE(passes(
      {{"referer", "http://shop.example/cart?x"}, {"content-type", kForm}, {"cookie", "a=b"}}));
  EXPECT_FALSE(passes({{"referer", "http://evil.example/http://shop.example/"}}));
  EXPECT_FALSE(passes({{"referer", "http://shop.example/"}, {"origin", "null"}}));
}

}  // namespace
}  // namespace aan::net
