#include "service/customer/change_address.hpp"

#include <algorithm>

#include "crypto/token.hpp"
#include "service/customer/personal_data.hpp"
#include "service/letters/resend_receipt.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/shop_world.hpp"

// Another address for an order: confirmed by a letter to it, told to the old one, limited,
// sealed.
namespace aan::service {
namespace {

class NewAddress : public ::testing::Test {
 protected:
  NewAddress() { world.shop->shop.has_mail = true; }
  PlacedOrder buy(const std::string& email) {
    CheckoutRequest request;
    request.offers = {book};
    request.method = "card";
    request.email = email;
    request.idempotency_key = world.key();
    PlacedOrder order = must(world.shop->checkout.place(request));
    world.pay(order);
    world.run_jobs();
    world.shop->post.sent.clear();
    return order;
  }
  Result<> ask(const PlacedOrder& order, const std::string& email) {
    return world.shop->addresses.ask(order.token, email, world.key());
  }
  const std::vector<ports::MailMessage>& sent() { return world.shop->post.sent; }
  // The token of the newest letter to a new address.
  std::string token() {
    for (auto one = sent().rbegin(); one != sent().rend(); ++one)
      if (one->letter.subject == "new address")
        return one->letter.text.substr(one->letter.text.rfind('/') + 1);
    return "";
  }
  // Asked for by the link, and confirmed by whoever gets the letter.
  void change(const PlacedOrder& order, const std::string& email) {
    must(ask(order, email));
    must(world.shop->jobs.run_mail());
    must(world.shop->addresses.confirm(token()));
    must(world.shop->jobs.run_mail());
  }
  // As the shop sees it, whatever link it has.
  OrderView now(const PlacedOrder& order) {
    return must(view_order_by_id(world.shop->room, world.shop->providers, order.id));
  }
  // The token of the newest letter by which an address is taken back.
  std::string back_token() {
    for (auto one = sent().rbegin(); one != sent().rend(); ++one)
      if (one->letter.subject == "old address" && one->letter.html.contains("/address/back/"))
        return one->letter.html.substr(one->letter.html.rfind('/') + 1);
    return "";
  }
  std::string receipt_to(const PlacedOrder& order) {
    world.shop->post.sent.clear();
    if (const auto asked = resend_receipt(world.shop->room, order.id); !asked) return "";
    must(world.shop->jobs.run_mail());
    return sent().empty() ? "" : sent().back().to;
  }

  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(NewAddress, ThatWaitsToBeConfirmedGoesWithTheErasingOfItsOrder) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "lovelace@example.net"));
  must(world.shop->jobs.run_mail());
  const std::string link = token();
  must(erase_order(world.shop->room, order.id, "operator"));
  EXPECT_FALSE(world.shop->addresses.look(link)) << "it leads to nobody's order any more";
  EXPECT_FALSE(world.shop->addresses.confirm(link));
}

TEST_F(NewAddress, CountsFromTheMomentAtWhichItsLetterIsAnsweredAndTheOldOneIsTold) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "lovelace@example.net"));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "lovelace@example.net");
  const std::string link = token();
  EXPECT_EQ(receipt_to(order), "ada@example.org") << "nothing has changed yet";
  const AddressChangeLook look = must(world.shop->addresses.look(link));
  EXPECT_EQ(look.address_shown, "l…@example.net");
  EXPECT_EQ(look.reference, world.view(order).order.reference);
  must(world.shop->addresses.confirm(link));
  world.shop->post.sent.clear();
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "ada@example.org");
  EXPECT_EQ(sent()[0].letter.subject, "old address");
  world.clock.advance(Duration::days(1));
  EXPECT_EQ(receipt_to(order), "lovelace@example.net");
}

TEST_F(NewAddress, TheSameRequestIsAnsweredAsItWasAndUsesTheLinkOnce) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "lovelace@example.net"));
  must(world.shop->jobs.run_mail());
  const std::string key = world.key();
  const AddressChangeLook look = must(world.shop->addresses.confirm(token(), key));
  EXPECT_EQ(look.address_shown, "l…@example.net");
  const std::string link = token();
  EXPECT_EQ(must(world.shop->addresses.confirm(link, key)), look);
  EXPECT_EQ(refusal(world.shop->addresses.confirm(link, world.key())).reason, "address_link");
  must(world.shop->jobs.run_mail());
  const std::string back = world.key();
  const AddressChangeLook before = must(take_address_back(world.shop->room, back_token(), back));
  EXPECT_EQ(must(take_address_back(world.shop->room, back_token(), back)), before);
}

