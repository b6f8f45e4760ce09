#include "domain/webhook/pace.hpp"

#include <gtest/gtest.h>

namespace aan::webhook {
namespace {

const Timestamp kNow = *parse_rfc3339("2026-11-26T10:00:00Z");

TEST(WebhookPace, ADeliveryWaitsLongerEachTimeAndAnHourAtMost) {
  Duration before;
  for (std::int64_t attempts = 1; attempts <= 6; ++attempts) {
    EXPECT_GT(wait_after(attempts), before) << attempts;
    before = wait_after(attempts);
  }
  EXPECT_EQ(wait_after(0), Duration::seconds(5));
  EXPECT_EQ(wait_after(1000), Duration::hours(1));
}

TEST(WebhookPace, ADayAfterItsFirstAttemptADeliveryIsGivenUp) {
  Delivery delivery;
  EXPECT_FALSE(is_given_up(delivery, kNow)) << "a shop that slept a day has tried nothing";
  delivery.tried_since = kNow - kTriedFor + Duration::seconds(1);
  EXPECT_FALSE(is_given_up(delivery, kNow));
  delivery.tried_since = kNow - kTriedFor;
  EXPECT_TRUE(is_given_up(delivery, kNow));
}

TEST(WebhookPace, AnEndpointThatFailsRestsLongerAndFiveMinutesAtMost) {
  Health health;
  Duration before;
  for (int failure = 0; failure < 40; ++failure) {
    health = after_failure(health, "status 500", kNow);
    EXPECT_GE(health.rests_until - kNow, before);
    before = health.rests_until - kNow;
  }
  EXPECT_EQ(before, kRestMax);
  EXPECT_EQ(health.failures, 40);
  EXPECT_EQ(health.failing_since, kNow);
}

TEST(WebhookPace, ASuccessEndsTheRestAndIsNotedOnceAMinute) {
  Health health = after_success(after_failure({}, "connect", kNow), kNow);
  EXPECT_EQ(health.failures, 0);
  EXPECT_FALSE(health.failing_since);
  EXPECT_EQ(health.ok_at, kNow);
  EXPECT_EQ(after_success(health, kNow + Duration::seconds(59)), health);
  EXPECT_EQ(after_success(health, kNow + Duration::seconds(60)).ok_at,
            kNow + Duration::seconds(60));
}

TEST(WebhookPace, OneMessageThatIsNotTakenDoesNotMakeAnEndpointAway) {
  Health health = after_failure({}, "status 500", kNow);
  health = after_failure(health, "status 500", kNow);
  EXPECT_FALSE(was_away(health, kNow));
  EXPECT_TRUE(was_away(after_failure(health, "status 500", kNow), kNow));
  EXPECT_TRUE(was_away(health, kNow + kRestMax)) << "a quiet shop has few messages to fail with";
}

TEST(WebhookPace, AnEndpointIsAbandonedAfterADayOfFailuresNotOfSleep) {
  Health health = after_failure({}, "connect", kNow);
  EXPECT_FALSE(is_abandoned(health, kNow + Duration::days(2))) << "one failure before the sleep";
  for (int failure = 0; failure < 9; ++failure) health = after_failure(health, "connect", kNow);
  EXPECT_FALSE(is_abandoned(health, kNow + Duration::hours(23)));
  EXPECT_TRUE(is_abandoned(health, kNow + Duration::hours(24)));
}

TEST(WebhookPace, AnHourWithoutASuccessIsDead) {
  Endpoint endpoint;
  EXPECT_FALSE(is_dead(endpoint, kNow));
  endpoint.health.failing_since = kNow - Duration::minutes(59);
  EXPECT_FALSE(is_dead(endpoint, kNow));
  endpoint.health.failing_since = kNow - Duration::hours(1);
  EXPECT_TRUE(is_dead(endpoint, kNow));
  endpoint.ended_at = kNow;
  EXPECT_FALSE(is_dead(endpoint, kNow));
}

}  // namespace
}  // namespace aan::webhook
