#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreLibrary : public StoreContract {
 protected:
  customer::CustomerId add_customer(const std::string& index) {
    customer::Customer it;
    it.id = ids.make<customer::CustomerId>();
    it.key_wrapped = it.address_sealed = "sealed";
    it.address_index = index;
    it.locale = "en";
    it.created_at = now;
    write([&](ports::UnitOfWork& unit) { return unit.customers().add_customer(it); });
    return it.id;
  }
  customer::LibraryLetter letter_for(std::optional<customer::CustomerId> whose) {
    customer::LibraryLetter letter;
    letter.id = ids.make<customer::LibraryLetterId>();
    letter.customer_id = std::move(whose);
    letter.link_key_id = "k1";
    letter.token_digest = crypto::sha256(letter.id.value);
    letter.browser_digest = crypto::sha256("browser");
    letter.created_at = now;
    return letter;
  }
  const Timestamp now = Timestamp::from_unix_seconds(1'795'000'000);
};
AAN_ON_BOTH_ENGINES(StoreLibrary);

TEST_P(StoreLibrary, HoldsTheOrdersOfAnAddressAndThoseThatWerePutInOnce) {
  const Sale one = begin_sale();
  const Sale two = begin_sale();
  const auto ada = add_customer("k1:ada");
  const auto bob = add_customer("k1:bob");
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.customers().add_order_of(ada, one.order.id));
    EXPECT_TRUE(AAN_TRY(unit.libraries().put_order(ada, two.order.id, now)));
    EXPECT_FALSE(AAN_TRY(unit.libraries().put_order(ada, two.order.id, now)));
    AAN_TRY(unit.libraries().put_order(ada, one.order.id, now));
    AAN_TRY(unit.libraries().put_order(bob, two.order.id, now));
    return {};
  });
  const auto in = [&](const customer::CustomerId& id) {
    return read([&](const ports::Snapshot& at) { return at.libraries().orders_in(id, 10); });
  };
  EXPECT_EQ(in(ada).size(), 2U);
  EXPECT_EQ(in(bob), std::vector{two.order.id}) << "an order may be in several";
}

TEST_P(StoreLibrary, WhatWasBoughtStandsBeforeWhatAnybodyMayOrder) {
  const auto ada = add_customer("k1:ada");
  const SampleBook book = sample_book(ids, "walden");
  write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  const auto order = [&](std::int64_t day, bool is_paid, bool is_free = false) {
    sales::Order it = sample_order(ids, {book});
    it.created_at = now + Duration::days(day);
    if (is_paid) it.paid_at = it.created_at;
    if (is_free) it.quote.total = Money{0, it.quote.total.asset};
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.sales().add_order(it));
      return unit.customers().add_order_of(ada, it.id);
    });
    return it.id;
  };
  const auto bought = order(1, true);
  const auto free = order(2, true, true);
  const auto unpaid = order(3, false);
  const auto newest = order(4, false);
  using Orders = std::vector<sales::OrderId>;
  const auto in = [&](std::int64_t limit) {
    return read([&](const ports::Snapshot& at) { return at.libraries().orders_in(ada, limit); });
  };
  const auto of = [&](std::int64_t limit) {
    return read([&](const ports::Snapshot& at) { return at.customers().orders_of(ada, limit); });
  };
  const std::vector<Orders> shown = {{bought}, {free, bought}, {newest, free, bought}};
  for (std::size_t i = 0; i < shown.size(); ++i) {
    EXPECT_EQ(in(static_cast<std::int64_t>(i) + 1), shown[i]);
    EXPECT_EQ(of(static_cast<std::int64_t>(i) + 1), shown[i]);
  }
  EXPECT_EQ(in(10), (Orders{newest, unpaid, free, bought})) << "shown by age";
}

