#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/token.hpp"
#include "net/test_ask.hpp"
#include "testing/closed_shop.hpp"
#include "web/storefront.hpp"

namespace aan::web {
namespace {

/// The pages of a shop whose store is down.
class Pages : public ::testing::Test {
 protected:
  Pages() { add_routes(router_, front_); }
  net::Response ask(net::Method method, const std::string& path, const std::string& body = "") {
    return net::ask(router_, method, path, body,
                    {"content-type", "application/x-www-form-urlencoded"});
  }

  testing::ClosedShop shop_;
  PageCache cache_;
  Storefront front_{shop_.use, cache_};
  net::Router router_;
};

TEST_F(Pages, AFailureIsWrittenDownOnceWithItsRequest) {
  const std::string token = crypto::new_token(shop_.rng);
  for (const std::string& path :
       {std::string("/"), std::string("/books"), std::string("/books/walden"),
        std::string("/books/walden/sample"), "/orders/" + token, "/download/" + token}) {
    ::testing::internal::CaptureStderr();
    const net::Response response = ask(net::Method::get, path);
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(response.status, 503) << path;
    EXPECT_FALSE(std::get<std::string>(response.body).contains("secret")) << path;
    EXPECT_EQ(std::ranges::count(log, '\n'), 1) << path << log;
    EXPECT_TRUE(log.contains(R"("event":"http.failed","id":"r1","status":503)")) << log;
  }
}

TEST_F(Pages, ARefusalIsNoFailureAndIsNotWrittenDown) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(ask(net::Method::post, "/cart/add", "book=nonsense").status, 400);
  EXPECT_EQ(ask(net::Method::get, "/covers/nonsense.jpg").status, 404);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(Pages, WordsAndStyleNeedNoStore) {
  for (const char* path : {"/help", "/about", "/about-fallback"}) {
    const net::Response response = ask(net::Method::get, path);
    EXPECT_EQ(response.status, 200) << path;
    // The same words have the same entity tag, so a browser that has them is told so.
    ASSERT_TRUE(response.header("etag").has_value()) << path;
    const net::Response again = ask(net::Method::get, path);
    EXPECT_EQ(response.header("etag"), again.header("etag")) << path;
  }
  for (const char* path : {"/terms", "/cart"})
    EXPECT_EQ(ask(net::Method::get, path).status, 503) << path;
}

}  // namespace
}  // namespace aan::web
