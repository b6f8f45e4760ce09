#include "service/browsing/index_rebuild.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/browsing/browse.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

/// An index whose disk fails as soon as another one has taken its place.
class FailsThen final : public ports::SearchIndex {
 public:
  Result<std::int64_t> generation() const override {
    if (has_taken_over_) return fail(Errc::unavailable, "index.generation", "the disk fails");
    return index_.generation();
  }
  Result<ports::SearchAnswer> search(const ports::SearchQuery& query) const override {
    return index_.search(query);
  }
  Result<> apply(const std::vector<catalog::BookDetail>& changed,
                 const std::vector<catalog::WorkId>& removed, std::int64_t generation) override {
    return index_.apply(changed, removed, generation);
  }
  Result<> clear() override { return index_.clear(); }
  Result<std::shared_ptr<ports::SearchIndex>> begin_anew() override { return index_.begin_anew(); }
  Result<> take_over(const std::shared_ptr<ports::SearchIndex>& fresh) override {
    AAN_TRY(index_.take_over(fresh));
    has_taken_over_ = true;
    return {};
  }

 private:
  testing::MemorySearchIndex index_;
  bool has_taken_over_ = false;
};

TEST_F(Catalog, AnIndexIsBuiltAgainInStepsAndFollowsWhatComesMeanwhile) {
  const Room& room = world.shop->room;
  for (int i = 0; i < 2'100; ++i) world.add_book("Volume " + std::to_string(i), world.money(100));
  must(catch_up_index(room, index));
  IndexRebuild rebuild(room, index);
  const std::int64_t given_up = must(rebuild.begin());
  const std::int64_t number = must(rebuild.begin());
  EXPECT_EQ(rebuild.step(given_up).error().code, Errc::conflict);
  EXPECT_FALSE(must(rebuild.step(number)).is_last);
  EXPECT_EQ(must(index.search({.text = "volume"})).total, 2'100) << "as before";
  world.add_book("Volume of Late", world.money(100));
  must(set_visibility(room, "volume-0", catalog::Visibility::hidden));
  EXPECT_TRUE(must(rebuild.step(number)).is_last);
  EXPECT_EQ(must(index.search({.text = "late"})).total, 1);
  EXPECT_EQ(must(index.search({.text = "volume"})).total, 2'100) << "one more, one less";
  EXPECT_EQ(must(index.generation()), must(catalogue_state(room)).generation);
  EXPECT_EQ(rebuild.step(number).error().code, Errc::conflict) << "it is done";
}

TEST_F(Catalog, AnIndexThatWasBuiltIsBuiltThoughItCannotFollowJustThen) {
  world.add_book("Walden", world.money(100));
  FailsThen fails;
  IndexRebuild rebuild(world.shop->room, fails);
  const auto last = rebuild.step(must(rebuild.begin()));
  ASSERT_TRUE(last) << last.error().to_string();
  EXPECT_TRUE(last->is_last);
  EXPECT_EQ(must(fails.search({.text = "walden"})).total, 1);
}

}  // namespace
}  // namespace aan::service
