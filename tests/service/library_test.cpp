#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "crypto/token.hpp"
#include "service/customer/personal_data.hpp"
#include "service/library/gather.hpp"
#include "service/library/reader_password.hpp"
#include "service/library/view.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/hooked_store.hpp"
#include "tests/service/shop_world.hpp"

// A customer's library, and what is left of a person who was forgotten.
namespace aan::service {
namespace {

constexpr const char* kAda = "ada@example.org";

class Library : public ::testing::Test {
 protected:
  PlacedOrder buy(const std::string& email, const std::string& name = "") {
    CheckoutRequest request;
    request.offers = {book};
    request.method = "card";
    request.email = email;
    request.receipt_name = name;
    request.idempotency_key = world.key();
    PlacedOrder order = must(world.shop->checkout.place(request));
    world.pay(order);
    return order;
  }
  LibraryDoor& door() { return world.shop->library; }
  /// The token of the link in the newest letter that opens a library.
  std::string letter_to(const std::string& address, const std::string& sender = "one") {
    must(door().ask(address, "browser", sender));
    must(world.shop->jobs.run_mail());
    const std::string& link = world.shop->post.sent.back().letter.text;
    return link.substr(link.rfind('/') + 1);
  }
  std::vector<std::string> references_in(const customer::CustomerId& library) {
    std::vector<std::string> all;
    for (const LibraryOrder& one : must(view_library(world.shop->room, library)).orders)
      all.push_back(one.order.reference);
    return all;
  }
  customer::CustomerId person(const std::string& address) {
    return *must(find_person(world.shop->room, *customer::MailAddress::parse(address)));
  }
  /// Orders of strangers, who name an address that is not theirs.
  void add_orders_like(const PlacedOrder& bought, int count, const customer::CustomerId& ada) {
    const sales::Order like = world.view(bought).order;
    must(world.shop->room.store.write("test", [&](ports::UnitOfWork& unit) -> Result<> {
      for (int i = 0; i < count; ++i) {
        sales::Order order = like;
        order.id = world.shop->room.ids.make<sales::OrderId>();
        order.reference = sales::order_reference(order.id);
        order.token_digest = crypto::token_digest("stranger " + std::to_string(i));
        order.state = sales::OrderState::open;
        order.version = 1;
        for (sales::OrderLine& line : order.lines)
          line.id = world.shop->room.ids.make<sales::OrderLineId>();
        order.created_at = like.created_at + Duration::minutes(1);
        order.paid_at = order.fulfilled_at = std::nullopt;
        AAN_TRY(unit.sales().add_order(order));
        AAN_TRY(unit.customers().add_order_of(ada, order.id));
      }
      return {};
    }));
  }
  bool has_name(const sales::OrderId& id) {
    bool has = false;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      has = !AAN_TRY(at.sales().find_order(id))->receipt_name_sealed.empty();
      return {};
    }));
    return has;
  }
  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(Library, TheLinkOfALetterOpensOnceHoweverManyPressIt) {
  buy(kAda);
  world.run_jobs();
  const std::string token = letter_to(kAda);
  constexpr int kPeople = 16;
  std::atomic<int> opened = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < kPeople; ++i)
    people.emplace_back([&] { opened += door().open_letter(token).has_value() ? 1 : 0; });
  for (std::thread& one : people) one.join();
  EXPECT_EQ(opened, 1);
}

TEST_F(Library, AFloodOfAskingFromEverywhereIsSlowedDownToo) {
  int taken = 0;
  for (int sender = 0; sender < 400; ++sender) {
    const auto asked = door().ask("nobody@example.org", "browser", std::to_string(sender));
    if (asked)
      ++taken;
    else
      EXPECT_EQ(asked.error().reason, "letters_too_fast");
  }
  EXPECT_LE(taken, 301);
  EXPECT_GT(taken, 200);
  world.clock.advance(Duration::minutes(5));
  EXPECT_TRUE(door().ask(kAda, "browser", "late"));
}

