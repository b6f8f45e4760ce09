#include "service/books/manage_catalog.hpp"
#include "service/books/manage_coupons.hpp"
#include "service/books/merge_books.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class CheckoutOnStore : public ::testing::Test {
 protected:
  CheckoutRequest request(const std::vector<catalog::OfferId>& offers) {
    CheckoutRequest request;
    request.offers = offers;
    request.method = "card";
    request.receipt_name = "Ada Buyer";
    request.idempotency_key = world.key();
    return request;
  }
  ShopWorld world;
};

TEST_F(CheckoutOnStore, TheQuoteIsFrozenIntoTheOrderAndALaterPriceChangesNothing) {
  const auto offer = world.add_book("Walden", world.money(499));
  const PlacedOrder order = world.place({offer});
  must(set_price(world.shop->room, "walden", world.money(9'999)));
  const OrderView view = world.view(order);
  EXPECT_EQ(view.order.quote.total, world.money(499));
  EXPECT_EQ(view.lines.at(0).line.quoted.offer_revision, 1);
  EXPECT_EQ(world.attempt(order).due, world.money(499));
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(must(world.review({offer})).quote.total, world.money(9'999));
  world.expect_sound_ledger();
}

TEST_F(CheckoutOnStore, TheSameKeyGivesTheSameOrderAndAnotherRequestIsAConflict) {
  const auto offer = world.add_book("Walden", world.money(499));
  const auto other = world.add_book("Emma", world.money(299));
  CheckoutRequest once = request({offer});
  const PlacedOrder first = must(world.shop->checkout.place(once));
  const PlacedOrder again = must(world.shop->checkout.place(once));
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.token, first.token);
  EXPECT_EQ(again.prompt_url, first.prompt_url);
  EXPECT_EQ(world.view(first).attempts.size(), 1U);
  once.offers = {other};
  EXPECT_EQ(refusal(world.shop->checkout.place(once)).reason, "idempotency_key_reused");
}

TEST_F(CheckoutOnStore, AKeyIsForgottenAfterAWeekAndNotBefore) {
  const CheckoutRequest once = request({world.add_book("Walden", world.money(499))});
  const PlacedOrder first = must(world.shop->checkout.place(once));
  world.clock.advance(kIdempotencyKeptFor - Duration::seconds(1));
  must(world.shop->jobs.purge());
  EXPECT_EQ(must(world.shop->checkout.place(once)).id, first.id);
  world.clock.advance(Duration::seconds(2));
  must(world.shop->jobs.purge());
  EXPECT_NE(must(world.shop->checkout.place(once)).id, first.id);
}

TEST_F(CheckoutOnStore, ACodeOfABookCountsForTheOneThatStandsForItForAsLongAsItDoes) {
  const auto twin = world.add_book("Walden again", world.money(499));
  const auto walden = world.add_book("Walden", world.money(799));
  world.add_book("Emma", world.money(299));
  const Room& room = world.shop->room;
  const auto add_code = [&](const std::string& code, std::vector<std::string> books) {
    CouponWish wish;
    wish.terms.code = code;
    wish.terms.amount_off = world.money(100);
    wish.books = std::move(books);
    must(add_coupon(room, wish));
  };
  const auto discount = [&](const std::string& code, const std::vector<catalog::OfferId>& offers) {
    Basket basket;
    basket.offers = offers;
    basket.coupon = code;
    const auto review = world.shop->checkout.review(basket);
    return review ? review->quote.discount.amount : -1;
  };
  add_code("BEFORE", {"walden-again"});
  add_code("BOTH", {"walden-again", "walden"});
  add_code("EMMA", {"emma"});
  EXPECT_EQ(discount("BEFORE", {walden}), -1);
  must(merge_books(room, "walden-again", "walden", "ada"));
  add_code("AFTER", {"walden-again"});
  for (const char* code : {"BEFORE", "BOTH", "AFTER"}) EXPECT_EQ(discount(code, {walden}), 100);
  EXPECT_EQ(discount("EMMA", {walden}), -1);
  CheckoutRequest asked = request({walden});
  asked.coupon = "BEFORE";
  EXPECT_EQ(world.view(must(world.shop->checkout.place(asked))).order.quote.total,
            world.money(699));
  must(unmerge_book(room, "walden-again", "ada"));
  EXPECT_EQ(discount("BEFORE", {walden}), -1);
  EXPECT_EQ(discount("AFTER", {walden}), -1);
  for (const char* code : {"BEFORE", "AFTER"}) EXPECT_EQ(discount(code, {twin}), 100);
  EXPECT_EQ(discount("BOTH", {twin, walden}), 100);
}

TEST_F(CheckoutOnStore, AFreeOrderIsFulfilledWithoutAnAttempt) {
  const PlacedOrder order = world.place({world.add_book("Emma", world.money(0))}, "");
  const OrderView view = world.view(order);
  EXPECT_EQ(view.order.state, OrderState::fulfilled);
  EXPECT_TRUE(view.attempts.empty());
  EXPECT_EQ(view.lines.at(0).files.size(), 1U);
  EXPECT_TRUE(order.prompt_url.empty());
  world.expect_sound_ledger();
}

TEST_F(CheckoutOnStore, NoPriceAHiddenBookAndAStrangerAreNotSoldAndLeaveNothing) {
  const auto unpriced = world.add_book("Unpriced", std::nullopt);
  const auto hidden = world.add_book("Hidden", world.money(100));
  must(set_visibility(world.shop->room, "hidden", catalog::Visibility::hidden));
  EXPECT_EQ(refusal(world.shop->checkout.place(request({unpriced}))).reason, "not_for_sale");
  for (const auto& offer : {hidden, catalog::OfferId{"test_nothing"}}) {
    const Error error = refusal(world.shop->checkout.place(request({offer})));
    EXPECT_EQ(error.reason, "no_such_offer");
    EXPECT_FALSE(error.safe.contains("Hidden")) << error.safe;
  }
  EXPECT_EQ(refusal(world.shop->checkout.place(request({}))).reason, "empty_cart");
  std::vector<sales::Order> orders;
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    orders = AAN_TRY(at.sales().list_orders({})).orders;
    return {};
  }));
  EXPECT_TRUE(orders.empty());
}

TEST_F(CheckoutOnStore, ABookTwiceAMethodThatIsNotOfferedAndAnEndlessNameAreRefused) {
  const auto offer = world.add_book("Walden", world.money(499));
  EXPECT_EQ(refusal(world.shop->checkout.place(request({offer, offer}))).reason, "duplicate_offer");
  CheckoutRequest wrong = request({offer});
  wrong.method = "barter";
  EXPECT_EQ(refusal(world.shop->checkout.place(wrong)).reason, "method");
  wrong = request({offer});
  wrong.receipt_name = std::string(121, 'a');
  EXPECT_EQ(refusal(world.shop->checkout.place(wrong)).reason, "receipt_name");
  wrong.receipt_name = "\xff";
  EXPECT_EQ(refusal(world.shop->checkout.place(wrong)).reason, "receipt_name");
}

TEST_F(CheckoutOnStore, ATotalThatChangedWhileTheBuyerLookedIsRefused) {
  CheckoutRequest seen = request({world.add_book("Walden", world.money(499))});
  seen.seen_total = world.money(499);
  must(set_price(world.shop->room, "walden", world.money(599)));
  EXPECT_EQ(refusal(world.shop->checkout.place(seen)).reason, "price_changed");
  seen.seen_total = world.money(599);
  EXPECT_EQ(world.view(must(world.shop->checkout.place(seen))).order.quote.total, world.money(599));
}

TEST_F(CheckoutOnStore, AProcessorThatIsDownLeavesAnOrderThatTheOutboxBegins) {
  world.card.set_down(true);
  const PlacedOrder order = world.place({world.add_book("Walden", world.money(499))});
  EXPECT_TRUE(order.prompt_url.empty());
  EXPECT_EQ(world.card.begin_count(), 1);
  world.card.set_down(false);
  EXPECT_EQ(must(world.shop->jobs.run_outbox()), 0) << "not due yet: the request has tried";
  world.clock.advance(Duration::seconds(11));
  EXPECT_EQ(must(world.shop->jobs.run_outbox()), 1);
  EXPECT_EQ(world.attempt(order).prompt_url,
            "https://pay.example/" + world.attempt(order).provider_ref);
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(CheckoutOnStore, TheNameOnTheReceiptIsReadBackAndStoredSealed) {
  const PlacedOrder order =
      must(world.shop->checkout.place(request({world.add_book("Walden", world.money(499))})));
  const OrderView view = world.view(order);
  EXPECT_EQ(view.receipt_name, "Ada Buyer");
  EXPECT_EQ(view.order.receipt_name_sealed.find("Ada"), std::string::npos);
  world.restart();
  EXPECT_EQ(world.view(order).receipt_name, "Ada Buyer");
}

TEST_F(CheckoutOnStore, OnlyItsOwnTokenOpensAnOrder) {
  const auto offer = world.add_book("Walden", world.money(499));
  const PlacedOrder mine = world.place({offer});
  const PlacedOrder other = world.place({offer});
  EXPECT_NE(mine.token, other.token);
  for (const std::string& wrong : {std::string(), mine.id.value, mine.reference,
                                   mine.token.substr(1), mine.token + "A", std::string(27, 'A')})
    EXPECT_EQ(refusal(view_order(world.shop->room, world.shop->providers, wrong)).code,
              Errc::not_found);
}

TEST_F(CheckoutOnStore, AFloodOfFreeOrdersLeavesRoomForBuyers) {
  const auto gift = world.add_book("A gift", world.money(0));
  int placed = 0;
  for (; placed < 5'000; ++placed)
    if (!world.shop->checkout.place(request({gift}))) break;
  EXPECT_LT(placed, 5'000);
  const Error refused = refusal(world.shop->checkout.place(request({gift})));
  EXPECT_EQ(refused.reason, "orders_too_fast");
  EXPECT_TRUE(refused.retry_after_s.has_value());
  must(world.shop->checkout.place(request({world.add_book("Emma", world.money(299))})));
}

TEST_F(CheckoutOnStore, WhoIsRefusedForThePaceOfAllTakesNothingOfTheOtherPaces) {
  const auto gift = world.add_book("A gift", world.money(0));
  const auto book = world.add_book("Emma", world.money(299));
  OrderPace pace(world.clock, {.all = {1, Duration::seconds(10)},
                               .free = {1, Duration::hours(1)},
                               .free_letters = {1, Duration::hours(1)}});
  ShopProcess& shop = *world.shop;
  Checkout checkout(shop.room, shop.providers, shop.begin, pace, shop.taxes, shop.numbers);
  CheckoutRequest paid = request({book});
  paid.email = "ada@example.org";
  const PlacedOrder first = must(checkout.place(paid));
  EXPECT_EQ(must(checkout.place(paid)).id, first.id) << "a repetition is answered at any pace";
  paid.idempotency_key = world.key();
  EXPECT_EQ(refusal(checkout.place(paid)).reason, "orders_too_fast");
  CheckoutRequest free = request({gift});
  free.email = "ben@example.org";
  EXPECT_EQ(refusal(checkout.place(free)).reason, "orders_too_fast");
  world.clock.advance(Duration::seconds(10));
  EXPECT_TRUE(checkout.place(free))
      << "the pace of free orders and that of their letters are whole";
}

TEST_F(CheckoutOnStore, AKeyOfOneOperationIsNoKeyForAnother) {
  const auto offer = world.add_book("Emma", world.money(299));
  CheckoutRequest once = request({offer});
  const PlacedOrder order = must(world.shop->checkout.place(once));
  EXPECT_EQ(refusal(world.shop->confirm.cancel(order.token, once.idempotency_key)).reason,
            "idempotency_key_reused");
}

TEST_F(CheckoutOnStore, AKeyThatAnybodyWouldThinkOfIsRefused) {
  CheckoutRequest weak = request({world.add_book("Emma", world.money(299))});
  weak.idempotency_key = "0000000000000001";
  EXPECT_EQ(refusal(world.shop->checkout.place(weak)).reason, "idempotency_key");
}

}  // namespace
}  // namespace aan::service
