#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <thread>

#include "base/codec.hpp"
#include "base/file.hpp"
#include "service/sale/order_link.hpp"
#include "tests/service/hooked_store.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Delivered : public ::testing::Test {
 protected:
  Delivered() {
    offer = world.add_book("Walden", world.money(499));
    order = world.buy({offer});
    grant = file().grant.id;
  }
  OrderFile file() { return world.view(order).lines.at(0).files.at(0); }
  Result<std::string> start() { return world.shop->deliver.start(order.token, grant, world.key()); }
  Result<> renew() { return world.shop->deliver.renew(order.token, grant, world.key()); }
  void spend() {
    while (file().grant.uses_left > 0) must(start());
  }
  ShopWorld world;
  catalog::OfferId offer;
  PlacedOrder order;
  sales::GrantId grant;
};

TEST_F(Delivered, TheAddressOpensTheBytesThatWereBought) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  EXPECT_EQ(must(read_all(delivery.content, delivery.file.size)), "the text of Walden");
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses - 1);
}

TEST_F(Delivered, TheTimeLineSaysWhenADownloadBeganAndOnceWhenAllOfItHadArrived) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  const std::uint64_t size = delivery.file.size;
  const std::string what = grant.value + " " + hex(delivery.file.sha256);
  const auto send = [&](std::uint64_t bytes) {
    must(world.shop->deliver.reserve(delivery.token_digest, bytes));
    world.shop->deliver.finish(delivery.token_digest, bytes, bytes);
  };
  const auto told = [&] {
    std::string kinds;
    for (const sales::OrderEvent& event : world.view(order).events)
      if (event.detail == what) kinds += event.kind + " ";
    return kinds;
  };
  send(size - 1);
  EXPECT_EQ(told(), "download ");
  send(1);
  EXPECT_EQ(told(), "download downloaded ");
  send(size);
  send(size);
  EXPECT_EQ(told(), "download downloaded ") << "the same address, the same file";
}

TEST_F(Delivered, TheSameKeyTakesOneUseAndGivesTheSameAddress) {
  const std::string key = world.key();
  const std::string token = must(world.shop->deliver.start(order.token, grant, key));
  EXPECT_EQ(must(world.shop->deliver.start(order.token, grant, key)), token);
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses - 1);
}

TEST_F(Delivered, FiveUsesThenExhaustedThenRenewedByTheBuyerAlone) {
  spend();
  EXPECT_EQ(refusal(start()).reason, "exhausted");
  EXPECT_EQ(file().refusal, sales::DownloadRefusal::exhausted);
  EXPECT_TRUE(file().can_renew);
  must(renew());
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses);
  EXPECT_EQ(file().grant.renewals_left, sales::kGrantRenewalsMax - 1);
  must(start());
}

TEST_F(Delivered, AGrantThatStillWorksIsNotRenewed) {
  EXPECT_EQ(refusal(renew()).reason, "still_valid");
  EXPECT_EQ(file().grant.renewals_left, sales::kGrantRenewalsMax);
}

TEST_F(Delivered, TheNextRenewalWaitsAnHourAndSaysHowLong) {
  spend();
  must(renew());
  spend();
  world.clock.advance(Duration::minutes(59));
  const Error soon = refusal(renew());
  EXPECT_EQ(soon.reason, "too_soon");
  EXPECT_GE(soon.retry_after_s, 60);
  EXPECT_LE(soon.retry_after_s, 61);
  world.clock.advance(Duration::minutes(1));
  must(renew());
}

TEST_F(Delivered, TenRenewalsAndNoMore) {
  for (std::int64_t i = 0; i < sales::kGrantRenewalsMax; ++i) {
    spend();
    world.clock.advance(Duration::hours(1));
    must(renew());
  }
  spend();
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(refusal(renew()).reason, "renewals_exhausted");
  EXPECT_EQ(refusal(start()).reason, "exhausted_for_good") << "it sends nobody to renew it";
  world.clock.advance(sales::kGrantFor);
  EXPECT_EQ(refusal(start()).reason, "expired_for_good");
  EXPECT_FALSE(file().can_renew);
  EXPECT_EQ(file().grant.renewals_left, 0);
}

TEST_F(Delivered, OneKeyRenewsOnceHoweverOftenItIsSent) {
  spend();
  const std::string key = world.key();
  must(world.shop->deliver.renew(order.token, grant, key));
  must(world.shop->deliver.renew(order.token, grant, key));
  EXPECT_EQ(file().grant.renewals_left, sales::kGrantRenewalsMax - 1);
}

