#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/token.hpp"
#include "net/test_ask.hpp"
#include "testing/closed_shop.hpp"
#include "web/browsing/picture_size.hpp"
#include "web/sale/reading_routes.hpp"
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

TEST_F(Pages, AnIndexThatFailsIsAPageThatLeadsToTheShelvesAndIsNotKept) {
  shop_.index.set_damaged();
  for (const char* path : {"/search?q=walden", "/de/search?q=walden&subject=craft&page=2"}) {
    ::testing::internal::CaptureStderr();
    const net::Response response = ask(net::Method::get, path);
    const std::string log = ::testing::internal::GetCapturedStderr();
    const auto& html = std::get<std::string>(response.body);
    EXPECT_EQ(response.status, 503) << path;
    EXPECT_EQ(response.header("retry-after"), "30") << path;
    EXPECT_EQ(response.header("cache-control"), "no-store") << path;
    EXPECT_TRUE(html.contains(R"(/books">)")) << html;
    EXPECT_TRUE(html.contains(R"(value="walden")")) << "what was typed stays";
    EXPECT_FALSE(html.contains("secret")) << path;
    EXPECT_EQ(std::ranges::count(log, '\n'), 1) << log;
  }
  const net::Response typed = ask(net::Method::get, "/search/suggestions?q=walden");
  EXPECT_EQ(typed.status, 200) << "who types has the search itself";
  EXPECT_EQ(typed.header("cache-control"), "no-store");
  EXPECT_EQ(ask(net::Method::get, "/search").status, 200);
}

TEST_F(Pages, NoPaperIsDrawnAndNobodysDataGatheredOnTheThreadsOfBuyers) {
  int papers = 0;
  for (const net::Route* route : router_.routes()) {
    if (route->pattern == "/checkout" && route->method == net::Method::post) {
      EXPECT_EQ(route->options.pool, net::Pool::outbound);
    }
    if (!route->pattern.ends_with("/documents/{name}/pdf") && route->pattern != "/library/data")
      continue;
    ++papers;
    EXPECT_EQ(route->options.pool, net::Pool::heavy) << route->pattern;
  }
  EXPECT_EQ(papers, 2);
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

TEST_F(Pages, PartsThatTheSiteMapDoesNotNameAreNotLookedFor) {
  shop_.shop.addresses = {"https://books.example"};
  cache_.put("/sitemap.xml#document", cache_.generation(),
             net::encode_body("<loc>https://books.example/sitemap/emma.xml</loc>", "text/xml",
                              net::Compress::fast));
  for (const char* other : {"walden.xml", "emm.xml", "emma", "emma.xml%3C", "mma.xml", ".xml"})
    EXPECT_EQ(ask(net::Method::get, std::string("/sitemap/") + other).status, 404) << other;
  EXPECT_EQ(ask(net::Method::get, "/sitemap/emma.xml").status, 503) << "the store is asked";
}

TEST(ReadingPlace, IsKeptForWhoReadsAndForNobodyWhoFetches) {
  const auto is_kept = [](std::vector<net::Header> headers, net::Method method = net::Method::get) {
    net::Request request;
    request.method = method;
    request.headers = std::move(headers);
    return is_read_now(request);
  };
  EXPECT_TRUE(is_kept({})) << "a browser of old";
  for (const char* site : {"same-origin", "none"})
    EXPECT_TRUE(is_kept({{"sec-fetch-site", site}, {"sec-fetch-dest", "document"}})) << site;
  for (const char* site : {"cross-site", "same-site", "", "x"})
    EXPECT_FALSE(is_kept({{"sec-fetch-site", site}, {"sec-fetch-dest", "document"}})) << site;
  for (const char* dest : {"iframe", "image", "empty", "script", "embed"})
    EXPECT_FALSE(is_kept({{"sec-fetch-site", "same-origin"}, {"sec-fetch-dest", dest}})) << dest;
  EXPECT_FALSE(is_kept({}, net::Method::head));
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"sec-purpose", "prefetch;prerender"},
           {"sec-purpose", "Prefetch"},
           {"purpose", "prefetch"},
           {"purpose", "preview"},
           {"x-purpose", "preview"},
           {"x-moz", "prefetch"}})
    EXPECT_FALSE(is_kept({{name, value}})) << name << " " << value;
}

TEST(PictureSize, IsInTheFrameHeaderOfAJpegAndElseNotKnown) {
  using namespace std::literals;
  const std::string jpeg =
      "\xff\xd8\xff\xe0\x00\x06JFIF\xff\xdb\x00\x03q\xff\xc0\x00\x11\x08\x03\xc0\x02\x80\x03"s;
  EXPECT_EQ(jpeg_size(jpeg), (PictureSize{640, 960}));
  for (const std::string& other : {""s, jpeg.substr(0, jpeg.size() - 2), jpeg.substr(2),
                                   "\xff\xd8\xff\xe0\xff\xff"s + jpeg, "\x89PNG\r\n"s})
    EXPECT_FALSE(jpeg_size(other));
}

}  // namespace
}  // namespace aan::web