TEST_P(StoreLibrary, ASessionIsFoundSeenAndEnded) {
  const auto ada = add_customer("k1:ada");
  const std::string digest = crypto::sha256("token");
  write([&](ports::UnitOfWork& unit) {
    return unit.libraries().add_session({digest, ada, now, now});
  });
  const auto found = [&] {
    return read([&](const ports::Snapshot& at) { return at.libraries().find_session(digest); });
  };
  ASSERT_TRUE(found());
  EXPECT_EQ(found()->customer_id, ada);
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.libraries().see_session(digest, now + Duration::hours(2)));
    return unit.libraries().see_session(digest, now + Duration::hours(1));
  });
  EXPECT_EQ(found()->seen_at, now + Duration::hours(2)) << "never backwards";
  EXPECT_TRUE(
      write([&](ports::UnitOfWork& unit) { return unit.libraries().remove_session(digest); }));
  EXPECT_FALSE(found());
}

TEST_P(StoreLibrary, ALetterIsUsedOnceAndOneForNobodyIsARowLikeAnyOther) {
  const auto ada = add_customer("k1:ada");
  const auto letter = letter_for(ada);
  const auto nobody = letter_for(std::nullopt);
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.libraries().add_letter(letter));
    return unit.libraries().add_letter(nobody);
  });
  const auto found = read([&](const ports::Snapshot& at) {
    return at.libraries().find_letter_by_token(letter.token_digest);
  });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, letter.id);
  EXPECT_EQ(found->customer_id, ada);
  EXPECT_EQ(found->browser_digest, letter.browser_digest);
  EXPECT_FALSE(read([&](const ports::Snapshot& at) {
                 return at.libraries().find_letter(nobody.id);
               })->customer_id);
  EXPECT_EQ(read([&](const ports::Snapshot& at) {
              return at.libraries().letters_since(ada, now - Duration::hours(1));
            }),
            1);
  const auto use = [&] {
    return write([&](ports::UnitOfWork& unit) {
      return unit.libraries().use_letter(letter.id, now + Duration::seconds(9));
    });
  };
  EXPECT_TRUE(use());
  EXPECT_FALSE(use());
  EXPECT_EQ(read([&](const ports::Snapshot& at) {
              return at.libraries().letters_since(ada, now - Duration::hours(1));
            }),
            0)
      << "it was used";
  EXPECT_EQ(write([&](ports::UnitOfWork& unit) {
              return unit.libraries().purge_library(now, now, now + Duration::seconds(1));
            }),
            2);
}

TEST_P(StoreLibrary, ASecretLinkIsReplacedAndNotTwiceFromOneGeneration) {
  const auto ada = add_customer("k1:ada");
  const auto set = [&](std::int64_t from, const char* token) {
    return [ada, from, token](ports::UnitOfWork& unit) {
      return unit.libraries().set_link(ada, from, "k1", crypto::sha256(token));
    };
  };
  write(set(0, "one"));
  write(set(1, "two"));
  EXPECT_EQ(refused(set(1, "three")).code, Errc::conflict);
  const auto by = [&](const char* token) {
    return read([&](const ports::Snapshot& at) {
      return at.libraries().find_by_link(crypto::sha256(token));
    });
  };
  EXPECT_FALSE(by("one"));
  EXPECT_EQ(by("two"), ada);
  EXPECT_EQ(read([&](const ports::Snapshot& at) { return at.libraries().link_of(ada); }).generation,
            2);
}

TEST_P(StoreLibrary, AnAddressStaysForWhoKeepsALibraryAndGoesWhenTheySaySo) {
  const auto ada = add_customer("k1:ada");
  const Timestamp late = now + Duration::days(99);
  const auto forget_old = [&] {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.customers().forget_addresses(late, 10); });
  };
  write([&](ports::UnitOfWork& unit) { return unit.libraries().set_keeps_address(ada, true); });
  EXPECT_TRUE(read([&](const ports::Snapshot& at) { return at.libraries().keeps_address(ada); }));
  EXPECT_EQ(forget_old(), 0);
  write([&](ports::UnitOfWork& unit) { return unit.libraries().forget_address(ada); });
  EXPECT_FALSE(read(
      [](const ports::Snapshot& at) { return at.customers().find_customer_by_index("k1:ada"); }));
  EXPECT_FALSE(read([&](const ports::Snapshot& at) { return at.libraries().keeps_address(ada); }));
}

}  // namespace
}  // namespace aan::contract