TEST_F(Library, ALetterIsGoodForAQuarterOfAnHourAndOneThatWaitedLongerIsNotSent) {
  buy(kAda);
  world.run_jobs();
  const std::string token = letter_to(kAda);
  world.clock.advance(customer::kLibraryLetterFor);
  EXPECT_EQ(refusal(door().open_letter(token)).reason, "library_link");
  world.shop->post.refusal =
      Error{Errc::unavailable, "smtp", "connection refused", {}, std::nullopt, "connect"};
  must(door().ask(kAda, "browser", "two"));
  must(world.shop->jobs.run_mail());
  world.clock.advance(Duration::hours(1));
  world.shop->post.refusal.reset();
  const std::size_t sent = world.shop->post.sent.size();
  must(world.shop->jobs.run_mail());
  EXPECT_EQ(world.shop->post.sent.size(), sent);
}

TEST_F(Library, AStrangerWhoAsksForSomebodysLettersKeepsNobodyOut) {
  buy(kAda);
  world.run_jobs();
  const auto letters = [&] { return world.shop->post.sent.size(); };
  const std::size_t before = letters();
  for (int quarter = 0; quarter < 4; ++quarter) {
    for (int i = 0; i < 5; ++i)
      must(door().ask(kAda, "theirs", "stranger " + std::to_string(5 * quarter + i)));
    must(world.shop->jobs.run_mail());
    EXPECT_EQ(letters(), before + static_cast<std::size_t>(quarter) + 1) << "one that opens";
    world.clock.advance(customer::kLibraryLetterFor);
  }
  const std::string token = letter_to(kAda, "owner");
  EXPECT_EQ(letters(), before + 5) << "the ones before are over";
  must(door().open_letter(token));
  letter_to(kAda, "owner");
  EXPECT_EQ(letters(), before + 6) << "one that was used counts no more";
}

TEST_F(Library, StaysOpenForWhoComesBackAndClosesAfterAMonth) {
  buy(kAda);
  world.run_jobs();
  const OpenLibrary open = must(door().open_letter(letter_to(kAda)));
  for (int week = 0; week < 10; ++week) {
    world.clock.advance(Duration::days(7));
    EXPECT_EQ(must(door().find(open.token)), open.customer) << week;
  }
  world.clock.advance(customer::kLibraryIdleMax);
  EXPECT_FALSE(must(door().find(open.token)));
  EXPECT_GT(must(door().purge()), 0);
  EXPECT_FALSE(must(door().find("A planted token of a kind."))) << "whatever a browser brings";
}

TEST_F(Library, WhoeverKeepsOneKeepsTheirAddress) {
  const PlacedOrder order = buy(kAda);
  world.run_jobs();
  const OpenLibrary open = must(door().open_letter(letter_to(kAda)));
  world.clock.advance(Duration::days(400));
  world.run_jobs();
  EXPECT_TRUE(world.view(order).has_address);
  must(forget_library_address(world.shop->room, open.customer));
  EXPECT_FALSE(world.view(order).has_address);
  const LibraryView view = must(view_library(world.shop->room, open.customer));
  EXPECT_EQ(view.orders.size(), 1U);
  EXPECT_EQ(must(door().open_link(view.link_token)).customer, open.customer)
      << "its own link is the key now";
}

TEST_F(Library, WithoutAnAddressOrdersAreGatheredByTheirLinksOnceEach) {
  const PlacedOrder one = buy("");
  const PlacedOrder two = buy("");
  const std::string key = world.key();
  const std::string session = must(new_library(world.shop->room, one.token, "en", key));
  EXPECT_EQ(must(new_library(world.shop->room, one.token, "en", key)), session)
      << "a button that is pressed twice makes one";
  const customer::CustomerId library = *must(door().find(session));
  must(put_order(world.shop->room, library, two.token));
  must(put_order(world.shop->room, library, two.token));
  EXPECT_EQ(references_in(library).size(), 2U);
  EXPECT_EQ(refusal(put_order(world.shop->room, library, std::string(27, 'A'))).reason,
            "no_such_order");
  EXPECT_TRUE(must(view_library(world.shop->room, library)).address.empty());
}

