#include "service/sale/gifts.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "ports/reading_store.hpp"
#include "service/audit.hpp"
#include "service/books/release_preorders.hpp"
#include "service/customer/personal_data.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using sales::GiftState;

class Gifts : public ::testing::Test {
 protected:
  Gifts() { book = world.add_book("Walden", world.money(900)); }
  [[nodiscard]] const Room& room() const { return world.shop->room; }

  PlacedOrder give(const GiftWish& wish) {
    CheckoutRequest request;
    request.offers = {book};
    request.method = "card";
    request.receipt_name = "Ines";
    request.gift = wish;
    request.idempotency_key = world.key();
    return must(world.shop->checkout.place(request));
  }
  std::string claim_link(const PlacedOrder& order) {
    return must(claim_token(room().keys.ring(), *world.view(order).gift));
  }
  // Whatever link the order has.
  std::string link_to_claim(const PlacedOrder& order) {
    return must(claim_token(room().keys.ring(),
                            *must(view_order_by_id(room(), world.shop->providers, order.id)).gift));
  }
  // What its giver may hand over now; empty: nothing.
  std::string handed(const PlacedOrder& order) {
    const OrderView view = world.view(order);
    return look_at_given(room(), *view.gift, view.order.state).claim_token;
  }
  GiftView seen(const std::string& token) { return must(view_gift(room(), token)); }
  std::string claim(const std::string& token) {
    return must(claim_gift(room(), token, world.key()));
  }
  void keep_place(const PlacedOrder& order) {
    sales::ReadingPlace place;
    place.grant_id = world.view(order).lines[0].files[0].grant.id;
    place.order_id = order.id;
    place.file_id = world.view(order).lines[0].files[0].file.id;
    place.kept_at = room().clock.wall();
    must(room().store.write(
        "test", [&](ports::UnitOfWork& unit) { return ports::reading_of(unit).put_place(place); }));
  }
  std::size_t places(const PlacedOrder& order) {
    std::size_t count = 0;
    must(room().store.read([&](const ports::Snapshot& at) -> Result<> {
      count = AAN_TRY(ports::reading_of(at).places_of(order.id)).size();
      return {};
    }));
    return count;
  }
  ShopWorld world;
  catalog::OfferId book;
};

TEST_F(Gifts, AreClaimedOnceAndDownloadedByWhoeverClaimedThemAlone) {
  const PlacedOrder order = give({"Ada", "", "Read it slowly.\n\nThen again.", ""});
  const std::string first = claim_link(order);
  EXPECT_EQ(seen(first).state, GiftState::unpaid);
  EXPECT_EQ(refusal(claim_gift(room(), first, world.key())).reason, "gift_unpaid");
  EXPECT_EQ(handed(order), "");
  world.pay(order);
  EXPECT_EQ(handed(order), first);
  const GiftView open = seen(first);
  EXPECT_EQ(open.state, GiftState::open);
  EXPECT_EQ(open.words.name, "Ada");
  EXPECT_EQ(open.words.message, "Read it slowly.\n\nThen again.");
  const std::string key = world.key();
  const std::string own = must(claim_gift(room(), first, key));
  EXPECT_NE(own, first);
  EXPECT_EQ(handed(order), "") << "it leads nowhere now";
  EXPECT_EQ(must(claim_gift(room(), first, key)), own) << "the same request, the same answer";
  const auto written = must(list_audit(room(), 0, 9));
  ASSERT_EQ(written.size(), 1U);
  EXPECT_EQ(written.front().action + " " + written.front().subject,
            "gift.claim " + world.view(order).order.reference);
  EXPECT_EQ(refusal(claim_gift(room(), first, world.key())).reason, "gift_claimed");
  EXPECT_EQ(refusal(claim_gift(room(), own, world.key())).reason, "gift_claimed");
  const GiftView mine = seen(own);
  EXPECT_TRUE(mine.is_own);
  ASSERT_EQ(mine.order.lines[0].files.size(), 1U);
  EXPECT_FALSE(mine.order.lines[0].files[0].refusal);
  const sales::GrantId grant = mine.order.lines[0].files[0].grant.id;
  EXPECT_EQ(world.view(order).lines[0].files[0].refusal, sales::DownloadRefusal::given);
  EXPECT_EQ(refusal(world.shop->deliver.start(order.token, grant, world.key())).reason, "given");
  EXPECT_EQ(refusal(world.shop->deliver.renew(order.token, grant, world.key())).reason, "given");
  EXPECT_EQ(refusal(world.shop->deliver.start(first, grant, world.key())).reason,
            "no_such_download");
  EXPECT_TRUE(world.shop->deliver.start(own, grant, world.key()));
  world.expect_sound_ledger();
}

