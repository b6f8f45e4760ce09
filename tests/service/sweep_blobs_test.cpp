#include "service/delivery/sweep_blobs.hpp"

#include "crypto/content_address.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

TEST(SweepBlobs, OnlyWhatNothingRefersToGoesAndOnlyAfterADay) {
  ShopWorld world;
  world.add_book("Walden", world.money(499));
  const crypto::Cid book = crypto::unixfs_cid("the text of Walden");
  const crypto::Cid cover = crypto::unixfs_cid("cover");
  const crypto::Cid left_over = must(world.blobs.put_bytes("of an import that died")).cid;
  const crypto::Cid fresh = must(world.blobs.put_bytes("of an import that runs")).cid;
  for (const crypto::Cid& cid : {book, cover, left_over})
    world.blobs.age(cid, kUnusedBlobKeptFor + Duration::seconds(1));
  world.blobs.age(fresh, kUnusedBlobKeptFor - Duration::seconds(1));
  const Room& room = world.shop->room;
  EXPECT_FALSE(must(sweep_blob(room, book)));
  EXPECT_FALSE(must(sweep_blob(room, cover)));
  EXPECT_FALSE(must(sweep_blob(room, fresh)));
  EXPECT_TRUE(must(sweep_blob(room, left_over)));
  EXPECT_FALSE(must(sweep_blob(room, left_over)));
  for (const crypto::Cid& cid : {book, cover, fresh}) EXPECT_TRUE(world.blobs.open(cid));
  EXPECT_EQ(refusal(world.blobs.open(left_over)).code, Errc::not_found);
}

}  // namespace
}  // namespace aan::service