TEST_F(NewAddress, ItsLinkIsUsedOnceWithinADay) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "lovelace@example.net"));
  must(world.shop->jobs.run_mail());
  const std::string link = token();
  for (int look = 0; look < 3; ++look) must(world.shop->addresses.look(link));
  must(world.shop->addresses.confirm(link));
  EXPECT_EQ(refusal(world.shop->addresses.confirm(link)).reason, "address_link");
  EXPECT_EQ(refusal(world.shop->addresses.look(link)).reason, "address_link");
  must(ask(order, "third@example.net"));
  must(world.shop->jobs.run_mail());
  const std::string late = token();
  world.clock.advance(customer::kAddressChangeFor);
  EXPECT_EQ(refusal(world.shop->addresses.confirm(late)).reason, "address_link");
  for (const char* wrong : {"", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1"})
    EXPECT_EQ(refusal(world.shop->addresses.confirm(wrong)).reason, "address_link") << wrong;
}

// Or whoever has the link of an order would learn by asking whose it is.
TEST_F(NewAddress, TheSameOneIsNoChangeAndCountsLikeAnyOther) {
  const PlacedOrder order = buy("ada@example.org");
  for (int again = 0; again < 3; ++again) must(ask(order, "ada@example.org"));
  for (const char* address : {"ada@example.org", "new@example.net"})
    EXPECT_EQ(refusal(ask(order, address)).reason, "address_changes_used_up");
  must(world.shop->jobs.run_mail());
  EXPECT_TRUE(sent().empty());
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    EXPECT_EQ(std::ranges::count(AAN_TRY(at.sales().order_events(order.id)), "address asked",
                                 &sales::OrderEvent::detail),
              3);
    return {};
  }));
}

TEST_F(NewAddress, WhoHasNoOrderThatMayAskSlowsNobodyDown) {
  const PlacedOrder order = buy("ada@example.org");
  for (int number = 0; number < 400; ++number) {
    const auto asked = world.shop->addresses.ask(crypto::new_token(world.shop->room.rng),
                                                 "v@example.net", world.key());
    ASSERT_EQ(refusal(asked).reason, "no_such_order");
  }
  for (int number = 0; number < 3; ++number) must(ask(order, "v@example.net"));
  for (int number = 0; number < 400; ++number)
    ASSERT_EQ(refusal(ask(order, "v@example.net")).reason, "address_changes_used_up");
  must(ask(buy("ruth@example.org"), "new@example.net"));
}

TEST_F(NewAddress, IsAskedForThreeTimesADay) {
  const PlacedOrder order = buy("ada@example.org");
  for (int number = 0; number < 3; ++number)
    must(ask(order, "new" + std::to_string(number) + "@example.net"));
  EXPECT_EQ(refusal(ask(order, "new3@example.net")).reason, "address_changes_used_up");
  world.clock.advance(customer::kAddressChangeFor + Duration::seconds(1));
  must(ask(order, "new3@example.net"));
  const std::string key = world.key();
  must(world.shop->addresses.ask(order.token, "new4@example.net", key));
  must(world.shop->addresses.ask(order.token, "new4@example.net", key));
  EXPECT_EQ(refusal(world.shop->addresses.ask(order.token, "new5@example.net", key)).reason,
            "idempotency_key_reused");
}

TEST_F(NewAddress, AnOrderWithoutOneGetsOneAndNobodyIsTold) {
  const PlacedOrder order = buy("");
  EXPECT_FALSE(world.view(order).has_address);
  must(ask(order, "ada@example.org"));
  must(world.shop->jobs.run_mail());
  must(world.shop->addresses.confirm(token()));
  world.shop->post.sent.clear();
  must(world.shop->jobs.run_mail());
  EXPECT_TRUE(sent().empty());
  EXPECT_TRUE(world.view(order).has_address);
}