TEST_F(Gifts, OfManyWhoClaimAtOnceOneHasIt) {
  const PlacedOrder order = give({"Ada", "", "", ""});
  world.pay(order);
  const std::string first = claim_link(order);
  std::vector<std::string> keys;
  for (int i = 0; i < 8; ++i) keys.push_back(world.key());
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (const std::string& key : keys)
    threads.emplace_back([&, key] { taken += claim_gift(room(), first, key).has_value(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
}

TEST_F(Gifts, WaitForTheirDayAndTheLetterLeavesOnIt) {
  const PlacedOrder order = give({"Ada", "ada@example.org", "Happy new year", "2027-01-01"});
  world.pay(order);
  world.run_jobs();
  const std::string first = claim_link(order);
  EXPECT_EQ(seen(first).state, GiftState::waiting);
  EXPECT_EQ(handed(order), first) << "on its day it can be claimed";
  EXPECT_EQ(refusal(claim_gift(room(), first, world.key())).reason, "gift_waiting");
  EXPECT_TRUE(world.shop->post.sent.empty());
  world.clock.jump_wall(*parse_rfc3339("2027-01-01T00:00:00Z"));
  world.run_jobs();
  world.run_jobs();
  ASSERT_EQ(world.shop->post.sent.size(), 1U);
  EXPECT_EQ(world.shop->post.sent[0].to, "ada@example.org");
  EXPECT_TRUE(world.shop->post.sent[0].letter.text.contains(first));
  claim(first);
  EXPECT_FALSE(world.view(order).gift->address_index.empty());
  world.run_jobs();
  EXPECT_TRUE(world.view(order).gift->address_index.empty()) << "nobody needs it any more";
}

TEST_F(Gifts, ThatWereClaimedOrTakenBackBeforeTheirLetterGetNone) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder order = give({"Ada", "ada@example.org", "", "2027-01-01"});
  world.pay(order);
  must(world.shop->refund.request({order.id, std::nullopt, "operator", world.key()}));
  const std::string first = claim_link(order);
  EXPECT_EQ(seen(first).state, GiftState::closed);
  world.clock.jump_wall(*parse_rfc3339("2027-01-02T00:00:00Z"));
  world.run_jobs();
  EXPECT_TRUE(world.shop->post.sent.empty());
  EXPECT_EQ(refusal(claim_gift(room(), first, world.key())).reason, "gift_closed");
  world.expect_sound_ledger();
}

TEST_F(Gifts, ThatArePaidBackAfterTheyWereClaimedAreWithheldFromWhoeverHasThem) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder order = give({"Ada", "", "", ""});
  world.pay(order);
  const std::string own = claim(claim_link(order));
  const sales::GrantId grant = seen(own).order.lines[0].files[0].grant.id;
  must(world.shop->refund.request({order.id, std::nullopt, "operator", world.key()}));
  EXPECT_EQ(seen(own).state, GiftState::closed);
  EXPECT_EQ(refusal(world.shop->deliver.start(own, grant, world.key())).reason, "withdrawn");
}

// As an order says that its downloads rest, and a download is refused.
TEST_F(Gifts, RestWhileABankOnlyAsksOrTheirMoneyIsGoneAndAreClosedWhenItDecides) {
  const PlacedOrder order = give({"Ada", "", "", ""});
  const PlacedOrder taken = give({"Ben", "", "", ""});
  for (const PlacedOrder& one : {order, taken}) world.pay(one);
  const std::string first = claim_link(order);
  const std::string own = claim(claim_link(taken));
  const sales::GrantId grant = seen(own).order.lines[0].files[0].grant.id;
  const auto both = [&](PaymentEventKind kind) {
    world.dispute(order, "of order", kind);
    world.dispute(taken, "of taken", kind);
  };
  both(PaymentEventKind::dispute_opened);
  for (const std::string& link : {first, own}) EXPECT_EQ(seen(link).state, GiftState::resting);
  EXPECT_EQ(handed(order), "") << "nobody could claim it now";
  EXPECT_EQ(refusal(claim_gift(room(), first, world.key())).reason, "gift_resting");
  EXPECT_EQ(refusal(world.shop->deliver.start(own, grant, world.key())).reason, "withdrawn");
  both(PaymentEventKind::dispute_won);
  EXPECT_EQ(seen(first).state, GiftState::open);
  EXPECT_EQ(seen(own).state, GiftState::claimed);
  both(PaymentEventKind::dispute_lost);
  for (const std::string& link : {first, own}) EXPECT_EQ(seen(link).state, GiftState::closed);
  const PlacedOrder vanished = give({"Eva", "", "", ""});
  world.pay(vanished);
  world.clock.advance(Duration::seconds(1));
  const payment::PaymentIntent attempt = world.attempt(vanished);
  world.confirm(world.happens(world.card, attempt, PaymentEventKind::lost,
                              "card money " + attempt.id.value, attempt.due.amount));
  EXPECT_EQ(world.state(vanished), OrderState::payment_lost);
  EXPECT_EQ(seen(claim_link(vanished)).state, GiftState::resting);
}

TEST_F(Gifts, ALostLinkIsGivenAnewAndEndsTheOneBefore) {
  const PlacedOrder order = give({"Ada", "", "", ""});
  world.pay(order);
  const GiftLink first = must(give_gift_link(room(), order.id, "operator"));
  EXPECT_FALSE(first.is_own);
  const std::string own = claim(first.token);
  const GiftLink second = must(give_gift_link(room(), order.id, "operator"));
  EXPECT_TRUE(second.is_own);
  EXPECT_EQ(refusal(view_gift(room(), own)).reason, "no_such_gift");
  EXPECT_TRUE(seen(second.token).is_own);
}

TEST_F(Gifts, AnotherLinkOfTheOrderEndsTheOneToClaimAndWhoeverGetsItIsWrittenToAgain) {
  world.shop->shop.has_mail = true;
  const auto letters = [&] {
    std::vector<std::string> links;
    must(world.shop->jobs.run_mail());
    for (const ports::MailMessage& one : world.shop->post.sent)
      if (one.letter.subject.starts_with("gift for"))
        links.push_back(one.letter.text.substr(one.letter.text.rfind('/') + 1));
    return links;
  };
  const PlacedOrder order = give({"Ada", "ada@example.org", "", ""});
  world.pay(order);
  const std::string on_the_page = claim_link(order);
  ASSERT_EQ(letters(), std::vector{on_the_page});
  const std::string renewed = must(renew_own_link(room(), order.token, world.key()));
  EXPECT_EQ(refusal(view_gift(room(), on_the_page)).reason, "no_such_gift");
  EXPECT_EQ(refusal(claim_gift(room(), on_the_page, world.key())).reason, "no_such_gift")
      << "whoever had the order's old link claims nothing";
  const std::string second = link_to_claim(order);
  EXPECT_NE(second, on_the_page);
  EXPECT_EQ(letters(), (std::vector{on_the_page, second})) << "one letter for each link";
  must(renew_order_link(room(), order.id, "ada"));
  const std::string third = link_to_claim(order);
  EXPECT_EQ(letters(), (std::vector{on_the_page, second, third}));
  const std::string own = claim(third);
  must(renew_order_link(room(), order.id, "ada"));
  EXPECT_TRUE(seen(own).is_own) << "what was claimed stays claimed";
  EXPECT_EQ(seen(third).state, GiftState::claimed);
  EXPECT_EQ(letters().size(), 3U);
}

TEST_F(Gifts, ALetterThatWaitsForItsDayLeavesOnceWithTheLinkThatCounts) {
  world.shop->shop.has_mail = true;
  const Timestamp day = world.clock.wall() + Duration::days(3);
  const PlacedOrder order = give({"Ada", "ada@example.org", "", rfc3339(day)});
  must(renew_order_link(room(), order.id, "ada"));  // before it is paid
  world.pay(order);
  must(renew_order_link(room(), order.id, "ada"));
  must(world.shop->jobs.run_mail());
  EXPECT_TRUE(world.shop->post.sent.empty());
  world.clock.advance(Duration::days(3));
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(world.shop->post.sent.size(), 1U);
  const std::string link = link_to_claim(order);
  EXPECT_TRUE(world.shop->post.sent[0].letter.text.ends_with("/" + link));
}

// Disputed twice around the day: each time the letter is held, and in the end it leaves once.
TEST_F(Gifts, ALetterThatIsDueWhileABankDisputesLeavesOnceWhenTheOrderOpensAgain) {
  const Timestamp day = world.clock.wall() + Duration::days(2);
  const PlacedOrder order = give({"Ada", "ada@example.org", "", rfc3339(day)});
  const auto mail = [&] {
    world.run_jobs();
    return world.shop->post.sent.size();
  };
  world.pay(order);
  world.dispute(order, "d1", PaymentEventKind::dispute_opened);
  EXPECT_EQ(mail(), 0U);
  world.clock.advance(Duration::days(3));
  EXPECT_EQ(mail(), 0U);
  EXPECT_EQ(seen(claim_link(order)).state, GiftState::resting);
  world.dispute(order, "d1", PaymentEventKind::dispute_won);
  world.dispute(order, "d2", PaymentEventKind::dispute_opened);
  EXPECT_EQ(mail(), 0U) << "queued again, and held again";
  world.dispute(order, "d2", PaymentEventKind::dispute_won);
  ASSERT_EQ(mail(), 1U);
  EXPECT_EQ(seen(claim_link(order)).state, GiftState::open);
  EXPECT_TRUE(world.shop->post.sent[0].letter.text.contains(claim_link(order)));
  world.dispute(order, "d3", PaymentEventKind::dispute_opened);
  world.dispute(order, "d3", PaymentEventKind::dispute_won);
  EXPECT_EQ(mail(), 1U) << "it left already";
}

TEST_F(Gifts, ALetterThatIsHeldIsNotSentOfAnEarlierLinkNorOfOneThatWasHandedOver) {
  const PlacedOrder order = give({"Ada", "ada@example.org", "", ""});
  world.pay(order);
  world.dispute(order, "d1", PaymentEventKind::dispute_opened);
  world.run_jobs();
  must(renew_order_link(room(), order.id, "ada"));
  world.run_jobs();
  EXPECT_TRUE(world.shop->post.sent.empty());
  const PlacedOrder handed_over = give({"Ben", "ben@example.org", "", ""});
  world.pay(handed_over);
  claim(claim_link(handed_over));
  world.dispute(handed_over, "d2", PaymentEventKind::dispute_opened);
  world.run_jobs();
  world.dispute(order, "d1", PaymentEventKind::dispute_won);
  world.dispute(handed_over, "d2", PaymentEventKind::dispute_won);
  world.run_jobs();
  ASSERT_EQ(world.shop->post.sent.size(), 1U);
  EXPECT_TRUE(world.shop->post.sent[0].letter.text.contains(link_to_claim(order)));
}

TEST_F(Gifts, AGiverWhoIsForgottenBeforeTheDayLeavesTheTakerTheirLetter) {
  const Timestamp day = world.clock.wall() + Duration::days(2);
  const PlacedOrder order = give({"Ada", "ada@example.org", "Words", rfc3339(day)});
  world.pay(order);
  must(erase_order(room(), order.id, "operator"));
  EXPECT_TRUE(world.view(order).gift->words_sealed.empty());
  world.clock.advance(Duration::days(2));
  world.run_jobs();
  ASSERT_EQ(world.shop->post.sent.size(), 1U);
  EXPECT_EQ(world.shop->post.sent[0].to, "ada@example.org");
  EXPECT_FALSE(world.shop->post.sent[0].letter.text.contains("Words"));
  claim(claim_link(order));
  world.run_jobs();
  EXPECT_TRUE(world.view(order).gift->address_index.empty());
  EXPECT_TRUE(world.view(order).gift->key_wrapped.empty()) << "nothing is left to open";
  // The taker is forgotten with all of it.
  const PlacedOrder other = give({"Ben", "ben@example.org", "", rfc3339(day + Duration::days(5))});
  world.pay(other);
  const auto ben = must(customer::MailAddress::parse("ben@example.org"));
  EXPECT_EQ(must(forget_gifts_for(room(), ben, "operator")), 1);
  world.clock.advance(Duration::days(6));
  world.run_jobs();
  EXPECT_EQ(world.shop->post.sent.size(), 1U);
}

TEST_F(Gifts, AreCheckedBeforeAnythingIsOrdered) {
  const auto reason = [&](const GiftWish& wish) {
    const auto read = read_gift(wish, world.clock.wall());
    return read ? std::string("none") : read.error().reason;
  };
  EXPECT_EQ(reason({"Ada", "", "", ""}), "none");
  EXPECT_EQ(reason({"", "", "words", ""}), "gift_name");
  EXPECT_EQ(reason({std::string(121, 'x'), "", "", ""}), "gift_name");
  EXPECT_EQ(reason({"Ada", "nobody", "", ""}), "mail_address");
  EXPECT_EQ(reason({"Ada", "", std::string(2001, 'x'), ""}), "gift_message");
  EXPECT_EQ(reason({"Ada", "", "", "soon"}), "gift_day");
  EXPECT_EQ(reason({"Ada", "", "", "2099-01-01"}), "gift_day");
  EXPECT_EQ(reason({"Ada", "", "", "2020-01-01"}), "gift_day") << "a day that was";
}

TEST_F(Gifts, WhoeverGivesOrGetsOneIsForgottenAndTheRightStays) {
  const PlacedOrder order = give({"Ada", "ada@example.org", "Words", ""});
  world.pay(order);
  const auto ada = must(customer::MailAddress::parse("ada@example.org"));
  ASSERT_EQ(must(gifts_for(room(), ada)).size(), 1U);
  EXPECT_EQ(must(gifts_for(room(), ada))[0].words.message, "Words");
  const std::string own = claim(claim_link(order));
  keep_place(order);
  EXPECT_TRUE(must(personal_data_of_order(room(), order.id)).orders[0].places.empty());
  EXPECT_EQ(must(forget_gifts_for(room(), ada, "operator")), 1);
  EXPECT_EQ(places(order), 0U);
  EXPECT_TRUE(must(gifts_for(room(), ada)).empty());
  EXPECT_TRUE(seen(own).words.name.empty());
  EXPECT_FALSE(seen(own).order.lines[0].files[0].refusal);
  const PlacedOrder other = give({"Ben", "", "Other words", ""});
  world.pay(other);
  keep_place(other);
  must(erase_order(room(), other.id, "operator"));
  EXPECT_EQ(places(other), 1U) << "how far somebody read is not the giver's to end";
  EXPECT_TRUE(world.view(other).gift->words_sealed.empty());
  EXPECT_EQ(seen(claim_link(other)).state, GiftState::open) << "it can still be claimed";
}

TEST_F(Gifts, TheLetterAboutOneThatCostNothingHasNoWordsOfItsGiverAndTenADayIsAll) {
  world.shop->shop.has_mail = true;
  book = world.add_book("Leaflet", world.money(0));
  for (int i = 0; i < 12; ++i)
    give({"Your parcel is held", "victim@example.org", "Pay at https://evil.example", ""});
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(world.shop->post.sent.size(), 10U);
  for (const ports::MailMessage& one : world.shop->post.sent) {
    EXPECT_FALSE(one.letter.text.contains("evil")) << one.letter.text;
    EXPECT_FALSE(one.letter.subject.contains("parcel")) << one.letter.subject;
  }
}

}  // namespace
}  // namespace aan::service
