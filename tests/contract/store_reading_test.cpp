#include "ports/reading_store.hpp"
#include "tests/contract/store_with_grant.hpp"

namespace aan::contract {
namespace {

class StoreReading : public StoreWithGrant {
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
  const auto purged = [&](Timestamp before, std::int64_t limit) {
    return write(
        [&](ports::UnitOfWork& u) { return ports::reading_of(u).purge_places(before, limit); });
  };
  EXPECT_EQ(purged(it.kept_at, 500), 0);
  EXPECT_EQ(purged(it.kept_at + Duration::seconds(1), 0), 0);
  EXPECT_EQ(purged(it.kept_at + Duration::seconds(1), 500), 1);
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
  const auto behind = [&](std::string_view after, std::int64_t limit) {
    std::string names;
    for (const sales::ReadingDocument& one : read([&](const ports::Snapshot& s) {
           return ports::reading_of(s).documents_of(ada.id, after, limit);
         }))
      names += one.document + " ";
    return names;
  };
  EXPECT_EQ(behind("", 500), "aa bb ");
  EXPECT_EQ(behind("", 1), "aa ");
  EXPECT_EQ(behind("aa", 1), "bb ");
  EXPECT_EQ(behind("bb", 1), "");
  write([&](ports::UnitOfWork& u) { return ports::reading_of(u).forget_documents(ada.id); });
  EXPECT_FALSE(known(ada.id));
}

}  // namespace
}  // namespace aan::contract
