#include "adapters/webhook_http/signature.hpp"

#include <gtest/gtest.h>

#include <array>

#include "adapters/webhook_http/message_codec.hpp"

namespace aan::webhook_http {
namespace {

const Secret kOne("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
const Secret kTwo("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
constexpr std::string_view kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::string_view kStamp = "1614265330";
constexpr std::string_view kBody = R"({"test": 2432232314})";

// The example of the Standard Webhooks specification.
TEST(WebhookSignature, IsThatOfTheStandard) {
  EXPECT_EQ(sign_message(kId, kStamp, kBody, std::array{kOne}),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, TwoSecretsGiveTwoSignaturesTheNewestFirst) {
  const auto both = sign_message(kId, kStamp, kBody, std::array{kTwo, kOne});
  ASSERT_TRUE(both);
  EXPECT_EQ(*both, *sign_message(kId, kStamp, kBody, std::array{kTwo}) + " " +
                       *sign_message(kId, kStamp, kBody, std::array{kOne}));
}

TEST(WebhookSignature, ASecretOfAnotherFormSignsNothing) {
  for (const char* text : {"", "whsec_", "sk_MfKQ", "whsec_MfK"})
    EXPECT_FALSE(sign_message(kId, kStamp, kBody, std::array{Secret(text)})) << text;
  EXPECT_FALSE(sign_message(kId, kStamp, kBody, {}));
}

TEST(WebhookMessage, NamesThingsAndNobody) {
  webhook::Event event;
  event.id = {"test_1"};
  event.kind = webhook::EventKind::refund_settled;
  event.subject = "test_2";
  event.label = "7K2M-93QD";
  event.part = "test_3";
  event.amount = Money{499, *find_asset("USD")};
  event.at = *parse_rfc3339("2026-11-26T10:00:00Z");
  EXPECT_EQ(message_body(event),
            R"({"type":"refund.settled","id":"test_1","timestamp":"2026-11-26T10:00:00Z",)"
            R"("test":false,"data":{"order":{"id":"test_2","reference":"7K2M-93QD"},)"
            R"("refund":{"id":"test_3"},)"
            R"("amount":{"amount":"499","currency":"USD","decimal":"4.99"}}})");
  webhook::Event fulfilled;
  fulfilled.id = {"test_7"};
  fulfilled.kind = webhook::EventKind::order_fulfilled;
  fulfilled.subject = "test_2";
  fulfilled.label = "7K2M-93QD";
  fulfilled.part = webhook::kToCome;
  const std::string head =
      R"({"type":"order.fulfilled","id":"test_7","timestamp":"1970-01-01T00:00:00Z","test":false,)"
      R"("data":{"order":{"id":"test_2","reference":"7K2M-93QD"},"to_come":)";
  EXPECT_EQ(message_body(fulfilled), head + "true}}");
  fulfilled.part = "";
  EXPECT_EQ(message_body(fulfilled), head + "false}}");
  webhook::Event version;
  version.id = {"test_5"};
  version.kind = webhook::EventKind::book_version;
  version.subject = "test_6";
  version.label = "walden";
  version.part = "2";
  EXPECT_EQ(message_body(version),
            R"({"type":"book.version","id":"test_5","timestamp":"1970-01-01T00:00:00Z",)"
            R"("test":false,"data":{"book":{"id":"test_6","slug":"walden"},"version":"2"}})");
  webhook::Event ping;
  ping.id = {"test_4"};
  ping.is_test = true;
  EXPECT_EQ(message_body(ping),
            R"({"type":"ping","id":"test_4","timestamp":"1970-01-01T00:00:00Z","test":true,)"
            R"("data":{}})");
}

}  // namespace
}  // namespace aan::webhook_http
