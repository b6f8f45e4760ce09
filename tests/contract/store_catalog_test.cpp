#include <algorithm>

#include "tests/contract/store_contract.hpp"
#include "tests/contract/store_samples.hpp"

namespace aan::contract {
namespace {

class StoreCatalog : public StoreContract {
 protected:
  std::string add(const SampleBook& book) {
    return write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  std::optional<catalog::BookDetail> find(const catalog::WorkId& id) {
    return read([&](const ports::Snapshot& s) { return s.catalog().find_work(id); });
  }
};
AAN_ON_BOTH_ENGINES(StoreCatalog);

TEST_P(StoreCatalog, ABookComesBackAsItWasPutIn) {
  const SampleBook book = sample_book(ids, "salt");
  EXPECT_EQ(add(book), "the-salt");
  const std::optional<catalog::BookDetail> found =
      read([](const ports::Snapshot& s) { return s.catalog().find_by_slug("the-salt"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work.id, book.work.id);
  EXPECT_EQ(found->work.description, book.work.description);
  EXPECT_EQ(found->work.series, "Night Shelves");
  ASSERT_EQ(found->work.contributors.size(), 2U);
  EXPECT_EQ(found->work.contributors[0].sort_name, "Calder, Ines");
  EXPECT_EQ(found->work.contributors[1].role, catalog::ContributorRole::translator);
  ASSERT_EQ(found->work.subjects.size(), 2U);
  EXPECT_EQ(found->work.subjects[1].name, "Craft");
  EXPECT_EQ(found->edition.id, book.edition.id);
  EXPECT_EQ(found->edition.words, 61'234U);
  EXPECT_EQ(found->edition.accessibility.summary, "Reads well \"aloud\".");
  EXPECT_EQ(found->edition.accessibility.access_modes, std::vector<std::string>{"textual"});
  ASSERT_EQ(found->edition.contents.size(), 3U);
  EXPECT_EQ(found->edition.contents[1].depth, 1);
  EXPECT_EQ(found->edition.sample, book.edition.sample);
  EXPECT_TRUE(found->edition.fixed_layout);
  EXPECT_FALSE(found->edition.has_scripts);
  ASSERT_EQ(found->files.size(), 1U);
  EXPECT_EQ(found->files[0].sha256, book.files[0].sha256);
  EXPECT_EQ(found->offer.price, usd(499));
  EXPECT_EQ(found->offer.files, book.offer.files);
}

TEST_P(StoreCatalog, WhatIsNotThereIsNothingAndNoError) {
  read([](const ports::Snapshot& s) -> Result<int> {
    const ports::CatalogStore& catalog = s.catalog();
    EXPECT_FALSE(AAN_TRY(catalog.find_by_slug("none")));
    EXPECT_FALSE(AAN_TRY(catalog.find_work({"none"})));
    EXPECT_FALSE(AAN_TRY(catalog.find_offer({"none"})));
    EXPECT_FALSE(AAN_TRY(catalog.find_file({"none"})));
    EXPECT_FALSE(AAN_TRY(catalog.find_edition({"none"})));
    EXPECT_FALSE(AAN_TRY(catalog.find_file_by_cid(cid_of("none"))));
    EXPECT_FALSE(AAN_TRY(catalog.is_public_blob(cid_of("none"))));
    EXPECT_TRUE(AAN_TRY(catalog.summaries({{"none"}})).empty());
    EXPECT_TRUE(AAN_TRY(catalog.subjects()).empty());
    EXPECT_TRUE(AAN_TRY(catalog.languages()).empty());
    EXPECT_EQ(AAN_TRY(catalog.list({})).total, 0);
    EXPECT_EQ(AAN_TRY(catalog.generation()), 0);
    return 0;
  });
}

TEST_P(StoreCatalog, TheSameSlugTwiceGetsANumber) {
  EXPECT_EQ(add(sample_book(ids, "salt")), "the-salt");
  EXPECT_EQ(add(sample_book(ids, "salt")), "the-salt-2");
  EXPECT_EQ(add(sample_book(ids, "salt")), "the-salt-3");
}

TEST_P(StoreCatalog, AHostileTextIsDataAndNothingElse) {
  SampleBook book = sample_book(ids, "salt");
  book.work.title = "'; DROP TABLE work; --";
  book.work.slug = "x' OR '1'='1";
  add(book);
  EXPECT_EQ(find(book.work.id)->work.title, "'; DROP TABLE work; --");
  EXPECT_FALSE(
      read([](const ports::Snapshot& s) { return s.catalog().find_by_slug("' OR ''='"); }));
}

TEST_P(StoreCatalog, BytesThatAreNotTextAreRefusedOnBothEngines) {
  SampleBook book = sample_book(ids, "salt");
  book.work.title = "broken \xff";
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) { return book.add(unit); }).code, Errc::invalid);
  book.work.title = std::string("nul \0 inside", 12);
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) { return book.add(unit); }).code, Errc::invalid);
}

