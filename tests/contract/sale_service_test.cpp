#include <algorithm>

#include "adapters/pay_sandbox/sandbox_provider.hpp"
#include "crypto/token.hpp"
#include "service/delivery/deliver.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/run_jobs.hpp"
#include "service/sale/checkout.hpp"
#include "testing/kept_mail.hpp"
#include "testing/memory_blob_store.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using ports::Queue;
using sales::OrderState;

/// The use cases of a sale over a real store and the play-money processor, and two books to sell.
class SaleService : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (store == nullptr) return;
    keys = std::make_unique<crypto::LiveKeys>(crypto::KeyRing::generate(rng, clock.wall()));
    sealer = std::make_unique<crypto::Sealer>(*keys, rng);
    room = std::make_unique<service::Room>(
        service::Room{*store, blobs, clock, rng, ids, *keys, *sealer, *find_asset("USD")});
    sandbox = std::make_unique<pay_sandbox::SandboxProvider>(*store, rng);
    providers =
        std::make_unique<service::Providers>(std::vector<ports::PaymentProvider*>{sandbox.get()});
    begin = std::make_unique<service::BeginPayment>(*room, *providers);
    confirm = std::make_unique<service::ConfirmPayment>(*room, *providers);
    pace = std::make_unique<service::OrderPace>(
        clock, service::OrderPace::Limits{.all = {40, Duration::seconds(10)},
                                          .free = {10, Duration::seconds(10)}});
    numbers = std::make_unique<service::CheckTaxNumber>(clock, nullptr);
    checkout =
        std::make_unique<service::Checkout>(*room, *providers, *begin, *pace, taxes, *numbers);
    deliver = std::make_unique<service::Deliver>(*room);
    refund = std::make_unique<service::RefundPayment>(*room, *providers);
    mail = std::make_unique<service::SendMail>(*room, shop, letters, &post);
    documents = std::make_unique<service::IssueDocuments>(*room, seller);
    jobs = std::make_unique<service::RunJobs>(*room, *providers, *begin, *confirm, *refund, *mail,
                                              *documents);
    book.files[0].cid = blobs.put_bytes("the text of a book")->cid;
    book.files[0].size = 18;
    write([&](ports::UnitOfWork& u) { return book.add(u); });
  }
  void TearDown() override {
    jobs.reset();
    sandbox.reset();
    StoreContract::TearDown();
  }

  Result<service::PlacedOrder> try_place(const std::string& key) {
    service::CheckoutRequest request;
    request.offers = {book.offer.id};
    request.method = "sandbox";
    request.idempotency_key = key + "-a-key-of-enough-bytes";
    return checkout->place(request);
  }
  service::PlacedOrder ordered(const std::string& key) { return try_place(key).value(); }
  sales::Order order(const service::PlacedOrder& placed) {
    return *read([&](const ports::Snapshot& s) { return s.sales().find_order(placed.id); });
  }
  bool is_there(const service::PlacedOrder& placed) {
    return read([&](const ports::Snapshot& s) { return s.sales().find_order(placed.id); })
        .has_value();
  }
  std::string counter_of(const service::PlacedOrder& placed) {
    return read([&](const ports::Snapshot& s) { return s.payments().intents_of(placed.id); })
        .back()
        .provider_ref;
  }
  std::vector<std::string> pay(const service::PlacedOrder& placed, const std::string& key) {
    return sandbox->act(counter_of(placed), ports::SandboxAct::pay, key, clock.wall()).value();
  }
  ports::QueueDepth inbox() {
    return read([](const ports::Snapshot& s) { return s.queues().depth(Queue::inbox); });
  }
  void run_all_jobs() {
    EXPECT_TRUE(jobs->run_outbox());
    EXPECT_TRUE(jobs->run_inbox());
    EXPECT_TRUE(jobs->reconcile());
    EXPECT_TRUE(jobs->expire_orders());
    EXPECT_TRUE(jobs->purge());
    EXPECT_TRUE(jobs->purge_unpaid());
  }
  /// Time as a shop lives it: expiry first, then looks at what was begun, to their end.
  void let_pass(int days) {
    for (int day = 0; day < days; ++day) {
      clock.advance(Duration::days(1));
      run_all_jobs();
    }
  }

  testing::MemoryBlobStore blobs;
  SampleBook book = sample_book(ids, "sold");
  std::unique_ptr<crypto::LiveKeys> keys;
  std::unique_ptr<crypto::Sealer> sealer;
  std::unique_ptr<service::Room> room;
  std::unique_ptr<pay_sandbox::SandboxProvider> sandbox;
  std::unique_ptr<service::Providers> providers;
  std::unique_ptr<service::BeginPayment> begin;
  std::unique_ptr<service::ConfirmPayment> confirm;
  std::unique_ptr<service::RefundPayment> refund;
  std::unique_ptr<service::OrderPace> pace;
  service::TaxRules taxes;
  std::unique_ptr<service::CheckTaxNumber> numbers;
  std::unique_ptr<service::Checkout> checkout;
  std::unique_ptr<service::Deliver> deliver;
  service::Shop shop{.name = "Night Shelves",
                     .addresses = {"https://books.example"},
                     .currency = *find_asset("USD")};
  testing::KeptMail post;
  testing::PlainLetters letters;
  std::unique_ptr<service::SendMail> mail;
  sales::Seller seller;
  std::unique_ptr<service::IssueDocuments> documents;
  std::unique_ptr<service::RunJobs> jobs;
};
AAN_ON_BOTH_ENGINES(SaleService);

