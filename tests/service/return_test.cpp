#include "service/payment/return_link.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Returning : public ::testing::Test {
 protected:
  Returning() : order(world.place({world.add_book("Walden", world.money(1999))})) {}
  Result<Return> come_back(const std::string& last_part) {
    return service::come_back(world.shop->room, world.shop->providers, world.shop->confirm, pace,
                              last_part);
  }
  /// The last part of the address that a processor has.
  [[nodiscard]] std::string way() const {
    return return_path(world.keys.ring(), world.attempt(order).id)
        .substr(std::string("/return/").size());
  }
  void paid_unheard() {
    world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "money", 1999);
  }

  ShopWorld world;
  ReturnPace pace{world.clock};
  PlacedOrder order;
};

TEST_F(Returning, WhoComesBackPaidHasTheBooksThoughNoMessageCame) {
  paid_unheard();
  const Return back = must(come_back(way()));
  EXPECT_TRUE(back.leads);
  EXPECT_EQ(back.order.token, order.token);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  must(come_back(way()));
  EXPECT_EQ(world.entitlements(order).size(), 1U) << "again changes nothing";
}

TEST_F(Returning, TheWayIsClosedAnHourAfterWhatWasBought) {
  paid_unheard();
  world.clock.advance(kReturnLeadsFor - Duration::seconds(1));
  EXPECT_TRUE(must(come_back(way())).leads);
  world.clock.advance(Duration::seconds(1));
  EXPECT_FALSE(must(come_back(way())).leads);
}

TEST_F(Returning, WhoHasNotPaidYetIsLedOnForLonger) {
  world.clock.advance(Duration::days(1));
  EXPECT_TRUE(must(come_back(way())).leads);
  world.clock.advance(payment::kIntentMonitoredFor);
  EXPECT_FALSE(must(come_back(way())).leads);
}

TEST_F(Returning, AProcessorThatIsDownKeepsNobodyAway) {
  paid_unheard();
  world.card.set_down(true);
  EXPECT_TRUE(must(come_back(way())).leads);
  EXPECT_EQ(world.state(order), OrderState::open);
  world.card.set_down(false);
  must(come_back(way()));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Returning, WhoLoadsItAgainAndAgainIsLedOnAndTheProcessorLeftInPeace) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(must(come_back(way())).leads);
  paid_unheard();
  EXPECT_TRUE(must(come_back(way())).leads);
  EXPECT_NE(world.state(order), OrderState::fulfilled) << "asked a moment ago";
  world.clock.advance(Duration::seconds(2));
  must(come_back(way()));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Returning, NobodyMakesAWayUp) {
  const std::string good = way();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string wrong = good;
    wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
    if (wrong == good) continue;
    EXPECT_EQ(refusal(come_back(wrong)).code, Errc::not_found) << wrong;
  }
  EXPECT_EQ(refusal(come_back("")).code, Errc::not_found);
  EXPECT_EQ(refusal(come_back(order.token)).code, Errc::not_found);
}

TEST_F(Returning, AnOrderThatWasForgottenIsGone) {
  const std::string nobodys =
      return_path(world.keys.ring(), world.ids.make<payment::IntentId>()).substr(8);
  EXPECT_EQ(refusal(come_back(nobodys)).reason, "order_gone");
}

TEST_F(Returning, AnotherLinkOfTheOrderClosesTheWayThatWasOpenBefore) {
  const std::string before = way();
  EXPECT_TRUE(must(come_back(before)).leads);
  world.clock.advance(Duration::seconds(1));
  must(renew_order_link(world.shop->room, order.id));
  EXPECT_FALSE(must(come_back(before)).leads) << "unpaid, and within the hour";
}

}  // namespace
}  // namespace aan::service