TEST_F(Delivered, AGrantEndsAfterAYearToTheSecondAndIsRenewedForAnother) {
  // original 6.1.27: times were compared as texts of two forms
  world.clock.advance(sales::kGrantFor - Duration::seconds(1));
  must(start());
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(refusal(start()).reason, "expired");
  must(renew());
  EXPECT_EQ(file().grant.expires_at, world.clock.wall() + sales::kGrantFor);
  must(start());
}

TEST_F(Delivered, AnAddressIsGoodForADayToTheSecond) {
  const std::string token = must(start());
  world.clock.advance(sales::kDownloadTokenFor - Duration::seconds(1));
  must(world.shop->deliver.open(token));
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(refusal(world.shop->deliver.open(token)).reason, "address_expired");
}

TEST_F(Delivered, TheSameKeyGivesTheSameAddressWhileItIsGoodAndThenSaysWhyItIsNot) {
  Deliver& deliver = world.shop->deliver;
  const std::string key = world.key();
  const auto again = [&] { return deliver.start(order.token, grant, key); };
  const std::string token = must(again());
  const Delivery delivery = must(deliver.open(token));
  world.clock.advance(sales::kDownloadTokenFor - Duration::seconds(1));
  EXPECT_EQ(must(again()), token);
  const std::uint64_t most = 2 * delivery.file.size + 1;
  must(deliver.reserve(delivery.token_digest, most));
  deliver.finish(delivery.token_digest, most, most);
  EXPECT_EQ(refusal(again()).reason, "address_spent");
  world.clock.advance(Duration::seconds(1));
  const Error over = refusal(again());
  EXPECT_EQ(over.code, Errc::gone) << "as the address itself says";
  EXPECT_EQ(over.reason, "address_expired");
  EXPECT_EQ(over.safe, refusal(deliver.open(token)).safe);
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses - 1) << "one use for all of it";
  must(start());
}

TEST_F(Delivered, TheSameKeyGoesByTheFileOfItsAddressWhateverNewVersionThereIs) {
  const std::string key = world.key();
  const std::string token = must(world.shop->deliver.start(order.token, grant, key));
  must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto before = AAN_TRY(unit.catalog().find_by_slug("walden"));
    const ports::BlobInfo larger = AAN_TRY(world.blobs.put_bytes(std::string(10'000, 'x')));
    ports::NewFileVersion version;
    version.replaces = before->files.front().id;
    version.edition = before->edition;
    version.file = before->files.front();
    version.file.id = world.ids.make<catalog::FileId>();
    version.file.cid = larger.cid;
    version.file.sha256 = larger.sha256;
    version.file.size = larger.size;
    version.note = "More of it";
    version.by = "ada";
    version.at = world.clock.wall();
    AAN_TRY(unit.catalog().add_version(version));
    return {};
  }));
  EXPECT_EQ(must(world.shop->deliver.start(order.token, grant, key)), token);
}

TEST_F(Delivered, AnAddressCarriesTheFileThreeTimesAndNotAByteMore) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  Deliver& deliver = world.shop->deliver;
  const std::uint64_t size = delivery.file.size;
  for (std::uint64_t i = 0; i < sales::kDownloadBytesFactor; ++i) {
    must(deliver.reserve(delivery.token_digest, size));
    deliver.finish(delivery.token_digest, size, size);
  }
  EXPECT_EQ(refusal(deliver.reserve(delivery.token_digest, 1)).reason, "address_spent");
}

// A desk of its own over the hooked store; an address of it, of which nothing is spent.
class DeliveredHooked : public Delivered {
 protected:
  DeliveredHooked() : address(must(world.shop->deliver.open(must(start())))) {}
  bool reserve(std::uint64_t bytes) {
    return deliver.reserve(address.token_digest, bytes).has_value();
  }
  void finish(std::uint64_t bytes) { deliver.finish(address.token_digest, bytes, bytes); }
  // Whoever comes here first waits until `freed`.
  void hold_first() {
    if (is_held.test_and_set()) return;
    held.count_down();
    freed.wait();
  }

  HookedStore store{*world.store};
  const Room& plain = world.shop->room;
  Room room = room_over(store, plain);
  Deliver deliver{room};
  Delivery address;
  std::uint64_t size = address.file.size;
  std::uint64_t allowance = size * sales::kDownloadBytesFactor;
  std::atomic_flag is_held;
  std::latch held{1};
  std::latch freed{1};
};