TEST_P(StoreCatalog, FilesAndEditionsAreFoundByIdAndByContent) {
  const SampleBook book = sample_book(ids, "salt");
  add(book);
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_EQ(AAN_TRY(s.catalog().find_file(book.files[0].id))->file_name, "salt.epub");
    EXPECT_EQ(AAN_TRY(s.catalog().find_file_by_cid(book.files[0].cid))->id, book.files[0].id);
    EXPECT_EQ(AAN_TRY(s.catalog().find_edition(book.edition.id))->publisher, "Small Press");
    for (const crypto::Cid& cid :
         {book.edition.cover, book.edition.thumb_160, book.edition.thumb_320,
          book.edition.thumb_640, *book.edition.sample})
      EXPECT_TRUE(AAN_TRY(s.catalog().is_public_blob(cid)));
    EXPECT_FALSE(AAN_TRY(s.catalog().is_public_blob(book.files[0].cid)));
    return 0;
  });
}

TEST_P(StoreCatalog, PicturesAreShownWhileTheyAreThoseOfAListedBookAndItsSampleIs) {
  SampleBook book = sample_book(ids, "comic");
  book.edition.sample_pictures = {cid_of("page 1"), cid_of("page 2")};
  add(book);
  const auto shown = [&](const crypto::Cid& cid) {
    return read([&](const ports::Snapshot& s) { return s.catalog().is_shown_blob(cid); });
  };
  const crypto::Cid page = book.edition.sample_pictures.back();
  for (const crypto::Cid& cid :
       {book.edition.cover, book.edition.thumb_160, *book.edition.sample, page})
    EXPECT_TRUE(shown(cid));
  EXPECT_FALSE(shown(book.files[0].cid));
  catalog::Pictures fresh = book.edition;
  fresh.sample.reset();
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_pictures(book.edition.id, fresh, clock.wall());
  });
  EXPECT_FALSE(shown(page));
  EXPECT_FALSE(shown(*book.edition.sample));
  EXPECT_TRUE(shown(book.edition.cover));
  fresh.cover = cid_of("another");
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_pictures(book.edition.id, fresh, clock.wall());
  });
  EXPECT_FALSE(shown(book.edition.cover)) << "nothing shows it any more";
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_visibility(book.work.id, catalog::Visibility::hidden, clock.wall());
  });
  EXPECT_FALSE(shown(fresh.cover));
  EXPECT_TRUE(read([&](const ports::Snapshot& s) { return s.catalog().is_public_blob(page); }))
      << "all of it is kept";
}

TEST_P(StoreCatalog, AnOfferIsReadWithAllThatBuyingItMeans) {
  const SampleBook book = sample_book(ids, "salt");
  add(book);
  const auto offer =
      read([&](const ports::Snapshot& s) { return s.catalog().find_offer(book.offer.id); });
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->work.id, book.work.id);
  EXPECT_EQ(offer->edition.id, book.edition.id);
  ASSERT_EQ(offer->files.size(), 1U);
  EXPECT_TRUE(offer->can_be_bought());
}

