#include "service/letters/send_mail.hpp"

#include <gtest/gtest.h>

#include "crypto/keyring.hpp"
#include "service/audit.hpp"
#include "service/letters/resend_receipt.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Mail : public ::testing::Test {
 protected:
  PlacedOrder place(const std::string& email, const std::string& method = "card") {
    CheckoutRequest request;
    request.offers = {book};
    request.method = method;
    request.email = email;
    request.idempotency_key = world.key();
    return must(world.shop->checkout.place(request));
  }
  PlacedOrder buy(const std::string& email) {
    PlacedOrder order = place(email);
    world.pay(order);
    return order;
  }
  const std::vector<ports::MailMessage>& sent() { return world.shop->post.sent; }
  ports::QueueDepth letters() {
    ports::QueueDepth depth;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      depth = AAN_TRY(at.queues().depth(ports::Queue::mail));
      return {};
    }));
    return depth;
  }
  /// Rounds of a day in which every due letter is tried.
  void let_pass(Duration span, Duration step) {
    for (const Timestamp end = world.clock.wall() + span; world.clock.wall() < end;) {
      must(world.shop->jobs.run_mail());
      world.clock.advance(step);
    }
  }
  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(Mail, AReceiptFollowsThePaymentOnceAndOnlyWhereThereIsAnAddress) {
  const PlacedOrder order = place("ada@example.org");
  world.run_jobs();
  EXPECT_TRUE(sent().empty()) << "nothing before the payment";
  world.pay(order);
  world.run_jobs();
  world.run_jobs();
  ASSERT_EQ(sent().size(), 1U);
  EXPECT_EQ(sent()[0].to, "ada@example.org");
  EXPECT_EQ(sent()[0].letter.text, "https://books.example/orders/" + order.token);
  EXPECT_TRUE(world.view(order).has_address);
  buy("");
  world.run_jobs();
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(Mail, AnAddressThatCannotBeWrittenToOrdersNothing) {
  CheckoutRequest request;
  request.offers = {book};
  request.method = "card";
  request.email = "ada@example.org\r\nBcc: eve@example.org";
  request.idempotency_key = world.key();
  EXPECT_EQ(refusal(world.shop->checkout.place(request)).reason, "mail_address");
}

TEST_F(Mail, WhatWasPaidForGoesFirstAndWhatWaitsBehindItIsNeverLeftForGood) {
  const catalog::OfferId gratis = world.add_book("Gratis", world.money(0));
  const auto take = [&](const std::string& email) {
    CheckoutRequest request;
    request.offers = {gratis};
    request.email = email;
    request.idempotency_key = world.key();
    must(world.shop->checkout.place(request));
  };
  take("free1@example.org");
  take("free2@example.org");
  for (int i = 0; i < 10; ++i) {
    world.clock.advance(Duration::seconds(1));
    buy("paid" + std::to_string(i) + "@example.org");
  }
  must(world.shop->jobs.run_mail());
  ASSERT_EQ(sent().size(), 12U);
  std::vector<std::size_t> turns;
  for (std::size_t i = 0; i < sent().size(); ++i)
    if (sent()[i].to.starts_with("free")) turns.push_back(i);
  EXPECT_EQ(turns, (std::vector<std::size_t>{4, 9})) << "each fifth, though they are older";
}

TEST_F(Mail, FreeOrdersOfOneSenderWriteAtAPaceAndNobodyElseWaits) {
  const catalog::OfferId gratis = world.add_book("Gratis", world.money(0));
  const OrderPace::Limits limits;
  int names = 0;
  const auto take = [&](const std::string& holder, bool is_written_to = true) {
    CheckoutRequest request;
    request.offers = {gratis};
    request.holder = holder;
    if (is_written_to) request.email = "stranger" + std::to_string(++names) + "@example.org";
    request.idempotency_key = world.key();
    return world.shop->checkout.place(request);
  };
  for (int i = 0; i < limits.own_free_letters.burst; ++i) EXPECT_TRUE(take("203.0.113.9"));
  const Error slowed = refusal(take("203.0.113.9"));
  EXPECT_EQ(slowed.reason, "free_letters_too_fast");
  EXPECT_EQ(slowed.code, Errc::limited);
  EXPECT_TRUE(slowed.retry_after_s.has_value());
  EXPECT_TRUE(take("203.0.113.9", false)) << "without an address";
  EXPECT_TRUE(take("198.51.100.7")) << "another sender";
  EXPECT_TRUE(take("")) << "who cannot be told apart has the pace of all";
  CheckoutRequest paid;
  paid.offers = {book};
  paid.method = "card";
  paid.holder = "203.0.113.9";
  paid.email = "ada@example.org";
  paid.idempotency_key = world.key();
  EXPECT_TRUE(world.shop->checkout.place(paid)) << "what is paid for has none";
  world.clock.advance(limits.own_free_letters.refill);
  EXPECT_TRUE(take("203.0.113.9"));
}

TEST_F(Mail, ADeadServerKeepsNothingWaitingButTheLetter) {
  world.shop->post.refusal =
      Error{Errc::unavailable, "smtp", "connection refused", {}, std::nullopt, "connect"};
  const PlacedOrder order = buy("ada@example.org");
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(letters().waiting, 1);
  let_pass(Duration::hours(6), Duration::minutes(1));
  EXPECT_EQ(letters().waiting, 1) << "it is tried for about a day";
  world.shop->post.refusal.reset();
  let_pass(Duration::hours(1), Duration::minutes(1));
  EXPECT_EQ(sent().size(), 1U);
  EXPECT_EQ(letters().waiting, 0);
}

TEST_F(Mail, IsBuriedAfterItsTriesAndGivenBackByAPerson) {
  world.shop->post.refusal =
      Error{Errc::unavailable, "smtp", "connection refused", {}, std::nullopt, "connect"};
  buy("ada@example.org");
  let_pass(Duration::hours(40), Duration::minutes(2));
  EXPECT_EQ(letters().dead, 1);
  EXPECT_EQ(world.shop->post.tries, kMailTriesMax);
  world.shop->post.refusal.reset();
  must(world.store->write("revive", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto dead = AAN_TRY(unit.queues().dead(ports::Queue::mail, 5));
    AAN_TRY(unit.queues().revive(dead.at(0).id, world.clock.wall()));
    return {};
  }));
  must(world.shop->jobs.run_mail());
  EXPECT_EQ(sent().size(), 1U);
}

