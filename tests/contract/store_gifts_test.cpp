#include "domain/sales/gift.hpp"

#include "crypto/hash.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreGifts : public StoreContract {
 protected:
  sales::Gift stored(const std::string& index = "k1:someone") {
    const Sale sale = begin_sale();
    return stored_for(sale.order, index);
  }
  sales::Gift stored_for(const sales::Order& order, const std::string& index) {
    sales::Gift gift;
    gift.id = ids.make<sales::GiftId>();
    gift.order_id = order.id;
    gift.opens_at = clock.wall() + Duration::days(2);
    gift.claim_key_id = "k1";
    gift.claim_digest = crypto::sha256("claim " + gift.id.value);
    gift.key_wrapped = std::string("\0\xff key", 6);
    gift.words_sealed = std::string("\0\x80 words", 8);
    gift.address_sealed = index.empty() ? "" : std::string("\0\x81 address", 10);
    gift.address_index = index;
    gift.created_at = clock.wall();
    write([&](ports::UnitOfWork& unit) { return unit.gifts().add_gift(gift); });
    return gift;
  }
  std::optional<sales::Gift> found(const sales::GiftId& id) {
    return read([&](const ports::Snapshot& at) { return at.gifts().find_gift(id); });
  }
  std::optional<sales::Gift> by_token(const std::string& token) {
    return read([&](const ports::Snapshot& at) {
      return at.gifts().find_gift_by_token(crypto::sha256(token));
    });
  }
  bool claim(const sales::Gift& gift, const std::string& own) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.gifts().claim_gift(gift.id, "k2", crypto::sha256(own), clock.wall());
    });
  }
};
AAN_ON_BOTH_ENGINES(StoreGifts);

TEST_P(StoreGifts, ComeBackAsTheyWereStored) {
  const sales::Gift gift = stored();
  for (const auto& back :
       {found(gift.id), by_token("claim " + gift.id.value),
        read([&](const ports::Snapshot& at) { return at.gifts().gift_of(gift.order_id); })}) {
    ASSERT_TRUE(back);
    EXPECT_EQ(back->opens_at, gift.opens_at);
    EXPECT_EQ(back->claim_digest, gift.claim_digest);
    EXPECT_EQ(back->key_wrapped, gift.key_wrapped);
    EXPECT_EQ(back->words_sealed, gift.words_sealed);
    EXPECT_EQ(back->address_sealed, gift.address_sealed);
    EXPECT_EQ(back->own_generation, 0);
    EXPECT_TRUE(back->own_digest.empty());
    EXPECT_FALSE(back->claimed_at);
  }
  EXPECT_FALSE(by_token("another"));
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              sales::Gift again = gift;
              again.id = ids.make<sales::GiftId>();
              again.claim_digest = crypto::sha256("again");
              return unit.gifts().add_gift(again);
            }).code,
            Errc::conflict)
      << "one for each order";
}

TEST_P(StoreGifts, TheFirstLinkIsMadeAnewUntilItIsClaimed) {
  const sales::Gift gift = stored();
  EXPECT_EQ(found(gift.id)->claim_generation, 1);
  const auto renew = [&](std::int64_t from, const std::string& token) {
    return [&gift, from, token](ports::UnitOfWork& unit) {
      return unit.gifts().renew_claim_link(gift.id, from, "k3", crypto::sha256(token));
    };
  };
  write(renew(1, "second"));
  EXPECT_FALSE(by_token("claim " + gift.id.value)) << "the one before opens nothing";
  ASSERT_TRUE(by_token("second"));
  EXPECT_EQ(by_token("second")->claim_generation, 2);
  EXPECT_EQ(by_token("second")->claim_key_id, "k3");
  EXPECT_EQ(refused(renew(1, "third")).code, Errc::conflict) << "somebody else was faster";
  EXPECT_TRUE(claim(gift, "own"));
  EXPECT_EQ(refused(renew(2, "third")).code, Errc::conflict) << "it is claimed";
  EXPECT_TRUE(by_token("second")) << "it goes on to say so";
}

