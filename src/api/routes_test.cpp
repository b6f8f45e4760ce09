#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "api/api.hpp"
#include "base/text.hpp"
#include "embedded/api_documents.hpp"
#include "net/test_ask.hpp"
#include "testing/api_judge.hpp"
#include "testing/closed_shop.hpp"

namespace aan::api {
namespace {

namespace json = boost::json;

json::value document() { return json::parse(embedded::api_documents().front().bytes); }

// Which operations the desk has is known to whoever composes the shop, and to the document;
// `node/commands/commands_json_test` compares the two.
std::vector<DeskOperation> operations_of_desk() {
  constexpr std::string_view kDesk = "/api/v1/desk/";
  std::vector<DeskOperation> all;
  const json::value whole = document();
  for (const auto& [path, item] : whole.at("paths").as_object())
    if (path.starts_with(kDesk) && path.contains('.'))
      all.push_back({std::string(path.substr(kDesk.size())),
                     item.as_object().if_contains("post") != nullptr});
  return all;
}

void let_judge(testing::ApiJudge& judge, net::Method method, const std::string& path,
               const net::Response& response) {
  std::string head;
  for (const net::Header& one : response.headers) head += one.name + ": " + one.value + "\r\n";
  std::string body;
  if (const auto* const text = std::get_if<std::string>(&response.body)) body = *text;
  if (const auto* const encoded = std::get_if<net::SharedBody>(&response.body)) {
    body = (*encoded)->identity;
    head += "content-type: " + (*encoded)->content_type + "\r\n";
  }
  judge.saw(net::name_of(method), path, response.status, head, body);
}

class Routes : public ::testing::Test {
 protected:
  Routes() { add_routes(router_, shop_.use, answers_, desk_); }
  static void TearDownTestSuite() { EXPECT_EQ(judge().verdict(), ""); }
  static testing::ApiJudge& judge() {
    static testing::ApiJudge the;
    return the;
  }

  net::Response ask(net::Method method, const std::string& path, const std::string& body = "") {
    net::Response response =
        net::ask(router_, method, path, body, {"idempotency-key", "0123456789abcdef"});
    let_judge(judge(), method, path, response);
    return response;
  }

  testing::ClosedShop shop_;
  service::OneAtATime turns_;
  DeskApi desk_{shop_.room,
                shop_.ingest,
                [](const DeskCall&) { return std::string("{}"); },
                [] {},
                turns_,
                nullptr,
                operations_of_desk()};
  AnswerCache answers_{[] { return std::int64_t{1}; }};
  net::Router router_;
};

TEST_F(Routes, AreThoseOfTheDocumentAndNoOthers) {
  std::set<std::string> documented;
  const json::value all = document();
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
        !route->pattern.starts_with("/api/v1/addresses") &&
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

TEST_F(Routes, AnIndexThatFailsIsAProblemThatSaysWhenToComeAgain) {
  shop_.index.set_damaged();
  for (const char* path : {"/api/v1/search", "/api/catalog/search", "/api/search"}) {
    const net::Response response =
        net::ask(router_, net::Method::get, path + std::string("?q=walden"), "", {"accept", "*/*"});
    let_judge(judge(), net::Method::get, path, response);
    const json::value problem = json::parse(std::get<std::string>(response.body));
    EXPECT_EQ(response.status, 503) << path;
    EXPECT_EQ(problem.at("reason"), "search_rests") << path;
    EXPECT_EQ(response.header("retry-after"), "30") << path;
    EXPECT_EQ(response.header("cache-control"), "no-store") << path;
    EXPECT_FALSE(std::get<std::string>(response.body).contains("secret")) << path;
  }
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
  for (const DeskOperation& one : operations_of_desk()) {
    const net::Response response =
        ask(one.is_change ? net::Method::post : net::Method::get, "/api/v1/desk/" + one.name);
    EXPECT_EQ(response.status, 401) << one.name;
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
