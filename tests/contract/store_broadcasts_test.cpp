#include <algorithm>

#include "crypto/hash.hpp"
#include "domain/sales/gift.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using customer::Broadcast;
using customer::CustomerId;

class StoreBroadcasts : public StoreContract {
 protected:
  SampleBook added(const std::string& title) {
    SampleBook book = sample_book(ids, title);
    write([&](ports::UnitOfWork& u) { return book.add(u); });
    return book;
  }
  // Somebody with an address, and an order of the book that is delivered.
  CustomerId buyer(const SampleBook& book, bool has_address = true) {
    customer::Customer one;
    one.id = ids.make<CustomerId>();
    if (has_address) one.address_index = "index " + one.id.value;
    one.locale = "en";
    one.created_at = clock.wall();
    write([&](ports::UnitOfWork& u) { return u.customers().add_customer(one); });
    order_of(one.id, book);
    return one.id;
  }
  Result<> add_grant(ports::UnitOfWork& u, const sales::Entitlement& right,
                     const catalog::FileId& file) {
    sales::DownloadGrant grant;
    grant.id = ids.make<sales::GrantId>();
    grant.entitlement_id = right.id;
    grant.order_id = right.order_id;
    grant.file_id = file;
    grant.expires_at = clock.wall() + sales::kGrantFor;
    return u.sales().add_grant(grant);
  }
  // Another version of the book's first file, in place of that or of a later one.
  catalog::FileId replace(const SampleBook& book, const catalog::FileId& file) {
    ports::NewFileVersion version;
    version.replaces = file;
    version.edition = book.edition;
    version.file = book.files.front();
    version.file.id = ids.make<catalog::FileId>();
    version.file.cid = cid_of(version.file.id.value);
    version.note = "Typos";
    version.by = "ada";
    version.at = clock.wall();
    write([&](ports::UnitOfWork& u) { return u.catalog().add_version(version); });
    return version.file.id;
  }
  catalog::FileId replaced(const SampleBook& book) { return replace(book, book.files.front().id); }
  sales::OrderId order_of(const CustomerId& who, const SampleBook& book, bool is_delivered = true,
                          const std::optional<catalog::FileId>& file = std::nullopt) {
    const sales::Order order = sample_order(ids, {book});
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.sales().add_order(order));
      AAN_TRY(u.customers().add_order_of(who, order.id));
      sales::Entitlement entitlement;
      entitlement.id = ids.make<sales::EntitlementId>();
      entitlement.order_id = order.id;
      entitlement.line_id = order.lines.front().id;
      entitlement.edition_id = book.edition.id;
      entitlement.edition_version = 1;
      entitlement.granted_at = clock.wall();
      AAN_TRY(u.sales().add_entitlement(entitlement));
      AAN_TRY(add_grant(u, entitlement, file ? *file : book.files.front().id));
      if (!is_delivered) return {};
      using enum sales::OrderState;
      AAN_TRY(u.sales().move_order(order.id, open, 1, paid, clock.wall()));
      return u.sales().move_order(order.id, paid, 2, fulfilled, clock.wall());
    });
    return order.id;
  }
  void give_away(const sales::OrderId& order) {
    sales::Gift gift;
    gift.id = ids.make<sales::GiftId>();
    gift.order_id = order;
    gift.opens_at = clock.wall();
    gift.claim_key_id = "k1";
    gift.claim_digest = crypto::sha256("claim " + gift.id.value);
    gift.created_at = clock.wall();
    write([&](ports::UnitOfWork& u) { return u.gifts().add_gift(gift); });
  }
  Broadcast broadcast(const SampleBook& book) {
    Broadcast made;
    made.id = ids.make<customer::BroadcastId>();
    made.work_id = book.work.id.value;
    made.file_id = book.files.front().id.value;
    made.version = 2;
    made.note = "Typos\nA map";
    made.created_by = "ada";
    made.created_at = clock.wall();
    return made;
  }
  std::vector<CustomerId> buyers(const catalog::FileId& version, const CustomerId& after = {},
                                 std::int64_t limit = 50) {
    return read([&](const ports::Snapshot& s) {
      return s.broadcasts().buyers_after(version, after, limit);
    });
  }
  std::optional<sales::OrderId> order_with(const CustomerId& who, const catalog::FileId& version) {
    return read([&](const ports::Snapshot& s) { return s.broadcasts().order_with(who, version); });
  }
};
AAN_ON_BOTH_ENGINES(StoreBroadcasts);

