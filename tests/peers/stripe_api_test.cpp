#include "adapters/pay_stripe/stripe_api.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "net/test_world.hpp"

namespace aan::pay_stripe {
namespace {

// A Stripe that answers what the test says, and remembers what it was asked.
class Counterpart {
 public:
  struct Asked {
    std::string authorization, version, key, type, body;
  };
  std::function<net::Response(int)> answer = [](int) { return net::Response::json("{}"); };

  explicit Counterpart()
      : world_([this](net::Router& router) {
          net::RouteOptions raw;
          raw.bodies = {net::BodyKind::any};
          raw.accepts_cross_origin = true;
          const auto take = [this](const net::Request& request) {
            const auto header = [&](const char* name) {
              return std::string(request.header(name).value_or(""));
            };
            const std::scoped_lock lock(mutex_);
            asked_.push_back({header("authorization"), header("stripe-version"),
                              header("idempotency-key"), header("content-type"),
                              std::string(request.body)});
            return answer(static_cast<int>(asked_.size()));
          };
          router.post("/v1/refunds", take, raw);
          router.get("/v1/account", take, raw);
        }) {}
  [[nodiscard]] StripeApi api() const {
    return StripeApi({"http://" + world_.host(), Secret("sk_test_1")});
  }
  [[nodiscard]] std::vector<Asked> asked() {
    const std::scoped_lock lock(mutex_);
    return asked_;
  }

 private:
  std::mutex mutex_;  // guards asked_
  std::vector<Asked> asked_;
  net::test::World world_;
};

net::Response fault(int status, const char* type, const char* code = "") {
  return net::Response::json(R"({"error":{"type":")" + std::string(type) + R"(","code":")" + code +
                                 R"(","message":"Words of Stripe."}})",
                             status);
}

TEST(StripeApi, EveryRequestNamesKeyVersionAndIdempotencyKey) {
  Counterpart stripe;
  const StripeApi api = stripe.api();
  ASSERT_TRUE(api.post("/v1/refunds", Form().put("payment_intent", "pi_1"), "refund:1"));
  ASSERT_TRUE(api.get("/v1/account"));
  const auto asked = stripe.asked();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].authorization, "Bearer sk_test_1");
  EXPECT_EQ(asked[0].version, kApiVersion);
  EXPECT_EQ(asked[0].key, "refund:1");
  EXPECT_EQ(asked[0].type, "application/x-www-form-urlencoded");
  EXPECT_EQ(asked[0].body, "payment_intent=pi_1");
  EXPECT_EQ(asked[1].version, kApiVersion);
}

TEST(StripeApi, APassingFaultIsRepeatedOnceWithTheSameKeyAndBody) {
  Counterpart stripe;
  stripe.answer = [](int count) {
    return count == 1 ? fault(500, "api_error") : net::Response::json(R"({"id":"re_1"})");
  };
  const auto answer = stripe.api().post("/v1/refunds", Form().put("a", "b"), "k");
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, R"({"id":"re_1"})");
  const auto asked = stripe.asked();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].key, asked[1].key);
  EXPECT_EQ(asked[0].body, asked[1].body);
}

TEST(StripeApi, WhatStripeAdvisesAgainstIsNotRepeated) {
  Counterpart stripe;
  stripe.answer = [](int) {
    return std::move(fault(500, "api_error").set("stripe-should-retry", "false"));
  };
  EXPECT_EQ(stripe.api().post("/v1/refunds", {}, "k").error().reason, "down");
  EXPECT_EQ(stripe.asked().size(), 1U);
}

TEST(StripeApi, WhoHasToActIsToldByTheError) {
  struct Case {
    int status;
    const char* type;
    const char* code;
    Errc kind;
    const char* reason;
  };
  for (const Case& one :
       {Case{401, "invalid_request_error", "api_key_expired", Errc::unauthenticated, "key"},
        Case{403, "invalid_request_error", "", Errc::forbidden, "permission"},
        Case{429, "invalid_request_error", "rate_limit", Errc::limited, "too_fast"},
        Case{409, "idempotency_error", "", Errc::conflict, "in_progress"},
        Case{400, "invalid_request_error", "amount_too_small", Errc::upstream_rejected,
             "amount_too_small"},
        Case{402, "card_error", "card_declined", Errc::upstream_rejected, "card_declined"},
        Case{503, "api_error", "", Errc::unavailable, "down"}}) {
    Counterpart stripe;
    stripe.answer = [&](int) { return fault(one.status, one.type, one.code); };
    const auto answer = stripe.api().get("/v1/account");
    ASSERT_FALSE(answer) << one.status;
    EXPECT_EQ(answer.error().code, one.kind) << one.status;
    EXPECT_EQ(answer.error().reason, one.reason) << one.status;
    EXPECT_FALSE(answer.error().safe.find("Words of Stripe") != std::string::npos);
  }
}

TEST(StripeApi, APageInsteadOfAnAnswerMeansThatTheServiceIsDown) {
  Counterpart stripe;
  stripe.answer = [](int) { return net::Response::html("<h1>upstream</h1>", 404); };
  EXPECT_EQ(stripe.api().get("/v1/account").error().reason, "down");
}

TEST(StripeApi, NoAnswerAtAllIsTheNetworksFaultUntilKnownBetter) {
  const StripeApi api({"http://127.0.0.1:1", Secret("sk_test_1")});
  const auto answer = api.get("/v1/account");
  EXPECT_EQ(answer.error().code, Errc::unavailable);
  EXPECT_EQ(answer.error().reason, "network");
}

}  // namespace
}  // namespace aan::pay_stripe
