#include "service/browsing/shop_pages.hpp"

#include "ports/source_store.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/browsing/browse.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class ShopPages : public ::testing::Test {
 protected:
  [[nodiscard]] const Room& room() const { return world.shop->room; }
  Result<std::int64_t> write(ShopPage page, const std::string& text) {
    world.clock.advance(Duration::seconds(1));
    return write_page(room(), page, text, "ada");
  }
  std::int64_t deeds() { return std::ssize(must(list_audit(room(), 0, 500))); }
  ShopWorld world;
};

TEST_F(ShopPages, APageHasVersionsAndTheNewestStands) {
  EXPECT_EQ(must(view_page(room(), ShopPage::imprint)).text.version, 0);
  EXPECT_EQ(must(write(ShopPage::imprint, "# One")), 1);
  EXPECT_EQ(must(write(ShopPage::imprint, "# Two")), 2);
  EXPECT_EQ(must(write(ShopPage::imprint, "# Two")), 2) << "the same text again is no version";
  EXPECT_EQ(must(view_page(room(), ShopPage::imprint)).text.markdown, "# Two");
  EXPECT_EQ(must(view_page(room(), ShopPage::imprint, 1)).text.markdown, "# One");
  EXPECT_EQ(refusal(view_page(room(), ShopPage::imprint, 3)).reason, "no_such_own_page");
  EXPECT_EQ(must(written_pages(room())), (std::vector{ShopPage::imprint}));
  EXPECT_EQ(deeds(), 2);
  must(write(ShopPage::imprint, ""));
  EXPECT_TRUE(must(written_pages(room())).empty()) << "taken away";
}

TEST_F(ShopPages, TermsAreVersionsThatOrdersName) {
  const auto written = must(write(ShopPage::terms, "# Ours"));
  EXPECT_EQ(written, must(view_page(room(), ShopPage::terms)).newest);
  EXPECT_EQ(refusal(write(ShopPage::terms, "  ")).reason, "page_text");
  bool is_ours = false;
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    is_ours = AAN_TRY(are_terms_written_here(at.records()));
    return {};
  }));
  EXPECT_TRUE(is_ours);
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const std::int64_t version = world.view(order).order.quote.terms_version;
  must(write(ShopPage::terms, "# Ours, later"));
  EXPECT_EQ(must(view_page(room(), ShopPage::terms, version)).text.markdown, "# Ours");
}

TEST_F(ShopPages, TermsOfTheFileAreWrittenInTheFile) {
  must(world.store->write("test", [](ports::UnitOfWork& unit) {
    return note_terms_source(unit.records(), /*is_file=*/true);
  }));
  EXPECT_EQ(refusal(write(ShopPage::terms, "# Ours")).reason, "terms_from_file");
  EXPECT_TRUE(must(view_page(room(), ShopPage::terms)).is_from_file);
}

TEST_F(ShopPages, AHugeOrBrokenTextIsRefused) {
  EXPECT_EQ(refusal(write(ShopPage::about, std::string(kPageBytesMax + 1, 'a'))).reason,
            "page_text");
  EXPECT_EQ(refusal(write(ShopPage::about, "\xff")).reason, "page_text");
  must(write(ShopPage::about, std::string(kPageBytesMax, 'a')));
}

TEST_F(ShopPages, TheFrontTableOfASmallShopHasEachBookOnce) {
  world.add_book("Walden", world.money(900));
  world.add_book("Flatland", world.money(500));
  const HomeView home = must(view_home(room()));
  EXPECT_LE(home.newest.size() + home.more.size(), 2U);
  for (const catalog::BookSummary& book : home.newest) EXPECT_NE(book.slug, "");
  for (const catalog::BookSummary& book : home.more) EXPECT_NE(book.slug, "");
}

TEST_F(ShopPages, TheFrontTableShowsWhatCanBeHadHoweverManyBooksOfAListCameAfterIt) {
  world.add_book("Walden", world.money(900));
  world.clock.advance(Duration::seconds(1));
  world.add_book("Emma", world.money(0));
  std::vector<ports::NewBook> listed(120);
  for (std::size_t i = 0; i < listed.size(); ++i) {
    ports::NewBook& book = listed[i];
    book.work.id = room().ids.make<catalog::WorkId>();
    book.work.title = "Listed " + std::to_string(i);
    book.work.created_at = book.work.updated_at =
        room().clock.wall() + Duration::seconds(1 + static_cast<std::int64_t>(i));
    book.edition.id = room().ids.make<catalog::EditionId>();
    book.edition.work_id = book.work.id;
    book.edition.language = "en";
    book.edition.created_at = book.work.created_at;
    book.offer.id = room().ids.make<catalog::OfferId>();
    book.offer.work_id = book.work.id;
    book.offer.price = world.money(300);
  }
  must(room().store.write("list", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(ports::sources_of(unit).add_books(listed));
    return {};
  }));
  const HomeView home = must(view_home(room()));
  ASSERT_TRUE(home.featured);
  EXPECT_EQ(home.featured->work.slug, "emma");
  ASSERT_EQ(home.newest.size(), 6U);
  EXPECT_EQ(home.newest[0].slug, "walden");
  EXPECT_EQ(home.more.size(), 6U) << "the others follow";
  EXPECT_EQ(home.newest[1].title, "Listed 119") << "the newest first";
}

TEST_F(ShopPages, AMisspeltSlugNamesTheNearestBook) {
  world.add_book("Walden", world.money(499));
  EXPECT_NE(refusal(find_book(room(), "wladn")).safe.find("Did you mean walden?"),
            std::string::npos);
  EXPECT_EQ(refusal(find_book(room(), "emma")).safe.find("Did you mean"), std::string::npos);
}

}  // namespace
}  // namespace aan::service
