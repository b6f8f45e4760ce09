#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "api/api.hpp"
#include "base/text.hpp"
#include "embedded/api_documents.hpp"
#include "net/test_ask.hpp"
#include "testing/closed_shop.hpp"

namespace aan::api {
namespace {

class Routes : public ::testing::Test {
 protected:
  Routes() { add_routes(router_, shop_.use, answers_, desk_); }

  net::Response ask(net::Method method, const std::string& path, const std::string& body = "") {
    return net::ask(router_, method, path, body, {"idempotency-key", "0123456789abcdef"});
  }

  testing::ClosedShop shop_;
  service::OneAtATime turns_;
  DeskApi desk_{shop_.room, shop_.ingest, [](const DeskCall&) { return std::string("{}"); }, [] {},
                turns_};
  AnswerCache answers_{[] { return std::int64_t{1}; }};
  net::Router router_;
};

TEST_F(Routes, AreThoseOfTheDocumentAndNoOthers) {
  std::set<std::string> documented;
  const auto all = boost::json::parse(embedded::api_documents().front().bytes);
  for (const auto& [path, item] : all.at("paths").as_object())
    for (const auto& [method, operation] : item.as_object())
      documented.insert(std::string(method) + " " + std::string(path));
  std::set<std::string> served;
  for (const net::Route* route : router_.routes())
    served.insert(lower_ascii(net::name_of(route->method)) + " " + route->pattern);
  EXPECT_EQ(served, documented);
}

TEST_F(Routes, OnlyReadingThePublicPartIsOpenToOtherOrigins) {
  for (const net::Route* route : router_.routes()) {
    const bool is_public =
        route->method == net::Method::get && !route->pattern.starts_with("/api/v1/orders") &&
        !route->pattern.starts_with("/api/v1/gifts") &&
        !route->pattern.starts_with("/api/v1/desk") && route->pattern != "/api/v1/events" &&
        !route->pattern.starts_with("/api/v1/sandbox");
    EXPECT_EQ(route->options.accepts_cross_origin, is_public) << route->pattern;
    const bool is_for_programs = route->pattern.starts_with("/webhooks/") ||
                                 route->pattern == "/api/v1/desk/books" ||
                                 route->pattern == "/api/v1/desk/books/{book}/version" ||
                                 route->pattern == "/api/v1/desk/books/{book}/cover";
    EXPECT_EQ(route->options.takes_forms_of_programs, is_for_programs) << route->pattern;
  }
}

TEST_F(Routes, LivenessNeedsNoStoreAndTheRestSaysThatItIsClosed) {
  EXPECT_EQ(ask(net::Method::get, "/api/health").status, 200);
  EXPECT_EQ(ask(net::Method::get, "/api/config").status, 200);
  EXPECT_EQ(ask(net::Method::get, "/api/openapi.json").status, 200);
  for (const char* path : {"/api/catalog", "/api/v1/books", "/api/v1/books/x", "/api/v1/orders/x",
                           "/api/v1/orders/x/receipt"}) {
    const net::Response response = ask(net::Method::get, path);
    EXPECT_EQ(response.status, 503) << path;
    EXPECT_FALSE(std::get<std::string>(response.body).contains("secret")) << path;
  }
  EXPECT_EQ(ask(net::Method::post, "/api/v1/orders", R"({"items":[{"book":"a"}]})").status, 503);
}

TEST_F(Routes, AFailureIsWrittenDownOnceWithItsRequestAndARefusalIsNot) {
  for (const char* path : {"/api/catalog", "/api/v1/books", "/api/v1/orders/x", "/api/ready"}) {
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(ask(net::Method::get, path).status, 503) << path;
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::ranges::count(log, '\n'), 1) << path << log;
    EXPECT_TRUE(log.contains(R"("event":"http.failed","id":"r1","status":503)")) << log;
    EXPECT_TRUE(log.contains("closed at /secret/place")) << log;
  }
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(ask(net::Method::post, "/api/v1/orders", "{").status, 400);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(Routes, TheDeskAsksForAKeyBeforeAnythingElse) {
  for (const char* path : {"/api/v1/desk/book.list", "/api/v1/desk/no.such"}) {
    const net::Response response = ask(net::Method::get, path);
    EXPECT_EQ(response.status, 401) << path;
    EXPECT_EQ(response.header("www-authenticate"), "Bearer");
  }
  EXPECT_EQ(ask(net::Method::post, "/api/v1/desk/book.hide", "{").status, 401);
  EXPECT_EQ(ask(net::Method::post, "/api/v1/desk/books").status, 401);
}

TEST_F(Routes, BadRequestsAreRefusedBeforeTheStoreIsAsked) {
  EXPECT_EQ(ask(net::Method::get, "/api/health").header("access-control-allow-origin"),
            std::nullopt);
  EXPECT_EQ(ask(net::Method::post, "/api/v1/orders", "{").status, 400);
  EXPECT_EQ(ask(net::Method::post, "/api/v1/quotes", R"({"items":[{"price":1}]})").status, 400);
  EXPECT_EQ(ask(net::Method::post, "/api/v1/orders/x/cancel", R"({"a":1})").status, 400);
  EXPECT_EQ(ask(net::Method::post, "/api/v1/orders/x/downloads", "{}").status, 400);
}

}  // namespace
}  // namespace aan::api
