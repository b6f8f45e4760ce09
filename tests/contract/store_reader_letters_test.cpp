#include "tests/contract/store_with_grant.hpp"

namespace aan::contract {
namespace {

class StoreReaderLetters : public StoreWithGrant {
 protected:
  customer::ReaderLetter letter() {
    customer::ReaderLetter it;
    it.id = ids.make<customer::ReaderLetterId>();
    it.order_id = order_.id.value;
    it.grant_id = grant_.id.value;
    it.file_id = grant_.file_id.value;
    it.key_wrapped = std::string("key\0\xff", 5);
    it.address_sealed = "sealed";
    it.created_at = clock.wall();
    write([&](ports::UnitOfWork& u) { return u.reader_letters().add_reader_letter(it); });
    return it;
  }
  std::optional<customer::ReaderLetter> find(const customer::ReaderLetterId& id) {
    return read(
        [&](const ports::Snapshot& s) { return s.reader_letters().find_reader_letter(id); });
  }
};
AAN_ON_BOTH_ENGINES(StoreReaderLetters);

TEST_P(StoreReaderLetters, TheAddressGoesWithTheLetterAndTheRowAfterDays) {
  const auto first = letter();
  const auto kept = find(first.id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->key_wrapped, first.key_wrapped);
  EXPECT_EQ(kept->address_sealed, "sealed");
  EXPECT_FALSE(kept->ended_at);
  clock.advance(Duration::minutes(1));
  const Timestamp now = clock.wall();
  write([&](ports::UnitOfWork& u) { return u.reader_letters().end_reader_letter(first.id, now); });
  const auto ended = find(first.id);
  EXPECT_EQ(ended->key_wrapped + ended->address_sealed, "");
  EXPECT_EQ(ended->ended_at, now);
  const auto second = letter();
  const auto since = [&](Timestamp at) {
    return read([&](const ports::Snapshot& s) {
      return s.reader_letters().reader_letters_since(order_.id, at);
    });
  };
  EXPECT_EQ(since(first.created_at), 2);
  EXPECT_EQ(since(now), 1);
  write(
      [&](ports::UnitOfWork& u) { return u.reader_letters().end_reader_letters(order_.id, now); });
  EXPECT_EQ(find(second.id)->address_sealed, "");
  EXPECT_EQ(find(first.id)->ended_at, now);
  EXPECT_EQ(
      write([&](ports::UnitOfWork& u) { return u.reader_letters().purge_reader_letters(now); }), 1);
  EXPECT_FALSE(find(first.id));
  EXPECT_TRUE(find(second.id));
}

}  // namespace
}  // namespace aan::contract