TEST_F(NewAddress, WhatCannotBeOneIsRefused) {
  const PlacedOrder order = buy("ada@example.org");
  EXPECT_EQ(refusal(ask(order, "no address")).reason, "mail_address");
  EXPECT_EQ(refusal(world.shop->addresses.ask("AAAAAAAAAAAAAAAAAAAAAAAAAAA", "a@example.org",
                                              world.key()))
                .reason,
            "no_such_order");
  world.shop->shop.has_mail = false;
  EXPECT_EQ(refusal(ask(order, "lovelace@example.net")).reason, "mail_not_offered");
}

TEST_F(NewAddress, NothingOfItIsReadableInTheStoreAndItsKeyGoesWithItsUse) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "lovelace@example.net"));
  must(world.shop->jobs.run_mail());
  const auto rows = [&] {
    std::string all;
    must(world.store->copy_out([&](std::string_view line) -> Result<> {
      all += std::string(line) + "\n";
      return {};
    }));
    return all;
  };
  EXPECT_FALSE(rows().contains("lovelace"));
  must(world.shop->addresses.confirm(token()));
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    EXPECT_EQ(AAN_TRY(at.address_changes().changes_since(order.id, Timestamp{})), 1);
    return {};
  }));
  EXPECT_FALSE(rows().contains("lovelace"));
  world.clock.advance(customer::kAddressChangesKeptFor + Duration::seconds(1));
  EXPECT_EQ(must(world.shop->addresses.purge()), 1);
}

TEST_F(NewAddress, ThatWasAskedForByTheOldLinkOfAnOrderIsNoneOnceItHasAnother) {
  const PlacedOrder order = buy("ada@example.org");
  must(ask(order, "thief@evil.example"));
  must(world.shop->jobs.run_mail());
  const std::string link = token();
  must(renew_order_link(world.shop->room, order.id));
  EXPECT_FALSE(world.shop->addresses.confirm(link));
  EXPECT_EQ(receipt_to(order), "ada@example.org");
}

// The attack: somebody who had the link changes the address, and waits for the next link.
TEST_F(NewAddress, ThatCameByALinkOthersKnowEndsWithThatLink) {
  const PlacedOrder order = buy("ada@example.org");
  change(order, "thief@evil.example");
  world.shop->post.sent.clear();
  const std::string fresh = must(renew_own_link(world.shop->room, order.token, world.key()));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "thief@evil.example");
  EXPECT_EQ(sent()[0].letter.subject, "address off");
  for (const ports::MailMessage& one : sent())
    EXPECT_FALSE((one.letter.text + one.letter.html).contains(fresh));
  EXPECT_FALSE(now(order).has_address);
  EXPECT_EQ(receipt_to(order), "") << "nor does a later letter go there";
  EXPECT_TRUE(has_address_gone_with_link(now(order).events));
  must(ask({order.id, order.reference, fresh, ""}, "ada@example.org"));
  must(world.shop->jobs.run_mail());
  must(world.shop->addresses.confirm(token()));
  EXPECT_FALSE(has_address_gone_with_link(now(order).events));
  EXPECT_EQ(receipt_to(order), "ada@example.org");
}

TEST_F(NewAddress, StaysWithAnotherLinkOnceItIsOldEnough) {
  const PlacedOrder order = buy("ada@example.org");
  change(order, "lovelace@example.net");
  EXPECT_TRUE(now(order).is_address_recent);
  world.clock.advance(customer::kAddressTrustedAfter);
  EXPECT_FALSE(now(order).is_address_recent);
  world.shop->post.sent.clear();
  must(renew_order_link(world.shop->room, order.id, "ada"));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "lovelace@example.net");
  EXPECT_EQ(sent()[0].letter.subject, "new link");
}