TEST_P(StoreCatalog, ANewPriceIsANewRevision) {
  const SampleBook book = sample_book(ids, "salt", std::nullopt);
  add(book);
  EXPECT_FALSE(find(book.work.id)->offer.price);
  const auto set = [&](std::optional<Money> price) {
    return write([&](ports::UnitOfWork& u) {
      return u.catalog().set_price(book.offer.id, price, clock.wall());
    });
  };
  EXPECT_EQ(set(usd(999)).revision, 2);
  EXPECT_EQ(find(book.work.id)->offer.price, usd(999));
  EXPECT_EQ(set(std::nullopt).revision, 3);
  EXPECT_FALSE(find(book.work.id)->offer.price);
  EXPECT_EQ(
      refused([](ports::UnitOfWork& u) { return u.catalog().set_price({"no"}, usd(1), {}); }).code,
      Errc::not_found);
}

TEST_P(StoreCatalog, PricesInOtherCurrenciesComeBackWithTheRevisionThatTheyAreOf) {
  SampleBook book = sample_book(ids, "salt");
  catalog::PriceTerms pounds = Money{0, *find_asset("GBP")};
  pounds.buyer_sets_price = true;
  pounds.suggested = Money{250, *find_asset("GBP")};
  catalog::PriceTerms euros = Money{449, *find_asset("EUR")};
  euros.compare_at = Money{990, *find_asset("EUR")};
  book.offer.others = {euros, pounds};
  add(book);
  const auto others = [&] { return find(book.work.id)->offer.others; };
  EXPECT_EQ(others(), (std::vector{euros, pounds}));
  const catalog::PriceTerms yen = Money{600, *find_asset("JPY")};
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_price(book.offer.id, usd(1), clock.wall());
  });
  EXPECT_EQ(others(), (std::vector{euros, pounds})) << "another first price leaves them";
  const auto is_priced_in = [&](const char* code) {
    return read(
        [&](const ports::Snapshot& s) { return s.catalog().is_priced_in(*find_asset(code)); });
  };
  EXPECT_TRUE(is_priced_in("GBP"));
  EXPECT_FALSE(is_priced_in("JPY"));
  const auto changed = write([&](ports::UnitOfWork& u) {
    return u.catalog().set_prices(book.offer.id, catalog::PriceTerms(), {yen, euros}, clock.wall());
  });
  EXPECT_EQ(changed.revision, 3);
  EXPECT_EQ(others(), (std::vector{euros, yen})) << "by rising code";
  EXPECT_FALSE(find(book.work.id)->offer.price);
  const auto of = [&](const std::vector<catalog::OfferId>& offers) {
    return read([&](const ports::Snapshot& at) { return at.catalog().other_prices(offers); });
  };
  EXPECT_EQ(of({book.offer.id}), (ports::OtherPrices{{book.offer.id, others()}}));
  EXPECT_TRUE(of({{"none"}}).empty());
  EXPECT_TRUE(of({}).empty());
  EXPECT_FALSE(place->tamper("UPDATE offer_price SET price_amount = 1")) << "of every revision";
  EXPECT_FALSE(place->tamper("DELETE FROM offer_price"));
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.catalog().set_prices({"no"}, usd(1), {yen}, {});
            }).code,
            Errc::not_found);
}

TEST_P(StoreCatalog, PricesOfManyOffersAreReadAtOnce) {
  constexpr int kBooks = 53;  // more than one statement asks for
  std::vector<catalog::OfferId> asked;
  ports::OtherPrices expected;
  for (int number = 0; number < kBooks; ++number) {
    SampleBook book = sample_book(ids, "book-" + std::to_string(number));
    if (number % 3 != 0) book.offer.others = {Money{100 + number, *find_asset("EUR")}};
    if (number % 3 == 2) book.offer.others.emplace_back(Money{number, *find_asset("JPY")});
    add(book);
    asked.push_back(book.offer.id);
    if (number % 3 != 0) expected[book.offer.id] = book.offer.others;
  }
  asked.push_back({"none"});
  EXPECT_EQ(read([&](const ports::Snapshot& at) { return at.catalog().other_prices(asked); }),
            expected);
}

