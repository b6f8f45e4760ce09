#include "domain/sales/consent.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace aan::sales {
namespace {

const Asset kUsd = *find_asset("USD");

TEST(Consent, IsAskedForWhereSomebodyHasToPay) {
  EXPECT_EQ(consent_text_due(Money{1, kUsd}, false), kConsentText);
  for (const bool is_all_later : {false, true})
    EXPECT_EQ(consent_text_due(Money{0, kUsd}, is_all_later), 0);
}

TEST(Consent, ToADeliveryOnTheDayOfReleaseHasWordsOfItsOwn) {
  EXPECT_EQ(consent_text_due(Money{1, kUsd}, true), kConsentTextLater);
  const Timestamp at = Timestamp::from_unix_seconds(1'795'000'000);
  const auto consent = consent_of(std::vector{consent_event(kConsentTextLater, false, at)});
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->text, kConsentTextLater);
  EXPECT_EQ(consent->to, ConsentTo::on_release);
  EXPECT_EQ(consent_event(kConsentTextLater, false, at).detail, "release_day_delivery 2");
}

TEST(Consent, SpeaksOfNoRightToWithdrawWhereTheBuyersCountryIsKnownToGiveNone) {
  for (const char* country : {"", "DE", "FR", "GB", "NO", "RE"})
    for (const bool is_all_later : {false, true})
      EXPECT_EQ(consent_text_due(Money{1, kUsd}, is_all_later, country),
                is_all_later ? kConsentTextLater : kConsentText)
          << country;
  for (const char* country : {"US", "CH", "JP"}) {
    EXPECT_EQ(consent_text_due(Money{1, kUsd}, false, country), kConsentTextOutside) << country;
    EXPECT_EQ(consent_text_due(Money{1, kUsd}, true, country), kConsentTextOutsideLater) << country;
  }
  EXPECT_EQ(consent_text_due(Money{0, kUsd}, false, "US"), 0);
  const Timestamp at = Timestamp::from_unix_seconds(1'795'000'000);
  const OrderEvent event = consent_event(kConsentTextOutside, false, at);
  EXPECT_EQ(event.detail, "immediate_delivery 4");
  EXPECT_FALSE(consent_of(std::vector{event})->knows_of_withdrawal());
  EXPECT_EQ(consent_event(kConsentTextOutsideLater, true, at).detail, "release_day_delivery 5");
  EXPECT_TRUE(
      consent_of(std::vector{consent_event(kConsentText, false, at)})->knows_of_withdrawal());
  EXPECT_TRUE(consent_of(std::vector{OrderEvent{"consent", "immediate_delivery 1", at}})
                  ->knows_of_withdrawal());
}

TEST(Consent, ToMoreThanIsAskedIsEnoughAndToLessIsNot) {
  EXPECT_TRUE(covers_consent(kConsentText, kConsentTextOutside));
  EXPECT_TRUE(covers_consent(kConsentTextLater, kConsentTextOutsideLater));
  EXPECT_FALSE(covers_consent(kConsentTextOutside, kConsentText));
  EXPECT_FALSE(covers_consent(kConsentTextLater, kConsentTextOutside));
  EXPECT_FALSE(covers_consent(0, kConsentTextOutside));
}

TEST(Consent, OfAGiftIsToItsDeliveryWhenSomebodyClaimsIt) {
  const Timestamp at = Timestamp::from_unix_seconds(1'795'000'000);
  const OrderEvent event = consent_event(kConsentText, true, at);
  EXPECT_EQ(event.detail, "claimed_gift_delivery 3");
  const auto consent = consent_of(std::vector{event});
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->to, ConsentTo::on_claim);
  EXPECT_EQ(consent_of(std::vector{consent_event(kConsentTextLater, true, at)})->to,
            ConsentTo::on_release);
}

TEST(Consent, ToWordsThatAreShownToNobodyAnyMoreStands) {
  const auto consent = consent_of(std::vector{OrderEvent{"consent", "immediate_delivery 1", {}}});
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->text, 1);
  EXPECT_FALSE(is_consent_text(1));
}

TEST(Consent, IsFoundAgainAmongTheFactsOfAnOrder) {
  const Timestamp at = Timestamp::from_unix_seconds(1'795'000'000);
  const std::vector<OrderEvent> events = {
      {"created", "7K2M-93QD", at},
      consent_event(kConsentText, false, at + Duration::seconds(2)),
      {"state", "open>paid", at + Duration::seconds(9)}};
  const auto consent = consent_of(events);
  ASSERT_TRUE(consent);
  EXPECT_EQ(consent->text, kConsentText);
  EXPECT_EQ(consent->to, ConsentTo::at_once);
  EXPECT_EQ(consent->at, at + Duration::seconds(2));
}

TEST(Consent, IsNotReadOutOfAnythingElse) {
  const Timestamp at;
  for (const OrderEvent& event :
       {OrderEvent{"created", "immediate_delivery 1", at}, OrderEvent{"consent", "", at},
        OrderEvent{"consent", "immediate_delivery ", at},
        OrderEvent{"consent", "immediate_delivery 1x", at},
        OrderEvent{"consent", "immediate_delivery 0", at},
        OrderEvent{"consent", "something_else 1", at}})
    EXPECT_FALSE(consent_of(std::vector{event})) << event.kind << " " << event.detail;
}

}  // namespace
}  // namespace aan::sales