TEST_P(StoreGifts, AreClaimedOnceAndBothLinksAreFound) {
  const sales::Gift gift = stored();
  EXPECT_TRUE(claim(gift, "own"));
  EXPECT_FALSE(claim(gift, "thief"));
  const auto back = by_token("own");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->own_digest, crypto::sha256("own"));
  EXPECT_EQ(back->own_key_id, "k2");
  EXPECT_EQ(back->own_generation, 1);
  EXPECT_EQ(back->claimed_at, clock.wall());
  EXPECT_TRUE(by_token("claim " + gift.id.value)) << "it can say that it was claimed";
  EXPECT_FALSE(by_token("thief"));
}

TEST_P(StoreGifts, AnotherOwnLinkEndsTheOneBefore) {
  const sales::Gift gift = stored();
  const auto renew = [&](std::int64_t from, const std::string& token) {
    return [&, from, token](ports::UnitOfWork& unit) {
      return unit.gifts().renew_gift_link(gift.id, from, "k3", crypto::sha256(token));
    };
  };
  EXPECT_EQ(refused(renew(0, "early")).code, Errc::conflict) << "nobody has claimed it";
  claim(gift, "own");
  write(renew(1, "second"));
  EXPECT_FALSE(by_token("own"));
  EXPECT_EQ(by_token("second")->own_generation, 2);
  EXPECT_EQ(refused(renew(1, "late")).code, Errc::conflict);
}

TEST_P(StoreGifts, OfAnAddressThoseThatWerePaidComeFirst) {
  const auto give = [&](const std::string& name, bool is_paid) {
    SampleBook book = sample_book(ids, name);
    sales::Order order = sample_order(ids, {book});
    if (is_paid) order.paid_at = order.created_at;
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(book.add(unit));
      return unit.sales().add_order(order);
    });
    return stored_for(order, "k1:a").id;
  };
  const auto paid = give("first", true);
  give("second", false);
  give("third", false);
  const auto one = read([](const ports::Snapshot& at) { return at.gifts().gifts_for("k1:a", 1); });
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, paid);
}

TEST_P(StoreGifts, AddressesAreForgottenWhenTheyAreNotNeededAndAllOnWish) {
  const sales::Gift claimed = stored("k1:a");
  SampleBook book = sample_book(ids, "second");
  const sales::Order order = sample_order(ids, {book});
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(book.add(unit));
    return unit.sales().add_order(order);
  });
  const sales::Gift waiting = stored_for(order, "k1:a");
  const auto with = [&] {
    return read([](const ports::Snapshot& at) { return at.gifts().gifts_for("k1:a", 10); }).size();
  };
  EXPECT_EQ(with(), 2U);
  claim(claimed, "own");
  const auto forget = [&](Timestamp before) {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.gifts().forget_gift_addresses(before, 10); });
  };
  EXPECT_EQ(forget(clock.wall()), 1) << "the claimed one";
  EXPECT_TRUE(found(claimed.id)->address_sealed.empty());
  EXPECT_FALSE(found(claimed.id)->words_sealed.empty());
  EXPECT_EQ(with(), 1U);
  // The words alone: the key stays for the address, and goes with it.
  write([&](ports::UnitOfWork& unit) { return unit.gifts().forget_gift_words(waiting.id); });
  EXPECT_TRUE(found(waiting.id)->words_sealed.empty());
  EXPECT_FALSE(found(waiting.id)->key_wrapped.empty());
  EXPECT_EQ(with(), 1U);
  EXPECT_EQ(forget(waiting.opens_at + Duration::seconds(1)), 1);
  EXPECT_EQ(with(), 0U);
  EXPECT_TRUE(found(waiting.id)->key_wrapped.empty());
  write([&](ports::UnitOfWork& unit) { return unit.gifts().forget_gift(claimed.id); });
  EXPECT_TRUE(found(claimed.id)->key_wrapped.empty());
  EXPECT_TRUE(found(claimed.id)->words_sealed.empty());
  EXPECT_TRUE(by_token("own")) << "whoever has it keeps it";
}

TEST_P(StoreGifts, TheKeysOfTheirLinksAndSealsAreInUse) {
  const sales::Gift gift = stored();
  claim(gift, "own");
  const auto keys = read([](const ports::Snapshot& at) { return at.sales().keys_in_use(); });
  EXPECT_TRUE(keys.contains("k1"));
  EXPECT_TRUE(keys.contains("k2"));
}

}  // namespace
}  // namespace aan::contract