TEST_P(StoreBroadcasts, ABuyerIsWhoeverHasADeliveredOrderAndAnAddressAndIsThereOnce) {
  const SampleBook book = added("Walden");
  const SampleBook other = added("Emma");
  const CustomerId ada = buyer(book);
  order_of(ada, book);
  buyer(book, /*has_address=*/false);
  buyer(other);
  const CustomerId unpaid = buyer(other);
  order_of(unpaid, book, /*is_delivered=*/false);
  EXPECT_TRUE(buyers(book.files.front().id).empty()) << "the first of all replaces nothing";
  const catalog::FileId second = replaced(book);
  EXPECT_EQ(buyers(second), std::vector{ada});
  EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.broadcasts().count_buyers(second); }), 1);
}

TEST_P(StoreBroadcasts, AVersionConcernsWhoHasAnEarlierOneOfThatFileAndNotTheNewOneYet) {
  SampleBook book = sample_book(ids, "Walden");
  book.files.push_back(book.files.front());
  book.files.back().id = ids.make<catalog::FileId>();
  book.files.back().format = "pdf";
  book.files.back().cid = cid_of("a pdf");
  write([&](ports::UnitOfWork& u) { return book.add(u); });
  const CustomerId first = buyer(book);
  const CustomerId both = buyer(book);
  const CustomerId pdf = buyer(added("Emma"));
  order_of(pdf, book, true, book.files.back().id);
  const catalog::FileId two = replaced(book);
  const CustomerId second = buyer(added("Middlemarch"));
  order_of(second, book, true, two);
  EXPECT_EQ(buyers(two), (std::vector{std::min(first, both), std::max(first, both)}));
  const catalog::FileId three = replace(book, two);
  const sales::OrderId newest = order_of(both, book, true, three);
  std::vector<CustomerId> concerned = {first, second};
  std::ranges::sort(concerned);
  EXPECT_EQ(buyers(three), concerned) << "of any earlier one; not who bought once more since";
  EXPECT_EQ(buyers(two), std::vector{first}) << "who has a later one needs none before";
  ASSERT_TRUE(order_with(both, three));
  EXPECT_NE(*order_with(both, three), newest);
  EXPECT_FALSE(order_with(pdf, three));
}

TEST_P(StoreBroadcasts, WhoGaveTheBookAwayIsNoBuyerOfIt) {
  const SampleBook book = added("Walden");
  const CustomerId ada = buyer(added("Emma"));
  give_away(order_of(ada, book));
  const catalog::FileId second = replaced(book);
  EXPECT_TRUE(buyers(second).empty());
  EXPECT_FALSE(order_with(ada, second));
  const sales::OrderId own = order_of(ada, book);
  EXPECT_EQ(buyers(second), std::vector{ada});
  EXPECT_EQ(order_with(ada, second), own);
  give_away(order_of(ada, book, true, second));
  EXPECT_EQ(buyers(second), std::vector{ada}) << "what was given away is not theirs";
}

TEST_P(StoreBroadcasts, BuyersComeByRisingIdInSteps) {
  const SampleBook book = added("Walden");
  std::vector<CustomerId> all;
  for (int i = 0; i < 5; ++i) all.push_back(buyer(book));
  std::ranges::sort(all);
  const catalog::FileId second = replaced(book);
  const auto first = buyers(second, {}, 3);
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first.back(), all[2]);
  EXPECT_EQ(buyers(second, first.back(), 3), (std::vector{all[3], all[4]}));
  EXPECT_TRUE(buyers(second, all.back()).empty());
}

