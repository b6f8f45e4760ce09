#include "service/attention/conditions.hpp"
#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "service/payment/offered.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

/// A way to pay that rests, and one that takes nothing below a dollar.
class Choosy final : public ports::PaymentProvider {
 public:
  [[nodiscard]] ports::ProviderDescription describe() const override {
    ports::ProviderDescription it;
    it.provider = "choosy";
    it.method = method;
    return it;
  }
  [[nodiscard]] std::int64_t least_amount(const Asset& /*asset*/) const override { return 100; }
  [[nodiscard]] std::int64_t step_amount(const Asset& asset) const override {
    return asset.exponent() == 3 ? 10 : 1;
  }
  [[nodiscard]] std::int64_t most_amount(const Asset& /*asset*/) const override { return 9'999; }
  [[nodiscard]] ports::ProviderHealth health() const override { return {is_well, "down", {}}; }
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& /*intent*/) override {
    return ports::PaymentPrompt{};
  }
  Result<> verify(std::string_view /*message*/, Timestamp /*now*/) const override { return {}; }
  Result<ports::KeptMessage> keep_message(std::string_view /*message*/) const override {
    return ports::KeptMessage{};
  }
  Result<ports::PaymentMessage> read_message(std::string_view /*message*/) const override {
    return ports::PaymentMessage{};
  }
  Result<std::vector<ports::PaymentEvent>> query(
      const payment::PaymentIntent& /*intent*/) override {
    return std::vector<ports::PaymentEvent>{};
  }
  Result<> cancel(const payment::PaymentIntent& /*intent*/) override { return {}; }
  Result<ports::RefundAnswer> refund(const payment::Payment& /*payment*/,
                                     const payment::Refund& /*refund*/) override {
    return ports::RefundAnswer{};
  }
  Result<> probe() override { return {}; }

  std::string method = "choosy";
  bool is_well = true;
};

TEST(ProvidersTest, WhatRestsIsNotChosenAndWhatIsUnknownIsAnotherMistake) {
  Choosy choosy;
  const Providers providers({&choosy});
  EXPECT_TRUE(providers.choose("choosy"));
  EXPECT_EQ(refusal(providers.choose("other")).reason, "method");
  choosy.is_well = false;
  EXPECT_EQ(refusal(providers.choose("choosy")).reason, "method_rests");
  EXPECT_EQ(providers.find_method("choosy"), &choosy) << "what is under way goes on";
}

TEST(ProvidersTest, WhatIsKeptIsFoundAndNotOffered) {
  Choosy choosy;
  choosy.method.clear();
  const Providers providers({&choosy});
  EXPECT_EQ(providers.find("choosy"), &choosy) << "what was begun by it goes on";
  for (const char* method : {"choosy", ""})
    EXPECT_EQ(refusal(providers.choose(method)).reason, "method");
  EXPECT_TRUE(offered(providers).empty());
}

TEST(ProvidersTest, WhatIsSwitchedOffIsMissedOnlyByWhatWaits) {
  ShopWorld world;
  Choosy choosy;
  choosy.method.clear();
  choosy.is_well = false;
  const Providers providers({&choosy});
  const auto found = [&] {
    Watch watch(world.shop->room, providers);
    must(watch.look({.observer = "here"}));
    std::vector<std::string> labels;
    for (const attention::Item& item : must(list_attention(world.shop->room)).open)
      labels.push_back(item.what.label);
    return labels;
  };
  EXPECT_EQ(found(), std::vector<std::string>{});
  world.card.set_down(true);
  world.place({world.add_book("Walden", world.money(499))});
  for (std::int64_t i = 0; i < kTriedInVain; ++i) {
    world.clock.advance(Duration::minutes(31));
    must(world.shop->jobs.run_outbox());
  }
  EXPECT_EQ(found(), std::vector<std::string>{"choosy"});
}

TEST(ProvidersTest, WhatIsTooSmallOrTooLargeForAWayToPayIsRefused) {
  const Choosy choosy;
  const Asset usd = *find_asset("USD");
  EXPECT_TRUE(Providers::check_amount(choosy, {100, usd}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {99, usd})).reason, "amount_too_small");
  EXPECT_TRUE(Providers::check_amount(choosy, {9'999, usd}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {10'000, usd})).reason, "amount_too_large");
  const Asset dinar = *find_asset("BHD");
  EXPECT_TRUE(Providers::check_amount(choosy, {1'750, dinar}));
  EXPECT_EQ(refusal(Providers::check_amount(choosy, {1'755, dinar})).reason, "amount_too_fine");
}

}  // namespace
}  // namespace aan::service