TEST_P(StoreCatalog, WhatIsFreeStandsOnAShelfOfItsCurrency) {
  SampleBook book = sample_book(ids, "salt");
  book.offer.others = {Money{0, *find_asset("EUR")}};
  add(book);
  const auto free_in = [&](const char* code) {
    ports::BookQuery query;
    query.only_free = true;
    if (*code != '\0') query.free_in = *find_asset(code);
    return read([&](const ports::Snapshot& at) { return at.catalog().list(query); }).total;
  };
  EXPECT_EQ(free_in(""), 0);
  EXPECT_EQ(free_in("EUR"), 1);
  EXPECT_EQ(free_in("GBP"), 0);
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_prices(book.offer.id, usd(0), {Money{1, *find_asset("EUR")}},
                                  clock.wall());
  });
  EXPECT_EQ(free_in(""), 1);
  EXPECT_EQ(free_in("EUR"), 0);
  const auto show = [&](catalog::Visibility visibility) {
    write([&](ports::UnitOfWork& u) {
      return u.catalog().set_visibility(book.work.id, visibility, clock.wall());
    });
  };
  show(catalog::Visibility::hidden);
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_prices(book.offer.id, usd(9), {Money{0, *find_asset("EUR")}},
                                  clock.wall());
  });
  EXPECT_EQ(free_in("EUR"), 0) << "hidden";
  show(catalog::Visibility::listed);
  EXPECT_EQ(free_in("EUR"), 1);
  EXPECT_EQ(free_in(""), 0);
}

TEST_P(StoreCatalog, AHiddenWorkIsReadableButNotListed) {
  const SampleBook book = sample_book(ids, "salt");
  add(book);
  const auto show = [&](catalog::Visibility visibility) {
    write([&](ports::UnitOfWork& u) {
      return u.catalog().set_visibility(book.work.id, visibility, clock.wall());
    });
  };
  show(catalog::Visibility::hidden);
  EXPECT_EQ(find(book.work.id)->work.visibility, catalog::Visibility::hidden);
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_EQ(AAN_TRY(s.catalog().list({})).total, 0);
    EXPECT_TRUE(AAN_TRY(s.catalog().summaries({book.work.id})).empty());
    EXPECT_TRUE(AAN_TRY(s.catalog().subjects()).empty());
    EXPECT_TRUE(AAN_TRY(s.catalog().languages()).empty());
    EXPECT_FALSE(AAN_TRY(s.catalog().changed_after(0, 10)).at(0).book);
    return 0;
  });
  show(catalog::Visibility::listed);
  show(catalog::Visibility::listed);
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_EQ(AAN_TRY(s.catalog().list({})).total, 1);
    EXPECT_EQ(AAN_TRY(s.catalog().subjects()).at(0).works, 1);
    return 0;
  });
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.catalog().set_visibility({"no"}, catalog::Visibility::hidden, clock.wall());
            }).code,
            Errc::not_found);
}

TEST_P(StoreCatalog, EveryChangeRaisesTheGenerationAndNamesItsWork) {
  const SampleBook one = sample_book(ids, "one");
  const SampleBook two = sample_book(ids, "two");
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(one.add(u));
    AAN_TRY(two.add(u));
    return {};
  });
  const auto changes = [&](std::int64_t after, std::int64_t limit) {
    return read([&](const ports::Snapshot& s) { return s.catalog().changed_after(after, limit); });
  };
  const auto all = changes(0, 10);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_LT(all[0].generation, all[1].generation);
  EXPECT_EQ(all[0].id, one.work.id);
  EXPECT_TRUE(all[0].book);
  // Stopping in the middle of one commit and going on from there loses nothing.
  const auto first = changes(0, 1);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(changes(first[0].generation, 1).at(0).id, two.work.id);
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_price(one.offer.id, usd(1), clock.wall());
  });
  const auto later = changes(all[1].generation, 10);
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].id, one.work.id);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.catalog().generation(); }),
            later[0].generation);
}