TEST_F(DeliveredHooked, ALookThatTakesLongKeepsNoOtherDownloadWaiting) {
  const Delivery other = must(world.shop->deliver.open(must(start())));
  store.before_read = [&] { hold_first(); };
  auto first = std::async(std::launch::async, [&] { return reserve(1); });
  held.wait();
  auto second = std::async(std::launch::async,
                           [&] { return deliver.reserve(other.token_digest, 1).has_value(); });
  EXPECT_EQ(second.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  freed.count_down();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
}

TEST_F(DeliveredHooked, WhatIsGoingToBeRefusedTakesNothingFromOthersMeanwhile) {
  store.before_read = [&] { hold_first(); };
  auto refused = std::async(std::launch::async, [&] { return reserve(allowance + 1); });
  held.wait();
  EXPECT_TRUE(reserve(allowance)) << "all of it is free";
  freed.count_down();
  EXPECT_FALSE(refused.get());
}

TEST_F(DeliveredHooked, WhatIsBeingWrittenCountsOnce) {
  ASSERT_TRUE(reserve(size));
  store.after_write = [&] { hold_first(); };
  auto ending = std::async(std::launch::async, [&] { finish(size); });
  held.wait();
  std::latch looks{1};
  std::atomic_flag has_looked;
  store.before_read = [&] {
    if (!has_looked.test_and_set()) looks.count_down();
  };
  auto all_the_rest = std::async(std::launch::async, [&] { return reserve(allowance - size); });
  looks.wait();
  all_the_rest.wait_for(std::chrono::milliseconds(50));
  freed.count_down();
  EXPECT_TRUE(all_the_rest.get());
  ending.get();
  EXPECT_FALSE(reserve(1));
}

TEST_F(DeliveredHooked, ALookThatAWriteOvertookIsRepeated) {
  ASSERT_TRUE(reserve(size));
  store.before_read = [&] { hold_first(); };
  auto late = std::async(std::launch::async, [&] { return reserve(allowance - size + 1); });
  held.wait();
  finish(size);
  freed.count_down();
  EXPECT_FALSE(late.get());
  EXPECT_TRUE(reserve(allowance - size));
}

TEST_F(DeliveredHooked, WhatWentOutAndCouldNotBeWrittenIsNotFreeAgain) {
  ASSERT_TRUE(reserve(size));
  store.before_write = [] { return fail(Errc::unavailable, "store", "the disk is full"); };
  finish(size);
  store.before_write = nullptr;
  EXPECT_EQ(refusal(deliver.reserve(address.token_digest, allowance - size + 1)).reason,
            "address_spent");
  EXPECT_TRUE(reserve(allowance - size));
}

TEST_F(DeliveredHooked, ManyAtOnceGetTheWholeAllowanceAndNotAByteMore) {
  std::atomic<bool> is_over = false;
  std::atomic<int> refused = 0;
  {
    std::jthread greedy([&] {
      while (!is_over) EXPECT_FALSE(reserve(allowance + 1));
    });
    // Together they ask for what there is, so nobody may be told to wait.
    std::vector<std::jthread> readers;
    for (std::uint64_t i = 0; i < sales::kDownloadBytesFactor; ++i)
      readers.emplace_back([&] {
        for (std::uint64_t sent = 0; sent < size; ++sent)
          if (reserve(1))
            finish(1);
          else
            refused += 1;
      });
    readers.clear();
    is_over = true;
  }
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(refusal(deliver.reserve(address.token_digest, 1)).reason, "address_spent");
}

TEST_F(DeliveredHooked, WhoeverAsksForMoreThanThereIsGetsExactlyWhatThereIs) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::atomic<std::uint64_t> carried = 0;
  {
    std::vector<std::jthread> readers;
    for (std::uint64_t i = 1; i <= 6; ++i)
      readers.emplace_back([&, i] {
        std::uint64_t bytes = i;
        while (std::chrono::steady_clock::now() < until) {
          const auto allowed = deliver.reserve(address.token_digest, bytes);
          if (allowed) {
            carried += bytes;
            finish(bytes);
          } else if (allowed.error().reason == "address_spent" && --bytes == 0) {
            break;
          }
        }
      });
  }
  EXPECT_EQ(carried, allowance);
}

TEST_F(Delivered, WhatWasReservedAndNotSentIsGivenBack) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  Deliver& deliver = world.shop->deliver;
  for (int cut = 0; cut < 30; ++cut) {
    must(deliver.reserve(delivery.token_digest, delivery.file.size));
    deliver.finish(delivery.token_digest, delivery.file.size, 1);
  }
  const std::uint64_t left = 3 * delivery.file.size - 30;
  must(deliver.reserve(delivery.token_digest, left));
  EXPECT_EQ(refusal(deliver.reserve(delivery.token_digest, 1)).reason, "busy");
  deliver.finish(delivery.token_digest, left, left);
  EXPECT_EQ(refusal(deliver.reserve(delivery.token_digest, 1)).reason, "address_spent");
}

