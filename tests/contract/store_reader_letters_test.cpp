#include "ports/reading_store.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreReaderLetters : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    book_ = sample_book(ids, "a");
    order_ = sample_order(ids, {book_});
    sales::Entitlement right;
    right.id = ids.make<sales::EntitlementId>();
    right.order_id = order_.id;
    right.line_id = order_.lines.front().id;
    right.edition_id = book_.edition.id;
    right.edition_version = 1;
    right.granted_at = clock.wall();
    grant_.id = ids.make<sales::GrantId>();
    grant_.entitlement_id = right.id;
    grant_.order_id = order_.id;
    grant_.file_id = book_.files.front().id;
    grant_.expires_at = clock.wall() + sales::kGrantFor;
    grant_.renewed_at = clock.wall();
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(book_.add(u));
      AAN_TRY(u.sales().add_order(order_));
      AAN_TRY(u.sales().add_entitlement(right));
      return u.sales().add_grant(grant_);
    });
  }
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
  SampleBook book_;
  sales::Order order_;
  sales::DownloadGrant grant_;
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

class StoreReading : public StoreReaderLetters {
 protected:
  sales::ReadingPlace place(std::int64_t share) {
    sales::ReadingPlace it;
    it.grant_id = grant_.id;
    it.order_id = order_.id;
    it.file_id = grant_.file_id;
    it.share = share;
    it.key_wrapped = std::string("key\0\xfe", 5);
    it.device_sealed = "sealed " + std::to_string(share);
    it.look = "night-4";
    it.kept_at = clock.wall();
    write([&](ports::UnitOfWork& u) { return ports::reading_of(u).put_place(it); });
    return it;
  }
  std::optional<sales::ReadingPlace> found() {
    return read(
        [&](const ports::Snapshot& s) { return ports::reading_of(s).find_place(grant_.id); });
  }
};
AAN_ON_BOTH_ENGINES(StoreReading);

TEST_P(StoreReading, OnePlaceOfALineIsKeptUntilItIsForgotten) {
  EXPECT_FALSE(found());
  place(1);
  const auto it = place(1'000'000);
  ASSERT_TRUE(found());
  EXPECT_EQ(found()->share, 1'000'000);
  EXPECT_EQ(found()->key_wrapped, it.key_wrapped);
  EXPECT_EQ(found()->device_sealed + found()->look, "sealed 1000000night-4");
  EXPECT_EQ(found()->kept_at, it.kept_at);
  const auto all =
      read([&](const ports::Snapshot& s) { return ports::reading_of(s).places_of(order_.id); });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().grant_id, grant_.id);
  const auto purged = [&](Timestamp before) {
    std::int64_t rows = 0;
    write([&](ports::UnitOfWork& u) -> Result<> {
      rows = AAN_TRY(ports::reading_of(u).purge_places(before));
      return {};
    });
    return rows;
  };
  EXPECT_EQ(purged(it.kept_at), 0);
  EXPECT_EQ(purged(it.kept_at + Duration::seconds(1)), 1);
  EXPECT_FALSE(found());
  place(5);
  write([&](ports::UnitOfWork& u) { return ports::reading_of(u).forget_place(grant_.id); });
  EXPECT_FALSE(found());
  place(5);
  write([&](ports::UnitOfWork& u) { return ports::reading_of(u).forget_places(order_.id); });
  EXPECT_FALSE(found());
}

TEST_P(StoreReading, ALibraryKnowsItsFilesByTheirDigests) {
  customer::Customer ada;
  ada.id = ids.make<customer::CustomerId>();
  ada.locale = "en";
  ada.created_at = clock.wall();
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.customers().add_customer(ada));
    for (const char* digest : {"aa", "bb", "aa"})
      AAN_TRY(ports::reading_of(u).put_document(ada.id, {digest, grant_.id, grant_.file_id}));
    return {};
  });
  const auto known = [&](const customer::CustomerId& whose) {
    return read(
        [&](const ports::Snapshot& s) { return ports::reading_of(s).find_document(whose, "aa"); });
  };
  ASSERT_TRUE(known(ada.id));
  EXPECT_EQ(known(ada.id)->grant_id, grant_.id);
  EXPECT_FALSE(known(ids.make<customer::CustomerId>()));
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return ports::reading_of(s).documents_of(ada.id);
            }).size(),
            2U);
  write([&](ports::UnitOfWork& u) { return ports::reading_of(u).forget_documents(ada.id); });
  EXPECT_FALSE(known(ada.id));
}

}  // namespace
}  // namespace aan::contract
