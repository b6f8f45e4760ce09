#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreDelivery : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    sale = begin_sale();
    entitlement.id = ids.make<sales::EntitlementId>();
    entitlement.order_id = sale.order.id;
    entitlement.line_id = sale.order.lines[0].id;
    entitlement.edition_id = sale.books[0].edition.id;
    entitlement.edition_version = 1;
    entitlement.granted_at = clock.wall();
    grant.id = ids.make<sales::GrantId>();
    grant.entitlement_id = entitlement.id;
    grant.order_id = sale.order.id;
    grant.file_id = sale.books[0].files[0].id;
    grant.expires_at = clock.wall() + sales::kGrantFor;
    grant.renewed_at = clock.wall();
  }
  void deliver() {
    write([&](ports::UnitOfWork& u) -> Result<> {
      EXPECT_TRUE(AAN_TRY(u.sales().add_entitlement(entitlement)));
      return u.sales().add_grant(grant);
    });
  }
  bool take_use(Timestamp now) {
    return write([&](ports::UnitOfWork& u) { return u.sales().take_use(grant.id, now); });
  }
  sales::DownloadGrant stored() {
    return *read([&](const ports::Snapshot& s) { return s.sales().find_grant(grant.id); });
  }

  Sale sale;
  sales::Entitlement entitlement;
  sales::DownloadGrant grant;
};
AAN_ON_BOTH_ENGINES(StoreDelivery);

TEST_P(StoreDelivery, ALineHasOneEntitlementForEver) {
  deliver();
  sales::Entitlement again = entitlement;
  again.id = ids.make<sales::EntitlementId>();
  EXPECT_FALSE(write([&](ports::UnitOfWork& u) { return u.sales().add_entitlement(again); }));
  const auto all =
      read([&](const ports::Snapshot& s) { return s.sales().entitlements(sale.order.id); });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, entitlement.id);
  EXPECT_EQ(all[0].line_id, entitlement.line_id);
  EXPECT_EQ(all[0].granted_at, entitlement.granted_at);
}

TEST_P(StoreDelivery, AGrantComesBackAndExistsOncePerFile) {
  deliver();
  EXPECT_EQ(stored().file_id, grant.file_id);
  EXPECT_EQ(stored().uses_left, sales::kGrantUses);
  EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.sales().grants(sale.order.id); }).size(),
            1U);
  sales::DownloadGrant again = grant;
  again.id = ids.make<sales::GrantId>();
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.sales().add_grant(again); }).code,
            Errc::conflict);
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.sales().find_grant({"none"}); }));
}

TEST_P(StoreDelivery, GrantsComeByFormatAndNameWheneverTheyWereMade) {
  deliver();
  const catalog::EditionFile& bought = sale.books[0].files[0];
  std::vector<std::string> wanted;
  for (const auto& [format, name] : {std::pair{"pdf", "a.pdf"}, {"cbz", "z.cbz"}})
    write([&](ports::UnitOfWork& u) -> Result<> {
      catalog::EditionFile more = bought;
      more.id = ids.make<catalog::FileId>();
      more.format = format;
      more.file_name = name;
      AAN_TRY(u.catalog().add_file({more, clock.wall()}));
      sales::DownloadGrant of_it = grant;
      of_it.id = ids.make<sales::GrantId>();
      of_it.file_id = more.id;
      wanted.insert(wanted.begin(), more.id.value);
      return u.sales().add_grant(of_it);
    });
  wanted.insert(wanted.begin() + 1, bought.id.value);  // an EPUB
  std::vector<std::string> found;
  for (const sales::DownloadGrant& one :
       read([&](const ports::Snapshot& s) { return s.sales().grants(sale.order.id); }))
    found.push_back(one.file_id.value);
  EXPECT_EQ(found, wanted) << "z.cbz, the EPUB, a.pdf";
}

TEST_P(StoreDelivery, UsesRunOutAndExpireAndCanBeRenewed) {
  deliver();
  for (int i = 0; i < sales::kGrantUses; ++i) EXPECT_TRUE(take_use(clock.wall()));
  EXPECT_FALSE(take_use(clock.wall()));
  EXPECT_EQ(stored().uses_left, 0);
  const Timestamp until = clock.wall() + Duration::days(1);
  const auto renew = [&] {
    return write([&](ports::UnitOfWork& u) {
      return u.sales().renew_grant(grant.id, 1, until, clock.wall());
    });
  };
  EXPECT_TRUE(renew());
  EXPECT_EQ(stored().renewals_left, sales::kGrantRenewalsMax - 1);
  EXPECT_FALSE(take_use(until));
  EXPECT_TRUE(take_use(until - Duration::microseconds(1)));
  for (int i = 1; i < sales::kGrantRenewalsMax; ++i) EXPECT_TRUE(renew());
  EXPECT_FALSE(renew());
}

TEST_P(StoreDelivery, AGrantThatIsOpenedAgainIsAsNew) {
  deliver();
  const Timestamp until = clock.wall() + Duration::days(2);
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (int i = 0; i < sales::kGrantRenewalsMax; ++i)
      EXPECT_TRUE(AAN_TRY(u.sales().renew_grant(grant.id, 0, clock.wall(), clock.wall())));
    EXPECT_TRUE(AAN_TRY(u.sales().reopen_grant(grant.id, until, clock.wall())));
    EXPECT_FALSE(AAN_TRY(u.sales().reopen_grant({"none"}, until, clock.wall())));
    return {};
  });
  EXPECT_EQ(stored().uses_left, sales::kGrantUses);
  EXPECT_EQ(stored().renewals_left, sales::kGrantRenewalsMax);
  EXPECT_EQ(stored().expires_at, until);
  EXPECT_TRUE(take_use(clock.wall()));
}

TEST_P(StoreDelivery, ADownloadHasAnAllowanceAndAnEnd) {
  deliver();
  sales::DownloadToken token;
  token.token_digest = crypto::sha256("download");
  token.grant_id = grant.id;
  token.order_id = sale.order.id;
  token.file_id = grant.file_id;
  token.bytes_left = 300;
  token.expires_at = clock.wall() + sales::kDownloadTokenFor;
  write([&](ports::UnitOfWork& u) { return u.sales().add_download(token); });
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.sales().add_download(token); }).code,
            Errc::conflict);
  const auto take = [&](std::uint64_t bytes) {
    return write(
        [&](ports::UnitOfWork& u) { return u.sales().take_bytes(token.token_digest, bytes); });
  };
  EXPECT_TRUE(take(200));
  EXPECT_FALSE(take(101)) << "takes what is left";
  EXPECT_FALSE(take(1));
  const auto find = [&] {
    return read(
        [&](const ports::Snapshot& s) { return s.sales().find_download(token.token_digest); });
  };
  EXPECT_EQ(find()->bytes_left, 0U);
  EXPECT_EQ(find()->grant_id, grant.id);
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& u) { return u.sales().purge(before, before); });
  };
  EXPECT_EQ(purge(token.expires_at), 0);
  EXPECT_EQ(purge(token.expires_at + Duration::seconds(1)), 1);
  EXPECT_FALSE(find());
}

}  // namespace
}  // namespace aan::contract