TEST_P(StoreBroadcasts, WhoStoppedThemIsNoBuyerUntilTheyAreWantedAgain) {
  const SampleBook book = added("Walden");
  const CustomerId ada = buyer(book);
  const catalog::FileId second = replaced(book);
  const std::string digest = crypto::sha256("token");
  write([&](ports::UnitOfWork& u) {
    return u.broadcasts().put_letter_link({ada, "key00001", digest, std::nullopt});
  });
  const auto stop = [&](std::optional<Timestamp> at) {
    return write([&](ports::UnitOfWork& u) { return u.broadcasts().set_opted_out(digest, at); });
  };
  EXPECT_TRUE(stop(clock.wall()));
  EXPECT_TRUE(buyers(second).empty());
  write([&](ports::UnitOfWork& u) {
    return u.broadcasts().put_letter_link({ada, "key00002", digest, std::nullopt});
  });
  EXPECT_TRUE(buyers(second).empty()) << "another key changes nothing about that";
  EXPECT_TRUE(stop(std::nullopt));
  EXPECT_EQ(buyers(second), std::vector{ada});
  const auto link =
      read([&](const ports::Snapshot& s) { return s.broadcasts().find_letter_link(digest); });
  ASSERT_TRUE(link);
  EXPECT_EQ(link->customer_id, ada);
  EXPECT_EQ(link->link_key_id, "key00002");
  EXPECT_FALSE(write([](ports::UnitOfWork& u) {
    return u.broadcasts().set_opted_out(crypto::sha256("other"), std::nullopt);
  }));
}

TEST_P(StoreBroadcasts, AVersionIsToldOfOnceAndMovesFromWhereItStands) {
  const SampleBook book = added("Walden");
  Broadcast made = broadcast(book);
  write([&](ports::UnitOfWork& u) { return u.broadcasts().add_broadcast(made); });
  Broadcast again = broadcast(book);
  EXPECT_EQ(
      refused([&](ports::UnitOfWork& u) { return u.broadcasts().add_broadcast(again); }).reason,
      "broadcast_begun");
  const auto next = [&] {
    return read([](const ports::Snapshot& s) { return s.broadcasts().next_broadcast(); });
  };
  ASSERT_TRUE(next());
  EXPECT_EQ(next()->note, "Typos\nA map");
  Broadcast moved = made;
  moved.after = ids.make<CustomerId>();
  moved.queued = 50;
  write([&](ports::UnitOfWork& u) { return u.broadcasts().move_broadcast(moved, made.after); });
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.broadcasts().move_broadcast(moved, made.after);
            }).reason,
            "broadcast_moved");
  EXPECT_EQ(next()->queued, 50);
  Broadcast ended = moved;
  ended.ended_at = clock.wall();
  write([&](ports::UnitOfWork& u) { return u.broadcasts().move_broadcast(ended, moved.after); });
  EXPECT_FALSE(next());
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.broadcasts().broadcasts(9); }).size(), 1U);
  EXPECT_TRUE(read([&](const ports::Snapshot& s) {
    return s.broadcasts().find_broadcast_of(book.files.front().id);
  }));
}

TEST_P(StoreBroadcasts, TheNewestDeliveredOrderOfTheBookIsFound) {
  const SampleBook book = added("Walden");
  const CustomerId ada = buyer(book);
  clock.advance(Duration::days(1));
  const sales::OrderId unpaid = order_of(ada, book, /*is_delivered=*/false);
  const auto found = order_with(ada, replaced(book));
  ASSERT_TRUE(found);
  EXPECT_NE(*found, unpaid);
}

TEST_P(StoreBroadcasts, JobsWhoseKeysBeginAlikeAreCountedByWhatBecameOfThem) {
  const auto queue = [&](const std::string& key) {
    ports::QueuedJob job;
    job.id = ids.make<ports::JobId>();
    job.queue = ports::Queue::mail;
    job.kind = "mail.version";
    job.dedupe_key = key;
    job.due_at = clock.wall();
    write([&](ports::UnitOfWork& u) { return u.queues().enqueue(job); });
  };
  for (const char* key : {"version:a:1", "version:a:2", "version:a:3", "version:b:1", "receipt:a"})
    queue(key);
  const auto jobs = write([&](ports::UnitOfWork& u) {
    return u.queues().claim(ports::Queue::mail, clock.wall(), clock.wall() + Duration::hours(1), 9);
  });
  for (const ports::QueuedJob& job : jobs) {
    if (job.dedupe_key == "version:a:1")
      write([&](ports::UnitOfWork& u) { return u.queues().complete(job); });
    if (job.dedupe_key == "version:a:2")
      write([&](ports::UnitOfWork& u) {
        return u.queues().bury(job, fail(Errc::unavailable, "try", "no").error());
      });
  }
  const auto tally = read(
      [](const ports::Snapshot& s) { return s.queues().tally(ports::Queue::mail, "version:a:"); });
  EXPECT_EQ(tally.waiting, 1);
  EXPECT_EQ(tally.done, 1);
  EXPECT_EQ(tally.dead, 1);
}

}  // namespace
}  // namespace aan::contract
