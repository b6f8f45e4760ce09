#include "api/problem.hpp"

#include <gtest/gtest.h>

#include "api/json_reader.hpp"

namespace aan::api {
namespace {

std::string body_of(const net::Response& response) { return std::get<std::string>(response.body); }

TEST(Problem, ShowsTheCustomersTextAndNeverTheOperators) {
  net::Request request;
  request.request_id = "r1";
  const Error error{Errc::internal, "store", "/data/secret.db is gone", {}, std::nullopt, {}};
  const net::Response response = render_problem(request, 500, error);
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.header("content-type"), "application/problem+json");
  EXPECT_FALSE(body_of(response).contains("secret"));
  EXPECT_TRUE(body_of(response).contains(R"("instance":"urn:aan:request:r1")"));
}

TEST(Problem, CarriesReasonPlaceAndTheTimeToWait) {
  net::Request request;
  Problem problem(Error{Errc::limited, "x", "d", "Try later.", 7, "exhausted"});
  problem.findings.push_back({"/items/0", {}, "This."});
  problem.findings.push_back({{}, "limit", "That."});
  const net::Response response = render_problem(request, problem);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.header("retry-after"), "7");
  EXPECT_EQ(response.header("cache-control"), "no-store");
  EXPECT_TRUE(body_of(response).contains(R"("type":"urn:aan:problem:exhausted")"));
  EXPECT_TRUE(body_of(response).contains(R"({"pointer":"/items/0","detail":"This."})"));
  EXPECT_TRUE(body_of(response).contains(R"({"parameter":"limit","detail":"That."})"));
  EXPECT_TRUE(read_json(body_of(response)).has_value());
}

TEST(Problem, SaysTheStatusWhereTheKindSaysLess) {
  net::Request request;
  const Error error{Errc::invalid, "net.route", "", "", std::nullopt, {}};
  EXPECT_TRUE(body_of(render_problem(request, 405, error))
                  .contains(R"("type":"urn:aan:problem:method_not_allowed")"));
  EXPECT_TRUE(
      body_of(render_problem(request, 400, error)).contains(R"("type":"urn:aan:problem:invalid")"));
}

}  // namespace
}  // namespace aan::api
