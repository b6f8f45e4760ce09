#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "api/api.hpp"
#include "base/text.hpp"
#include "embedded/api_documents.hpp"
#include "testing/manual_clock.hpp"
#include "testing/memory_blob_store.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::api {
namespace {

/// A store that is down: enough to see which routes there are, and what they say then.
class ClosedStore final : public ports::Store {
 public:
  Result<> write(const char*, const std::function<Result<>(ports::UnitOfWork&)>&) override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  Result<> read(const std::function<Result<>(const ports::Snapshot&)>&) const override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  [[nodiscard]] const std::string& site() const override { return site_; }
  Result<std::int64_t> raise_epoch() override { return 1; }

 private:
  std::string site_ = "test";
};

class Routes : public ::testing::Test {
 protected:
  Routes() {
    shop_.currency = *find_asset("USD");
    add_routes(router_, {room_, shop_, providers_, index_, checkout_, begin_, deliver_, confirm_,
                         [] { return Result<>{}; }, "1.2.3"});
  }

  net::Response ask(net::Method method, const std::string& path, const std::string& body = "") {
    net::Request request;
    request.method = method;
    request.path = path;
    request.host = "shop.example";
    request.request_id = "r1";
    request.body = body;
    request.headers.push_back({"idempotency-key", "0123456789abcdef"});
    const net::RouteMatch match = router_.match(request);
    return match.route == nullptr ? net::Response::text("", 404) : match.route->handler(request);
  }

  testing::ManualClock clock_;
  testing::SeededRng rng_;
  testing::MemoryBlobStore blobs_;
  testing::MemorySearchIndex index_;
  ClosedStore store_;
  IdSource ids_{"test", clock_, rng_};
  crypto::KeyRing keys_ = crypto::KeyRing::generate(rng_, clock_.wall());
  crypto::Sealer sealer_{keys_, rng_};
  service::Room room_{store_, blobs_, clock_, rng_, ids_, keys_, sealer_, *find_asset("USD")};
  service::Shop shop_;
  service::Providers providers_{{}};
  service::BeginPayment begin_{room_, providers_};
  service::OrderPace pace_{clock_};
  service::Checkout checkout_{room_, providers_, begin_, pace_};
  service::Deliver deliver_{room_};
  service::ConfirmPayment confirm_{room_};
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
        route->method == net::Method::get && !route->pattern.starts_with("/api/v1/orders");
    EXPECT_EQ(route->options.accepts_cross_origin, is_public) << route->pattern;
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