TEST_F(Library, AForgottenPersonLeavesAccountsRightsAndEvidenceForTaxesBehind) {
  tax::Regime regime;
  regime.country = "DE";
  regime.has_oss = true;
  world.shop->taxes.regime = regime;
  CheckoutRequest request;
  request.offers = {book};
  request.method = "card";
  request.country = "DE";
  request.email = kAda;
  request.receipt_name = "Ada Lovelace";
  request.idempotency_key = world.key();
  const PlacedOrder order = must(world.shop->checkout.place(request));
  world.pay(order);
  const customer::CustomerId ada = person(kAda);
  EXPECT_EQ(must(personal_data(world.shop->room, ada)).orders.size(), 1U);
  const Erased erased = must(erase_person(world.shop->room, ada, "operator"));
  EXPECT_EQ(erased.names, 1);
  EXPECT_TRUE(erased.has_address);
  const OrderView view = world.view(order);
  EXPECT_EQ(view.receipt_name, "");
  EXPECT_FALSE(view.has_address);
  EXPECT_EQ(view.order.state, OrderState::fulfilled);
  EXPECT_FALSE(view.lines.at(0).files.at(0).refusal);
  std::vector<tax::Evidence> evidence;
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    evidence = AAN_TRY(read_tax_evidence(world.shop->room, at.sales(), view.order));
    return {};
  }));
  ASSERT_FALSE(evidence.empty());
  EXPECT_EQ(evidence.front().country, "DE") << "the law keeps it";
  EXPECT_FALSE(
      must(find_person(world.shop->room, *customer::MailAddress::parse(kAda))).has_value());
  EXPECT_EQ(must(erase_person(world.shop->room, ada, "operator")).names, 0)
      << "again: nothing more";
  world.expect_sound_ledger();
}

TEST_F(Library, AForgottenPersonsKeyOpensNothingAnyMore) {
  const PlacedOrder order = buy(kAda, "Ada Lovelace");
  const sales::Order before = world.view(order).order;
  EXPECT_FALSE(before.buyer_key_wrapped.empty());
  must(erase_order(world.shop->room, order.id, "operator"));
  const sales::Order after = world.view(order).order;
  EXPECT_EQ(after.buyer_key_wrapped + after.receipt_name_sealed, "");
}

TEST_F(Library, AnotherLinkOfAnOrderTakesItOutOfLibrariesThatTheOldOnePutItInto) {
  const PlacedOrder order = buy(kAda);
  world.run_jobs();
  const std::string thief = must(new_library(world.shop->room, order.token, "en", world.key()));
  EXPECT_EQ(references_in(*must(door().find(thief))).size(), 1U);
  must(renew_order_link(world.shop->room, order.id));
  must(world.shop->jobs.run_mail());  // the letter with the new link
  EXPECT_TRUE(references_in(*must(door().find(thief))).empty());
  const OpenLibrary own = must(door().open_letter(letter_to(kAda)));
  EXPECT_EQ(references_in(own.customer).size(), 1U) << "whose address it was placed with keeps it";
}

TEST_F(Library, AnotherLinkOfALibraryEndsWhatWasOpenedByTheOldOne) {
  const std::string mine = must(new_library(world.shop->room, buy("").token, "en", world.key()));
  const customer::CustomerId library = *must(door().find(mine));
  const std::string link = must(view_library(world.shop->room, library)).link_token;
  const OpenLibrary thief = must(door().open_link(link));
  must(renew_library_link(world.shop->room, library, mine));
  EXPECT_FALSE(must(door().find(thief.token)));
  EXPECT_TRUE(must(door().find(mine)));
  EXPECT_FALSE(door().open_link(link));
}

