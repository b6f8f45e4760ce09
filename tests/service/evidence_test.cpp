#include "service/desk/evidence.hpp"

#include "base/codec.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class EvidenceOfFiles : public ::testing::Test {
 protected:
  EvidenceOfFiles() {
    OrderFileVersion later = file().versions.front();
    later.file.id = catalog::FileId{"later"};
    later.file.file_name = "later.epub";
    later.file.sha256 = std::string(32, 'b');
    later.number = 2;
    later.since = world.clock.wall() + Duration::hours(1);
    file().versions.push_back(later);
  }
  OrderFile& file() { return view.lines.at(0).files.at(0); }
  std::optional<EventFile> of(const std::string& kind, const std::string& detail,
                              Duration after = {}) {
    return file_of(view, {kind, detail, world.clock.wall() + after});
  }
  ShopWorld world;
  OrderView view = world.view(world.buy({world.add_book("Walden", world.money(499))}));
  std::string grant = file().grant.id.value;
};

TEST_F(EvidenceOfFiles, WhatWentOutIsToldByItsDigest) {
  for (const auto& [kind, before] : {std::pair("download", ""), std::pair("downloaded", ""),
                                     std::pair("mail", "reader sent ")}) {
    const auto first =
        of(kind, before + grant + " " + hex(file().versions[0].file.sha256), Duration::hours(2));
    ASSERT_TRUE(first) << kind;
    EXPECT_EQ(first->version, 1) << kind;
    const auto second = of(kind, before + grant + " " + std::string(64, '6'));
    EXPECT_TRUE(second->went_out);
    EXPECT_EQ(second->version, std::nullopt) << "taken out of the book since";
    EXPECT_EQ(second->sha256_hex, std::string(64, '6'));
  }
  const auto later = of("download", grant + " " + hex(std::string(32, 'b')));
  EXPECT_EQ(later->version, 2);
  EXPECT_EQ(later->file_name, "later.epub");
}

TEST_F(EvidenceOfFiles, AnOldFactSaysNoMoreThanItsTimeDoes) {
  const auto alone = of("download", grant);
  EXPECT_EQ(alone->version, 1) << "the other one came an hour later";
  EXPECT_EQ(alone->sha256_hex, "");
  EXPECT_EQ(of("mail", "reader sent " + grant)->version, 1);
  const auto either = of("downloaded", grant, Duration::hours(1));
  EXPECT_TRUE(either->went_out);
  EXPECT_EQ(either->version, std::nullopt);
}

TEST_F(EvidenceOfFiles, ARightIsNoDelivery) {
  for (const auto& [kind, detail] :
       {std::pair("renewed", grant), std::pair("granted_again", grant),
        std::pair("mail", "reader asked " + grant), std::pair("mail", "reader failed " + grant)}) {
    const auto found = of(kind, detail);
    ASSERT_TRUE(found) << kind;
    EXPECT_FALSE(found->went_out) << kind;
  }
  EXPECT_FALSE(of("state", "open>paid"));
  EXPECT_FALSE(of("download", "s001_01jd5y8t3k9w2b7q4n6m0xhzcv")) << "of another order";
}

}  // namespace
}  // namespace aan::service
