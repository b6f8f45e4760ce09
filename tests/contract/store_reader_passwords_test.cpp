#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreReaderPasswords : public StoreContract {
 protected:
  customer::CustomerId add_customer() {
    customer::Customer it;
    it.id = ids.make<customer::CustomerId>();
    it.locale = "en";
    it.created_at = now;
    write([&](ports::UnitOfWork& unit) { return unit.customers().add_customer(it); });
    return it.id;
  }
  customer::ReaderPassword put(const customer::CustomerId& whose, const std::string& name) {
    const customer::ReaderPassword it{name, whose, "k1", std::string(32, '\x07'), now, {}};
    write([&](ports::UnitOfWork& unit) { return unit.reader_passwords().put_reader(it); });
    return it;
  }
  std::optional<customer::ReaderPassword> found(const std::string& name) {
    return read([&](const ports::Snapshot& at) { return at.reader_passwords().find_reader(name); });
  }
  const Timestamp now = Timestamp::from_unix_seconds(1'795'000'000);
};
AAN_ON_BOTH_ENGINES(StoreReaderPasswords);

TEST_P(StoreReaderPasswords, IsFoundByItsNameAndByItsLibrary) {
  const auto ada = add_customer();
  const auto it = put(ada, "abcdefgh");
  for (const auto& same : {found("abcdefgh"), read([&](const ports::Snapshot& at) {
                             return at.reader_passwords().reader_of(ada);
                           })}) {
    ASSERT_TRUE(same);
    EXPECT_EQ(same->name, "abcdefgh");
    EXPECT_EQ(same->customer_id, ada);
    EXPECT_EQ(same->key_id, "k1");
    EXPECT_EQ(same->password_digest, it.password_digest);
    EXPECT_EQ(same->created_at, now);
    EXPECT_FALSE(same->used_at);
  }
  EXPECT_FALSE(found("hgfedcba"));
}

TEST_P(StoreReaderPasswords, ANewOneTakesThePlaceOfTheOneBefore) {
  const auto ada = add_customer();
  const auto bob = add_customer();
  put(ada, "first");
  put(bob, "other");
  put(ada, "second");
  EXPECT_FALSE(found("first"));
  EXPECT_TRUE(found("second"));
  EXPECT_TRUE(found("other"));
  const Result<> taken = store->write("put", [&](ports::UnitOfWork& unit) {
    return unit.reader_passwords().put_reader({"other", ada, "k1", std::string(32, 'x'), now, {}});
  });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Errc::conflict);
  EXPECT_TRUE(found("second")) << "what was refused took nothing away";
}

TEST_P(StoreReaderPasswords, AUseIsNotedAndNeverGoesBack) {
  put(add_customer(), "abcdefgh");
  const auto see = [&](Timestamp at) {
    write([&](ports::UnitOfWork& unit) {
      return unit.reader_passwords().see_reader("abcdefgh", at);
    });
  };
  see(now + Duration::hours(2));
  see(now + Duration::hours(1));
  EXPECT_EQ(found("abcdefgh")->used_at, now + Duration::hours(2));
}

TEST_P(StoreReaderPasswords, GoesByItselfAndWithItsLibrary) {
  const auto ada = add_customer();
  put(ada, "abcdefgh");
  const auto remove = [&] {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.reader_passwords().remove_reader(ada); });
  };
  EXPECT_TRUE(remove());
  EXPECT_FALSE(remove());
  EXPECT_FALSE(found("abcdefgh"));
  put(ada, "abcdefgh");
  write([&](ports::UnitOfWork& unit) { return unit.libraries().end_library(ada); });
  EXPECT_FALSE(found("abcdefgh"));
}

}  // namespace
}  // namespace aan::contract