TEST_P(StoreCatalog, SlugsOfListedWorksComeInPartsThatHoldEachOnce) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (const char* title : {"delta", "alpha", "echo", "bravo", "charlie", "foxtrot"}) {
      const SampleBook book = sample_book(ids, title);
      AAN_TRY(book.add(u));
      if (std::string_view(title) == "charlie")
        AAN_TRY(u.catalog().set_visibility(book.work.id, catalog::Visibility::hidden, {}));
    }
    return {};
  });
  read([&](const ports::Snapshot& s) -> Result<int> {
    const auto slugs = [&](std::string_view from, std::int64_t limit) {
      std::vector<std::string> found;
      const auto listed = s.catalog().listed_slugs(from, limit);
      EXPECT_TRUE(listed.has_value());
      for (const ports::ListedSlug& one : *listed) found.push_back(one.slug);
      return found;
    };
    const auto all = slugs("", 10);
    EXPECT_EQ(all.size(), 5U);
    EXPECT_TRUE(std::ranges::is_sorted(all));
    const auto parts = AAN_TRY(s.catalog().listed_slugs_by(2));
    EXPECT_EQ(parts.size(), 3U);
    std::vector<std::string> together;
    for (const std::string& first : parts)
      for (const std::string& slug : slugs(first, 2)) together.push_back(slug);
    EXPECT_EQ(together, all);
    EXPECT_EQ(AAN_TRY(s.catalog().listed_slugs_by(10)), std::vector<std::string>{all[0]});
    EXPECT_TRUE(slugs("zulu", 10).empty());
    return 0;
  });
}

TEST_P(StoreCatalog, AUnitThatFailsLeavesTheGenerationAlone) {
  const Error error = refused([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(sample_book(ids, "one").add(u));
    return fail(Errc::limited, "test", "changed my mind");
  });
  EXPECT_EQ(error.code, Errc::limited);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.catalog().generation(); }), 0);
}

TEST_P(StoreCatalog, ADamagedFileTakesItsBooksOffSaleUntilItIsWholeAgain) {
  SampleBook one = sample_book(ids, "one");
  SampleBook two = sample_book(ids, "two");
  SampleBook other = sample_book(ids, "other");
  two.files[0].cid = one.files[0].cid;  // the same content, sold twice
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (const SampleBook* book : {&one, &two, &other}) AAN_TRY(book->add(u));
    return {};
  });
  const auto generation = [&] {
    return read([](const ports::Snapshot& s) { return s.catalog().generation(); });
  };
  // A book's summary says the same as its page.
  const auto for_sale = [&](const SampleBook& book) {
    const auto offer =
        *read([&](const ports::Snapshot& s) { return s.catalog().find_offer(book.offer.id); });
    const auto summary =
        read([&](const ports::Snapshot& s) { return s.catalog().summaries({book.work.id}); }).at(0);
    EXPECT_EQ(catalog::availability_of(summary),
              catalog::availability_of(offer.work, offer.offer, offer.files));
    return offer.can_be_bought();
  };
  const auto mark = [&](bool is_damaged) {
    return write([&](ports::UnitOfWork& u) {
      return u.catalog().set_damaged(one.files[0].cid, is_damaged);
    });
  };
  const std::int64_t before = generation();
  EXPECT_EQ(mark(false), 0);
  EXPECT_EQ(generation(), before) << "nothing changed";
  EXPECT_EQ(mark(true), 2);
  EXPECT_EQ(generation(), before + 2) << "one for each work";
  EXPECT_EQ(mark(true), 0);
  EXPECT_FALSE(for_sale(one));
  EXPECT_FALSE(for_sale(two));
  EXPECT_TRUE(for_sale(other));
  store = open();
  const auto files =
      read([&](const ports::Snapshot& s) { return s.catalog().files_after({}, 10); });
  ASSERT_EQ(files.size(), 3U);
  int damaged = 0;
  for (const catalog::EditionFile& file : files) damaged += file.is_damaged ? 1 : 0;
  EXPECT_EQ(damaged, 2);
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return s.catalog().files_after(files[1].id, 10);
            }).size(),
            1U);
  EXPECT_EQ(mark(false), 2);
  EXPECT_TRUE(for_sale(one));
  EXPECT_EQ(write([&](ports::UnitOfWork& u) {
              return u.catalog().set_damaged(cid_of("nobody's"), true);
            }),
            0);
}

