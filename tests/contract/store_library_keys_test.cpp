#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreLibraryKeys : public StoreContract {
 protected:
  customer::CustomerId add_customer() {
    customer::Customer it;
    it.id = ids.make<customer::CustomerId>();
    it.locale = "en";
    it.created_at = now;
    write([&](ports::UnitOfWork& unit) { return unit.customers().add_customer(it); });
    return it.id;
  }
  customer::LibraryKey key_of(const customer::CustomerId& whose, const std::string& index,
                              customer::KeyKind kind = customer::KeyKind::passkey) {
    customer::LibraryKey key;
    key.id = ids.make<customer::LibraryKeyId>();
    key.customer_id = whose;
    key.kind = kind;
    key.key_index = index;
    key.key_wrapped = std::string("wrapped\0key", 11);
    key.public_sealed = "public";
    key.label_sealed = "label";
    key.sign_count = 5;
    key.created_at = now;
    return key;
  }
  void add(const customer::LibraryKey& key) {
    write([&](ports::UnitOfWork& unit) { return unit.library_keys().add_key(key); });
  }
  std::optional<customer::LibraryKey> found(const std::string& index) {
    return read([&](const ports::Snapshot& at) { return at.library_keys().find_key(index); });
  }
  bool use(const customer::LibraryKey& key, std::int64_t count) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.library_keys().use_key(key.id, count, now + Duration::seconds(count));
    });
  }
  const Timestamp now = Timestamp::from_unix_seconds(1'795'000'000);
};
AAN_ON_BOTH_ENGINES(StoreLibraryKeys);

TEST_P(StoreLibraryKeys, AKeyIsFoundByItsIndexAndListedWithItsLibrary) {
  const auto ada = add_customer();
  const auto bob = add_customer();
  const auto key = key_of(ada, "k1:a", customer::KeyKind::ssh);
  add(key);
  auto later = key_of(ada, "k1:b");
  later.created_at = now + Duration::seconds(1);
  add(later);
  add(key_of(bob, "k1:c"));
  const auto same = found("k1:a");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->id, key.id);
  EXPECT_EQ(same->customer_id, ada);
  EXPECT_EQ(same->kind, customer::KeyKind::ssh);
  EXPECT_EQ(same->key_wrapped, key.key_wrapped);
  EXPECT_EQ(same->public_sealed, key.public_sealed);
  EXPECT_EQ(same->label_sealed, key.label_sealed);
  EXPECT_EQ(same->sign_count, 5);
  EXPECT_EQ(same->created_at, now);
  EXPECT_FALSE(same->used_at);
  EXPECT_FALSE(found("k1:z"));
  const auto keys =
      read([&](const ports::Snapshot& at) { return at.library_keys().keys_of(ada, 9); });
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys.front().id, key.id);
}

TEST_P(StoreLibraryKeys, OneIndexIsOneKeyWhoeverAddsIt) {
  const auto ada = add_customer();
  const auto bob = add_customer();
  add(key_of(ada, "k1:a"));
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.library_keys().add_key(key_of(bob, "k1:a"));
            }).code,
            Errc::conflict);
  EXPECT_EQ(found("k1:a")->customer_id, ada);
}

TEST_P(StoreLibraryKeys, ACountNeverGoesBackAndOneThatIsNotCountedStaysSo) {
  const auto ada = add_customer();
  const auto key = key_of(ada, "k1:a");
  add(key);
  EXPECT_FALSE(use(key, 5)) << "the same again";
  EXPECT_FALSE(use(key, 4));
  EXPECT_FALSE(use(key, 0)) << "from one that counted";
  EXPECT_TRUE(use(key, 9));
  EXPECT_EQ(found("k1:a")->sign_count, 9);
  EXPECT_EQ(found("k1:a")->used_at, now + Duration::seconds(9));
  auto silent = key_of(ada, "k1:b");
  silent.sign_count = 0;
  add(silent);
  EXPECT_TRUE(use(silent, 0));
  EXPECT_TRUE(use(silent, 0));
  EXPECT_TRUE(use(silent, 1)) << "it begins to count";
  EXPECT_FALSE(use(silent, 0));
  EXPECT_FALSE(use(key_of(ada, "k1:none"), 99)) << "no such key";
}

TEST_P(StoreLibraryKeys, AKeyIsRemovedByItsOwnLibraryAlone) {
  const auto ada = add_customer();
  const auto bob = add_customer();
  const auto key = key_of(ada, "k1:a");
  add(key);
  const auto remove = [&](const customer::CustomerId& by) {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.library_keys().remove_key(by, key.id); });
  };
  EXPECT_FALSE(remove(bob));
  EXPECT_TRUE(found("k1:a"));
  EXPECT_TRUE(remove(ada));
  EXPECT_FALSE(remove(ada));
  EXPECT_FALSE(found("k1:a"));
}

TEST_P(StoreLibraryKeys, TheKeyOfTheShopThatSealsOneIsInUse) {
  auto key = key_of(add_customer(), "k1:a");
  key.key_wrapped = "s10a1b2c3d" + std::string(40, 'x');
  add(key);
  EXPECT_TRUE(read([](const ports::Snapshot& at) {
                return at.sales().keys_in_use();
              }).contains("0a1b2c3d"));
}

TEST_P(StoreLibraryKeys, WhatWasSignedOnceIsUsedUpUntilItIsForgotten) {
  const std::string digest = crypto::sha256("a text");
  const auto use_proof = [&] {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.library_keys().use_proof(digest, now); });
  };
  EXPECT_TRUE(use_proof());
  EXPECT_FALSE(use_proof());
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& unit) { return unit.library_keys().purge_proofs(before); });
  };
  EXPECT_EQ(purge(now), 0);
  EXPECT_EQ(purge(now + Duration::seconds(1)), 1);
  EXPECT_TRUE(use_proof());
}

TEST_P(StoreLibraryKeys, AnEndedLibraryHasNoKeysAndOtherSessionsCanBeClosed) {
  const auto ada = add_customer();
  const auto bob = add_customer();
  add(key_of(ada, "k1:a"));
  add(key_of(bob, "k1:b"));
  for (const char* token : {"one", "two", "three"})
    write([&](ports::UnitOfWork& unit) {
      return unit.libraries().add_session({crypto::sha256(token), ada, now, now});
    });
  write([&](ports::UnitOfWork& unit) {
    return unit.libraries().add_session({crypto::sha256("bob"), bob, now, now});
  });
  EXPECT_EQ(write([&](ports::UnitOfWork& unit) {
              return unit.libraries().remove_other_sessions(ada, crypto::sha256("two"));
            }),
            2);
  const auto is_open = [&](const char* token) {
    return read([&](const ports::Snapshot& at) {
             return at.libraries().find_session(crypto::sha256(token));
           })
        .has_value();
  };
  EXPECT_TRUE(is_open("two"));
  EXPECT_TRUE(is_open("bob"));
  EXPECT_FALSE(is_open("one"));
  write([&](ports::UnitOfWork& unit) { return unit.libraries().end_library(ada); });
  EXPECT_FALSE(found("k1:a"));
  EXPECT_TRUE(found("k1:b"));
}

}  // namespace
}  // namespace aan::contract