TEST_P(SaleService, AnOrderIsTriedToBePaidABoundedNumberOfTimes) {
  const auto placed = ordered("one");
  const auto again = [&](std::size_t number) {
    return begin->retry(placed.token, "sandbox", "attempt-number-" + std::to_string(100 + number));
  };
  for (std::size_t number = 1; number < payment::kAttemptsMax; ++number)
    ASSERT_TRUE(again(number)) << number;
  const auto refused = again(payment::kAttemptsMax);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::limited);
  EXPECT_EQ(refused.error().reason, "attempts_used_up");
  EXPECT_TRUE(again(3)) << "an earlier request is answered as before";
  // The last attempt still takes the money.
  for (const std::string& message : pay(placed, "k"))
    EXPECT_TRUE(jobs->take_in("sandbox", message));
  EXPECT_EQ(order(placed).state, OrderState::fulfilled);
}

TEST_P(SaleService, OrdersBeyondThePaceAreRefusedWithATimeAndRepeatsAreNot) {
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(try_place("o" + std::to_string(i))) << i;
  const auto refused = try_place("o40");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::limited);
  EXPECT_EQ(refused.error().reason, "orders_too_fast");
  EXPECT_EQ(refused.error().retry_after_s, 11);
  EXPECT_TRUE(try_place("o7")) << "the same request again places nothing";
  clock.advance(Duration::seconds(10));
  EXPECT_TRUE(try_place("o7")) << "and takes nothing from others";
  service::CheckoutRequest impossible;
  impossible.idempotency_key = "a-key-of-enough-bytes";
  EXPECT_FALSE(checkout->place(impossible)) << "nor does what is refused";
  EXPECT_TRUE(try_place("o40"));
  EXPECT_FALSE(try_place("o41"));
}

TEST_P(SaleService, AnOrderThatNeverSawMoneyIsForgottenAndItsLateMoneyIsNot) {
  const auto unpaid = ordered("unpaid");
  const auto paid = ordered("paid");
  for (const std::string& message : pay(paid, "k")) ASSERT_TRUE(jobs->take_in("sandbox", message));
  let_pass(29);
  EXPECT_EQ(order(unpaid).state, OrderState::cancelled);
  const std::vector<std::string> late = pay(unpaid, "late");
  let_pass(3);
  EXPECT_FALSE(is_there(unpaid));
  EXPECT_EQ(order(paid).state, OrderState::fulfilled);
  // The processor delivers what it knows; nobody knows the attempt any more.
  for (const std::string& message : late) ASSERT_TRUE(jobs->take_in("sandbox", message));
  for (int hour = 0; hour < 60; ++hour) {
    clock.advance(Duration::hours(1));
    run_all_jobs();
  }
  EXPECT_EQ(inbox().waiting, 0);
  const auto dead = read([](const ports::Snapshot& s) { return s.queues().dead(Queue::inbox, 5); });
  ASSERT_EQ(dead.size(), 1U) << "kept for a person, whatever happens";
  EXPECT_EQ(dead[0].payload, late[0]);
  EXPECT_TRUE(read([](const ports::Snapshot& s) { return s.ledger().check(); }).empty());
}

