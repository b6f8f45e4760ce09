#include "domain/catalog/bundle.hpp"

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using ports::BundleScope;

class StoreBundles : public StoreContract {
 protected:
  catalog::Bundle stored(const std::string& title, int books = 2) {
    catalog::Bundle bundle;
    bundle.id = ids.make<catalog::OfferId>();
    bundle.title = title;
    bundle.description = "Two \"books\".\n\nAnd a snowman \u2603.";
    bundle.price = usd(799);
    bundle.created_at = bundle.updated_at = clock.wall();
    for (int i = 0; i < books; ++i) {
      const SampleBook book = sample_book(ids, title + std::to_string(i));
      write([&](ports::UnitOfWork& unit) { return book.add(unit); });
      bundle.works.push_back(book.work.id);
    }
    bundle.slug = write([&](ports::UnitOfWork& unit) { return unit.bundles().add_bundle(bundle); });
    return bundle;
  }
  std::optional<catalog::Bundle> found(const catalog::OfferId& id) {
    return read([&](const ports::Snapshot& at) { return at.bundles().find_bundle(id); });
  }
  std::int64_t generation() {
    return read([](const ports::Snapshot& at) { return at.catalog().generation(); });
  }
};
AAN_ON_BOTH_ENGINES(StoreBundles);

TEST_P(StoreBundles, ComeBackAsTheyWereStoredInTheOrderOfTheirBooks) {
  const catalog::Bundle bundle = stored("Night", 3);
  for (const auto& back : {found(bundle.id), read([&](const ports::Snapshot& at) {
                             return at.bundles().find_bundle_by_slug(bundle.slug);
                           })}) {
    ASSERT_TRUE(back);
    EXPECT_EQ(back->title, "Night");
    EXPECT_EQ(back->description, bundle.description);
    EXPECT_EQ(back->price, usd(799));
    EXPECT_EQ(back->works, bundle.works);
    EXPECT_EQ(back->visibility, catalog::Visibility::listed);
  }
  EXPECT_FALSE(found(catalog::OfferId{"none"}));
}

TEST_P(StoreBundles, HavePricesInOtherCurrenciesThatAreReplacedTogether) {
  const Money euros{699, *find_asset("EUR")};
  const Money pounds{599, *find_asset("GBP")};
  catalog::Bundle bundle = stored("Night");
  bundle.id = ids.make<catalog::OfferId>();
  bundle.slug.clear();
  bundle.others = {euros, pounds};
  write([&](ports::UnitOfWork& unit) { return unit.bundles().add_bundle(bundle); });
  EXPECT_EQ(found(bundle.id)->others, bundle.others);
  write([&](ports::UnitOfWork& unit) {
    return unit.bundles().set_bundle_prices(bundle.id, usd(1), {pounds}, clock.wall());
  });
  EXPECT_EQ(found(bundle.id)->price, usd(1));
  EXPECT_EQ(found(bundle.id)->others, std::vector{pounds});
  const auto with = read([&](const ports::Snapshot& at) {
    return at.bundles().bundles_with(bundle.works.front(), 10);
  });
  ASSERT_EQ(with.size(), 2U);
  EXPECT_EQ(with.front().id == bundle.id ? with.front().others : with.back().others,
            std::vector{pounds});
}

TEST_P(StoreBundles, OfOneTitleHaveAddressesOfTheirOwn) {
  EXPECT_EQ(stored("Sea Stories").slug, "sea-stories");
  catalog::Bundle again = stored("Other");
  again.id = ids.make<catalog::OfferId>();
  again.title = "Sea stories";
  again.slug.clear();
  EXPECT_EQ(write([&](ports::UnitOfWork& unit) { return unit.bundles().add_bundle(again); }),
            "sea-stories-2");
}

TEST_P(StoreBundles, EveryChangeIsAChangeOfTheCatalogue) {
  const catalog::Bundle bundle = stored("Night");
  std::int64_t before = generation();
  const auto raises = [&](const auto& change) {
    write(change);
    EXPECT_GT(generation(), before);
    before = generation();
  };
  raises([&](ports::UnitOfWork& unit) {
    return unit.bundles().set_bundle_prices(bundle.id, usd(500), {}, clock.wall());
  });
  EXPECT_EQ(found(bundle.id)->price, usd(500));
  raises([&](ports::UnitOfWork& unit) {
    return unit.bundles().set_bundle_visibility(bundle.id, catalog::Visibility::hidden,
                                                clock.wall());
  });
  EXPECT_EQ(found(bundle.id)->visibility, catalog::Visibility::hidden);
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.bundles().set_bundle_prices(catalog::OfferId{"none"}, usd(1), {},
                                                      clock.wall());
            }).code,
            Errc::not_found);
}

TEST_P(StoreBundles, AreListedNewestFirstAndFoundByTheirBooks) {
  const catalog::Bundle first = stored("First");
  clock.advance(Duration::seconds(1));
  const catalog::Bundle second = stored("Second");
  const auto list = [&](BundleScope scope, std::int64_t offset) {
    return read([&](const ports::Snapshot& at) {
      return at.bundles().list_bundles(scope, offset, /*limit=*/1);
    });
  };
  EXPECT_EQ(list(BundleScope::all, 0).total, 2);
  EXPECT_EQ(list(BundleScope::all, 0).bundles.front().id, second.id);
  EXPECT_EQ(list(BundleScope::all, 1).bundles.front().id, first.id);
  const auto with = [&](const catalog::WorkId& work) {
    return read([&](const ports::Snapshot& at) { return at.bundles().bundles_with(work, 10); });
  };
  ASSERT_EQ(with(first.works[1]).size(), 1U);
  EXPECT_EQ(with(first.works[1]).front().works, first.works);
  write([&](ports::UnitOfWork& unit) {
    return unit.bundles().set_bundle_visibility(first.id, catalog::Visibility::hidden,
                                                clock.wall());
  });
  EXPECT_TRUE(with(first.works[1]).empty());
  EXPECT_EQ(list(BundleScope::listed, 0).total, 1);
}

TEST_P(StoreBundles, ALineSaysInWhichBundleItWasBought) {
  const catalog::Bundle bundle = stored("Night");
  const SampleBook book = sample_book(ids, "line");
  sales::Order order = sample_order(ids, {book});
  order.lines[0].quoted.bundle_id = bundle.id;
  order.lines[0].quoted.bundle_title = bundle.title;
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(book.add(unit));
    return unit.sales().add_order(order);
  });
  const auto back =
      read([&](const ports::Snapshot& at) { return at.sales().find_order(order.id); });
  ASSERT_TRUE(back);
  EXPECT_EQ(back->lines[0].quoted.bundle_id, bundle.id);
  EXPECT_EQ(back->quote.lines[0].bundle_title, "Night");
}

}  // namespace
}  // namespace aan::contract