TEST_F(Delivered, ALookAnswersAsAReservationWouldAndReservesNothing) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  Deliver& deliver = world.shop->deliver;
  const std::uint64_t size = delivery.file.size;
  for (int i = 0; i < 2 * Deliver::kTransfersMax; ++i)
    must(deliver.look(delivery.token_digest, size));
  const std::uint64_t most = 2 * size + 1;
  must(deliver.reserve(delivery.token_digest, most));
  EXPECT_EQ(refusal(deliver.look(delivery.token_digest, size)).reason, "busy");
  deliver.finish(delivery.token_digest, most, most);
  EXPECT_EQ(refusal(deliver.look(delivery.token_digest, size)).reason, "address_spent");
  must(deliver.look(delivery.token_digest, size - 1));
  must(deliver.reserve(delivery.token_digest, size - 1));
}

TEST_F(Delivered, TransfersAtOnceAreLimitedForOneAddress) {
  const Delivery delivery = must(world.shop->deliver.open(must(start())));
  for (int i = 0; i < Deliver::kTransfersMax; ++i)
    must(world.shop->deliver.reserve(delivery.token_digest, 1));
  EXPECT_EQ(refusal(world.shop->deliver.reserve(delivery.token_digest, 1)).reason, "busy");
  world.shop->deliver.finish(delivery.token_digest, 1, 0);
  must(world.shop->deliver.reserve(delivery.token_digest, 1));
}

TEST_F(Delivered, TwoBuyersOfOneBookHaveTheirOwnCounters) {
  const PlacedOrder other = world.buy({offer});
  const auto other_grant = world.view(other).lines.at(0).files.at(0).grant.id;
  spend();
  EXPECT_EQ(refusal(start()).reason, "exhausted");
  EXPECT_EQ(world.view(other).lines.at(0).files.at(0).grant.uses_left, sales::kGrantUses);
  must(world.shop->deliver.start(other.token, other_grant, world.key()));
  EXPECT_EQ(refusal(world.shop->deliver.start(order.token, other_grant, world.key())).code,
            Errc::not_found)
      << "a grant opens only with its own order";
  EXPECT_EQ(file().grant.uses_left, 0);
}

TEST_F(Delivered, TheLastUseIsTakenByOneOfTwenty) {
  while (file().grant.uses_left > 1) must(start());
  std::atomic<int> taken = 0;
  {
    std::vector<std::jthread> buyers;
    for (int i = 0; i < 20; ++i) buyers.emplace_back([&] { taken += start().has_value() ? 1 : 0; });
  }
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(file().grant.uses_left, 0);
}

TEST_F(Delivered, ADamagedFileCostsNoUseAndIsNotServed) {
  const std::string token = must(start());
  world.blobs.damage(file().file.cid, 3);
  const Error damaged = refusal(start());
  EXPECT_EQ(damaged.code, Errc::unavailable);
  EXPECT_EQ(damaged.reason, "file_damaged");
  EXPECT_EQ(refusal(world.shop->deliver.open(token)).reason, "file_damaged");
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses) << "the address carried nothing yet";
  must(world.blobs.put_bytes("the text of Walden"));
  must(start());
}

TEST_F(Delivered, EverythingSurvivesARestart) {
  const std::string token = must(start());
  world.restart();
  const Delivery delivery = must(world.shop->deliver.open(token));
  EXPECT_EQ(must(read_all(delivery.content, delivery.file.size)), "the text of Walden");
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses - 1);
}

TEST_F(Delivered, AnotherLinkOfTheOrderEndsAddressesOfDownloadsThatWereMadeBefore) {
  const std::string before = must(start());
  must(world.shop->deliver.open(before));
  must(renew_order_link(world.shop->room, order.id));
  EXPECT_FALSE(world.shop->deliver.open(before));
}

TEST_F(Delivered, AKeyThatWasUsedIsRefusedForThatWhateverElseIsAskedWithIt) {
  const std::string key = world.key();
  must(world.shop->deliver.start(order.token, grant, key));
  EXPECT_EQ(refusal(world.shop->deliver.start(order.token, {"no-such-grant"}, key)).reason,
            "idempotency_key_reused");
}

}  // namespace
}  // namespace aan::service