TEST_F(Library, AnOrderWithoutAnAddressIsForgottenWithTheLibraryThatHoldsItAndNobodyElses) {
  const PlacedOrder nobodys = buy("", "Ines Calder");
  const PlacedOrder adas = buy(kAda, "Ada Lovelace");
  const std::string session = must(new_library(world.shop->room, nobodys.token, "en", world.key()));
  const customer::CustomerId library = *must(door().find(session));
  must(put_order(world.shop->room, library, adas.token));
  EXPECT_EQ(must(erase_person(world.shop->room, library, "buyer")).names, 1);
  EXPECT_EQ(world.view(nobodys).receipt_name, "");
  EXPECT_EQ(world.view(adas).receipt_name, "Ada Lovelace") << "its address is somebody else's";
}

// A library that was made from the link of an order hangs on no address: it ends with whose order
// it is, also where the address or the order is all that is named.
TEST_F(Library, ForgettingSomebodyEndsLibrariesThatWereMadeFromTheLinksOfTheirOrders) {
  const Room& room = world.shop->room;
  for (const char* address : {kAda, ""}) {
    const PlacedOrder order = buy(address, "Ada Lovelace");
    const std::string session = must(new_library(room, order.token, "en", world.key()));
    const customer::CustomerId library = *must(door().find(session));
    must(make_reader_password(room, library));
    const LibraryView view = must(view_library(room, library));
    const PersonalData data = *address == '\0' ? must(personal_data_of_order(room, order.id))
                                               : must(personal_data(room, person(address)));
    ASSERT_EQ(data.linked.size(), 1U);
    EXPECT_EQ(data.linked.front().orders, 1);
    EXPECT_TRUE(data.linked.front().reading_apps_since);
    EXPECT_EQ(must(erase_order(room, order.id, "operator")).libraries, 1);
    EXPECT_FALSE(must(door().find(session)));
    EXPECT_FALSE(door().open_link(view.link_token));
    ReaderDoor reader(room);
    EXPECT_FALSE(reader.open(view.reading_apps->name, view.reading_apps->password, "one"));
    EXPECT_EQ(world.view(order).order.state, OrderState::fulfilled);
  }
}

TEST_F(Library, ForgettingSomebodyLeavesLibrariesOfOthersThatHoldTheirOrderOpen) {
  const PlacedOrder adas = buy(kAda, "Ada Lovelace");
  const PlacedOrder nobodys = buy("");
  const std::string others = must(new_library(world.shop->room, nobodys.token, "en", world.key()));
  world.clock.advance(Duration::minutes(1));
  must(put_order(world.shop->room, *must(door().find(others)), adas.token));
  EXPECT_EQ(must(erase_person(world.shop->room, person(kAda), "operator")).libraries, 0);
  EXPECT_TRUE(must(door().find(others)));
}

TEST_F(Library, UnpaidOrdersOfStrangersHideNothingAndKeepNobodyFromBeingForgotten) {
  const PlacedOrder bought = buy(kAda, "Ada Lovelace");
  const PlacedOrder loose = buy("");
  const customer::CustomerId ada = person(kAda);
  add_orders_like(bought, 501, ada);
  const auto has = [](const std::vector<std::string>& all, const std::string& reference) {
    return std::ranges::find(all, reference) != all.end();
  };
  EXPECT_TRUE(has(references_in(ada), world.view(bought).order.reference));
  must(put_order(world.shop->room, ada, loose.token));
  EXPECT_TRUE(has(references_in(ada), world.view(loose).order.reference));
  EXPECT_EQ(must(personal_data(world.shop->room, ada)).orders.size(), 503U);
  EXPECT_EQ(must(erase_person(world.shop->room, ada, "buyer")).names, 502);
  EXPECT_EQ(world.view(bought).receipt_name, "");
}