TEST_F(Mail, WhatTheServerRefusesForGoodIsNotTriedForLong) {
  world.shop->post.refusal = Error{
      Errc::upstream_rejected, "smtp", "the server said 550", {}, std::nullopt, "mail_refused"};
  buy("nobody@example.org");
  let_pass(Duration::hours(1), Duration::seconds(10));
  EXPECT_EQ(world.shop->post.tries, kRefusedMailTriesMax);
  EXPECT_EQ(letters().dead, 1);
}

TEST_F(Mail, TheSameLetterHasTheSameIdAtEachTry) {
  world.shop->post.refusal =
      Error{Errc::timeout, "smtp", "no answer", {}, std::nullopt, "deadline"};
  buy("ada@example.org");
  let_pass(Duration::minutes(5), Duration::seconds(10));
  const auto& ids = world.shop->post.ids_tried;
  ASSERT_GT(ids.size(), 3U);
  for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
  EXPECT_TRUE(looks_like_id(ids.front()));
}

TEST_F(Mail, TheReceiptIsSentOnceMoreWithinAPace) {
  const PlacedOrder order = buy("ada@example.org");
  world.run_jobs();
  const std::string key = world.key();
  must(resend_receipt(world.shop->room, order.token, key));
  must(resend_receipt(world.shop->room, order.token, key));
  world.run_jobs();
  EXPECT_EQ(sent().size(), 2U) << "a button that is pressed twice sends one";
  const auto written = must(list_audit(world.shop->room, 0, 9));
  ASSERT_EQ(written.size(), 1U) << "and is written down once";
  EXPECT_EQ(written.front().actor + " " + written.front().action, "buyer order.mail");
  const Error soon = refusal(resend_receipt(world.shop->room, order.token, world.key()));
  EXPECT_EQ(soon.reason, "mail_too_soon");
  EXPECT_EQ(soon.retry_after_s, 601);
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, order.id)).reason, "mail_too_soon");
  for (std::int64_t times = 1; times < kReceiptMailsMax; ++times) {
    world.clock.advance(kReceiptMailEvery);
    must(resend_receipt(world.shop->room, order.token, world.key()));
  }
  world.clock.advance(kReceiptMailEvery);
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, order.token, world.key())).reason,
            "mails_used_up");
  must(resend_receipt(world.shop->room, order.id));
  world.run_jobs();
  EXPECT_EQ(sent().size(), 2U + kReceiptMailsMax);
}

TEST_F(Mail, ThereIsNoReceiptBeforeThePaymentNorWithoutAnAddress) {
  const PlacedOrder open = place("ada@example.org");
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, open.token, world.key())).reason,
            "no_receipt_yet");
  const PlacedOrder silent = buy("");
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, silent.token, world.key())).reason,
            "no_mail_address");
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, std::string(27, 'A'), world.key())).code,
            Errc::not_found);
}

TEST_F(Mail, AnAddressIsForgottenAMonthAfterTheDelivery) {
  const PlacedOrder order = buy("ada@example.org");
  world.run_jobs();
  world.clock.advance(customer::kAddressKeptFor - Duration::hours(1));
  world.run_jobs();
  EXPECT_TRUE(world.view(order).has_address);
  world.clock.advance(Duration::hours(2));
  world.run_jobs();
  EXPECT_FALSE(world.view(order).has_address);
  EXPECT_EQ(refusal(resend_receipt(world.shop->room, order.token, world.key())).reason,
            "no_mail_address");
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "the books stay";
}

TEST_F(Mail, TwoOrdersOfOneAddressAreOneCustomerAlsoAfterARotation) {
  const PlacedOrder one = buy("Ada@Example.org");
  crypto::KeyRing ring = world.keys.ring();
  must(ring.rotate(crypto::KeyPurpose::wrapping, world.rng, world.clock.wall()));
  world.keys.replace(std::move(ring));
  const PlacedOrder two = buy("ada@example.ORG");
  const auto customer_of = [&](const PlacedOrder& order) {
    std::string id;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      id = AAN_TRY(at.customers().customer_of(order.id))->id.value;
      return {};
    }));
    return id;
  };
  EXPECT_EQ(customer_of(one), customer_of(two));
}

}  // namespace
}  // namespace aan::service