TEST_P(SaleService, MoneyThatCameWhileTheShopWasOffIsFoundBeforeTheOrderIsForgotten) {
  const auto placed = ordered("one");
  run_all_jobs();
  pay(placed, "never delivered");
  clock.advance(Duration::days(90));
  run_all_jobs();
  EXPECT_EQ(order(placed).state, OrderState::fulfilled);
}

TEST_P(SaleService, OneSpoiltOrderStopsNoOther) {
  const auto spoilt = ordered("spoilt");
  const auto unpaid = ordered("unpaid");
  const auto good = ordered("good");
  const auto told = pay(spoilt, "a");
  pay(good, "never delivered");
  ASSERT_TRUE(place->tamper("UPDATE orders SET total_amount = total_amount + 1 WHERE id = '" +
                            spoilt.id.value + "'"));
  ASSERT_TRUE(jobs->accept("sandbox", told[0]));
  clock.advance(Duration::minutes(1));
  run_all_jobs();
  EXPECT_EQ(order(good).state, OrderState::fulfilled) << "reconciliation went on";
  EXPECT_EQ(order(spoilt).state, OrderState::open);
  EXPECT_EQ(inbox().waiting, 1) << "its message is tried again, not lost";
  const auto later = ordered("later");
  for (const std::string& message : pay(later, "b")) ASSERT_TRUE(jobs->accept("sandbox", message));
  clock.advance(Duration::days(1));
  run_all_jobs();
  EXPECT_EQ(order(later).state, OrderState::fulfilled) << "the inbox went on";
  EXPECT_EQ(order(unpaid).state, OrderState::cancelled) << "expiry went on";
  let_pass(40);
  EXPECT_FALSE(is_there(unpaid)) << "purge went on";
  EXPECT_TRUE(is_there(spoilt));
}

TEST_P(SaleService, ADamagedFileCostsNobodyAUseAndComesBack) {
  const auto placed = ordered("one");
  for (const std::string& message : pay(placed, "k"))
    ASSERT_TRUE(jobs->take_in("sandbox", message));
  const auto grant = [&] {
    return read([&](const ports::Snapshot& s) { return s.sales().grants(placed.id); }).at(0);
  };
  const auto start = [&](const std::string& key) {
    return deliver->start(placed.token, grant().id, key + "-a-key-of-enough-bytes");
  };
  const auto bad_files = [&] {
    const auto bad =
        service::check_files(*room, {}, service::Look::read, [](const service::FileCheck&) {
          return true;
        })->bad;
    return std::ranges::count(bad, "file", &service::BadCopy::kind);
  };
  const std::string begun = start("first").value();
  const std::string fetched = start("second").value();
  ASSERT_TRUE(deliver->reserve(crypto::token_digest(fetched), 18));
  deliver->finish(crypto::token_digest(fetched), 18, 18);
  EXPECT_EQ(grant().uses_left, 3);
  blobs.damage(book.files[0].cid, 0);
  EXPECT_EQ(start("third").error().reason, "file_damaged");
  EXPECT_EQ(deliver->open(begun).error().reason, "file_damaged");
  EXPECT_EQ(deliver->open(fetched).error().reason, "file_damaged");
  EXPECT_EQ(grant().uses_left, 4) << "given back once, for the address that brought nothing";
  EXPECT_EQ(try_place("two").error().reason, "being_restored");
  EXPECT_EQ(bad_files(), 1);
  ASSERT_TRUE(blobs.put_bytes("the text of a book"));
  EXPECT_EQ(bad_files(), 0);
  EXPECT_TRUE(try_place("two"));
  EXPECT_TRUE(deliver->open(start("third").value()));
  EXPECT_EQ(grant().uses_left, 3);
}

}  // namespace
}  // namespace aan::contract