TEST_P(StoreCatalog, WhatReadersSeeOfABookHasChangedAtTheTimeThatIsSaid) {
  const SampleBook book = sample_book(ids, "one");
  write([&](ports::UnitOfWork& u) { return book.add(u); });
  const catalog::OfferId& offer = book.offer.id;
  const catalog::Pictures fresh = book.edition;
  Timestamp at = book.work.updated_at;
  const auto changes = [&](const char* what, auto change) {
    at = at + Duration::hours(1);
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(change(u.catalog()));
      return {};
    });
    EXPECT_EQ(find(book.work.id)->work.updated_at, at) << what;
  };
  changes("price", [&](auto& catalog) { return catalog.set_price(offer, usd(1), at); });
  changes("prices", [&](auto& catalog) { return catalog.set_prices(offer, usd(2), {}, at); });
  changes("copies", [&](auto& catalog) { return catalog.set_copies(offer, 3, at); });
  changes("seats", [&](auto& catalog) { return catalog.set_licence_seats(offer, 2, at); });
  changes("rules", [&](auto& catalog) { return catalog.set_rules(offer, {}, at); });
  changes("pictures",
          [&](auto& catalog) { return catalog.set_pictures(book.edition.id, fresh, at); });
}

TEST_P(StoreCatalog, PicturesMadeAgainAreThoseOfTheEditionAndLeadToItsFiles) {
  const SampleBook book = sample_book(ids, "one");
  write([&](ports::UnitOfWork& u) { return book.add(u); });
  catalog::Pictures fresh = book.edition;
  fresh.cover = cid_of("drawn anew");
  fresh.sample = cid_of("cut anew");
  const std::int64_t before =
      read([](const ports::Snapshot& s) { return s.catalog().generation(); });
  write([&](ports::UnitOfWork& u) -> Result<> {
    EXPECT_EQ(u.catalog().set_pictures({"none"}, fresh, {}).error().code, Errc::not_found);
    return u.catalog().set_pictures(book.edition.id, fresh, clock.wall());
  });
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_EQ(AAN_TRY(s.catalog().generation()), before + 1);
    const catalog::Pictures found = *AAN_TRY(s.catalog().find_edition(book.edition.id));
    EXPECT_EQ(found, fresh);
    for (const crypto::Cid& cid : {book.edition.cover, fresh.cover, *fresh.sample}) {
      EXPECT_TRUE(AAN_TRY(s.catalog().is_public_blob(cid)));
      const auto files = AAN_TRY(s.catalog().files_behind(cid, 10));
      EXPECT_EQ(files.size(), book.files.size());
      EXPECT_EQ(files.at(0).id, book.files[0].id);
    }
    EXPECT_TRUE(AAN_TRY(s.catalog().files_behind(book.files[0].cid, 10)).empty())
        << "a book's content is for nobody but its buyers";
    EXPECT_EQ(AAN_TRY(s.catalog().slugs(10)), std::vector<std::string>{book.work.slug});
    return 0;
  });
}

}  // namespace
}  // namespace aan::contract