TEST_F(Library, WhoIsForgottenWhileTheShopStopsIsForgottenWholeWhenThatIsAskedAgain) {
  const PlacedOrder bought = buy(kAda, "Ada Lovelace");
  const customer::CustomerId ada = person(kAda);
  add_orders_like(bought, 250, ada);
  const auto names = [&] {
    std::vector<sales::OrderId> all;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      all = AAN_TRY(at.customers().orders_of(ada, 1'000));
      return {};
    }));
    return std::ranges::count_if(all, [&](const sales::OrderId& id) { return has_name(id); });
  };
  HookedStore stopping(*world.store);
  int steps = 0;
  stopping.before_write = [&]() -> Result<> {
    if (++steps > 2) return fail(Errc::unavailable, "test", "the shop stops");
    return {};
  };
  EXPECT_FALSE(erase_person(room_over(stopping, world.shop->room), ada, "buyer"));
  EXPECT_EQ(names(), 251 - 200) << "a hundred at a time";
  EXPECT_EQ(person(kAda), ada) << "until all is done they are found";
  EXPECT_EQ(must(erase_person(world.shop->room, ada, "buyer")).names, 51);
  EXPECT_EQ(names(), 0);
  EXPECT_FALSE(must(find_person(world.shop->room, *customer::MailAddress::parse(kAda))));
}

TEST_F(Library, OrdersThatComeWhileTheirPersonIsForgottenAreForgottenToo) {
  const PlacedOrder bought = buy(kAda, "Ada Lovelace");
  const customer::CustomerId ada = person(kAda);
  add_orders_like(bought, 150, ada);
  HookedStore store(*world.store);
  bool is_late = false;
  PlacedOrder late;
  store.before_write = [&]() -> Result<> {
    if (is_late) return {};
    is_late = true;
    late = buy(kAda, "Ada Lovelace");
    return {};
  };
  EXPECT_EQ(must(erase_person(room_over(store, world.shop->room), ada, "buyer")).names, 152);
  EXPECT_FALSE(has_name(late.id));
}

// Whoever hands the link of an order to somebody else has no say over what they gathered with it.
TEST_F(Library, ForgettingSomebodyEndsNoLibraryThatHoldsOrdersOfOthers) {
  const PlacedOrder adas = buy(kAda, "Ada Lovelace");
  const PlacedOrder veras = buy("", "Vera");
  const std::string session = must(new_library(world.shop->room, adas.token, "en", world.key()));
  const customer::CustomerId library = *must(door().find(session));
  world.clock.advance(Duration::minutes(1));
  must(put_order(world.shop->room, library, veras.token));
  EXPECT_EQ(must(erase_person(world.shop->room, person(kAda), "buyer")).libraries, 0);
  EXPECT_TRUE(must(door().find(session)));
  EXPECT_EQ(must(view_library(world.shop->room, library)).orders.size(), 1U) << "without Ada's";
  EXPECT_EQ(world.view(veras).receipt_name, "Vera");
}

TEST_F(Library, WhomAGiftIsForIsToldToWhoeverGivesItAlone) {
  world.shop->shop.has_mail = true;
  CheckoutRequest request;
  request.offers = {book};
  request.method = "card";
  request.email = kAda;
  request.gift = {"Grace", "grace@example.net", "Read slowly", ""};
  request.idempotency_key = world.key();
  const PlacedOrder order = must(world.shop->checkout.place(request));
  const std::string session = must(new_library(world.shop->room, order.token, "en", world.key()));
  const auto told = [&](const customer::CustomerId& whose) {
    const OrderView view = must(personal_data(world.shop->room, whose)).orders.at(0).view;
    return view.gift_words.name + "|" + view.gift_words.message + "|" + view.gift_email;
  };
  EXPECT_EQ(told(person(kAda)), "Grace|Read slowly|grace@example.net");
  EXPECT_EQ(told(*must(door().find(session))), "Grace|Read slowly|") << "as on the order's page";
}

}  // namespace
}  // namespace aan::service