TEST_F(NewAddress, IsTakenBackByWhoeverHadTheOneBeforeWhateverTheThiefDoes) {
  const PlacedOrder order = buy("ada@example.org");
  change(order, "thief@evil.example");
  const std::string back = back_token();
  ASSERT_FALSE(back.empty());
  // The thief changes it once more, makes a link of their own, and names the address by that again.
  change(order, "second@evil.example");
  EXPECT_EQ(back_token(), back) << "an address that came by the link takes nothing back";
  const std::string thiefs = must(renew_own_link(world.shop->room, order.token, world.key()));
  change({order.id, order.reference, thiefs, ""}, "third@evil.example");
  EXPECT_EQ(back_token(), back);
  EXPECT_EQ(must(look_at_address_back(world.shop->room, back)).address_shown, "a…@example.org");
  world.shop->post.sent.clear();
  must(take_address_back(world.shop->room, back));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 2U);
  std::string link;
  for (const ports::MailMessage& one : sent()) {
    EXPECT_EQ(one.to, one.letter.subject == "new link" ? "ada@example.org" : "third@evil.example");
    if (one.letter.subject == "new link")
      link = one.letter.text.substr(one.letter.text.rfind('/') + 1);
  }
  EXPECT_EQ(view_order(world.shop->room, world.shop->providers, link).value().order.id, order.id);
  EXPECT_FALSE(view_order(world.shop->room, world.shop->providers, thiefs)) << "the thief is out";
  EXPECT_EQ(receipt_to(order), "ada@example.org");
  EXPECT_EQ(refusal(take_address_back(world.shop->room, back)).reason, "address_link") << "once";
  EXPECT_EQ(refusal(look_at_address_back(world.shop->room, back)).reason, "address_link");
  // And its next link goes to the address as it always did.
  world.shop->post.sent.clear();
  must(renew_order_link(world.shop->room, order.id, "ada"));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "ada@example.org");
}

TEST_F(NewAddress, CanBeTakenBackForAWhileAndNotAfterTheShopHasDecided) {
  const PlacedOrder order = buy("ada@example.org");
  change(order, "lovelace@example.net");
  const std::string back = back_token();
  for (const std::string& wrong : {std::string(), std::string(27, 'A'), token(), order.token})
    EXPECT_EQ(refusal(take_address_back(world.shop->room, wrong)).reason, "address_link") << wrong;
  must(look_at_address_back(world.shop->room, back));
  world.clock.advance(customer::kAddressTrustedAfter);
  EXPECT_EQ(refusal(take_address_back(world.shop->room, back)).reason, "address_link");
  const PlacedOrder other = buy("eve@example.org");
  change(other, "new@example.net");
  const std::string late = back_token();
  must(renew_order_link(world.shop->room, other.id, "ada"));
  EXPECT_EQ(refusal(take_address_back(world.shop->room, late)).reason, "address_link");
}

TEST_F(NewAddress, OfAnOrderThatHadNoneEndsWithItsLinkToo) {
  const PlacedOrder order = buy("");
  change(order, "thief@evil.example");
  EXPECT_EQ(back_token(), "");
  must(renew_own_link(world.shop->room, order.token, world.key()));
  EXPECT_FALSE(now(order).has_address);
}

TEST_F(NewAddress, OneAddressGetsTenOfItsLettersADayHoweverManyOrdersAskForThem) {
  const catalog::OfferId gratis = world.add_book("Leaflet", world.money(0));
  for (int i = 0; i < 12; ++i) must(ask(world.place({gratis}), "victim@example.net"));
  must(world.shop->jobs.run_mail());
  EXPECT_EQ(sent().size(), 10U);
  const PlacedOrder paid = buy("ada@example.org");
  must(ask(paid, "victim@example.net"));
  must(world.shop->jobs.run_mail());
  EXPECT_EQ(sent().size(), 1U) << "what was paid for is never counted";
}

TEST_F(NewAddress, OrdersThatCostNothingDoNotKeepBuyersFromAsking) {
  const catalog::OfferId gratis = world.add_book("Leaflet", world.money(0));
  const PlacedOrder paid = buy("ada@example.org");
  std::string reason;
  for (int i = 0; reason.empty() && i < 100; ++i)
    if (const auto asked = ask(world.place({gratis}), "v" + std::to_string(i) + "@example.net");
        !asked)
      reason = asked.error().reason;
  EXPECT_EQ(reason, "letters_too_fast");
  must(ask(paid, "lovelace@example.net"));
}

}  // namespace
}  // namespace aan::service
