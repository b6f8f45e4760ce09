#include "base/file.hpp"
#include "service/audit.hpp"
#include "service/books/book_file.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/import_bundles.hpp"
#include "service/books/import_list_rows.hpp"
#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "service/books/list_findings.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/search.hpp"
#include "service/browsing/suggest.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

TEST_F(Catalog, ABookThatStandsForAnotherTakesItsPriceWhereItHasNone) {
  const Room& room = world.shop->room;
  list("Emma");
  list("Emma");
  list("Ruth");
  must(set_price(room, "emma-2", world.money(499)));
  must(set_price(room, "ruth", world.money(700)));
  EXPECT_EQ(must(merge_books(room, "emma-2", "emma", "ada")).offer.price, world.money(499));
  EXPECT_EQ(must(merge_books(room, "ruth", "emma", "ada")).offer.price, world.money(499));
  EXPECT_EQ(must(unmerge_book(room, "emma-2", "ada")).offer.price, world.money(499));
}

// A supplier's column of zeros is no price of the shop's.
TEST_F(Catalog, WhatAListSaysOfAPriceGivesWayToWhatTheShopSaysWithTheFile) {
  const Room& room = world.shop->room;
  const auto join = [&](const std::string& title, std::optional<Money> price) {
    reader.answer(book(title));
    return bring(title + ".epub", "bytes of " + title, price);
  };
  const auto price_of = [&](const std::string& slug) { return must(find_book(room, slug)).offer; };
  bring_row("emma", "Emma", "0.00");
  const IngestReport emma = join("Emma", world.money(999));
  EXPECT_EQ(emma.slug, "emma");
  EXPECT_EQ(emma.price, world.money(999));
  EXPECT_EQ(price_of("emma").price, world.money(999));
  EXPECT_EQ(emma.notes.back(),
            "A list said that it is free: a list makes no book free that has a file.");
  bring_row("emma", "Emma", "0.00");
  bring_row("emma", "Emma", "0.01");
  EXPECT_EQ(price_of("emma").price, world.money(999)) << "somebody of the shop said it";

  bring_row("ruth", "Ruth", "0.01");
  EXPECT_EQ(join("Ruth", world.money(999)).notes.back(), "A list said that it costs 0.01.");
  EXPECT_EQ(price_of("ruth").price, world.money(999));

  bring_row("sylvia", "Sylvia", "5.00");
  EXPECT_EQ(join("Sylvia", std::nullopt).price, world.money(500));
  EXPECT_EQ(price_of("sylvia").price, world.money(500));

  bring_row("poems", "Poems", "0.00");
  const IngestReport poems = join("Poems", std::nullopt);
  EXPECT_EQ(poems.verdict, IngestVerdict::warned);
  EXPECT_FALSE(poems.price);
  EXPECT_EQ(poems.notes.back(), kPriceNotSet);
  EXPECT_FALSE(price_of("poems").price);

  bring_row("odes", "Odes", "5.00");
  must(set_price(room, "odes", world.money(0), "ada"));
  EXPECT_EQ(join("Odes", std::nullopt).price, world.money(0)) << "a person gives it away";
  bring_row("songs", "Songs", "5.00");
  must(set_price(room, "songs", world.money(0), "ada"));
  EXPECT_EQ(join("Songs", world.money(999)).notes.back(), price_stays(world.money(999)));
  EXPECT_EQ(price_of("songs").price, world.money(0));
}

TEST_F(Catalog, AChangeOfThePriceOrTheDatesIsAChangeOfTheBook) {
  const Room& room = world.shop->room;
  bring_row("emma", "Emma", "");
  // What search engines and reading apps are told.
  const auto changed_at = [&] {
    Timestamp told;
    must(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      told = AAN_TRY(at.catalog().listed_slugs("emma", 1)).at(0).changed_at;
      return {};
    }));
    EXPECT_EQ(told, must(find_book(room, "emma")).work.updated_at);
    return told;
  };
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(bring_row("emma", "Emma", "", world.money(499)).verdict, RowVerdict::changed);
  EXPECT_EQ(changed_at(), world.clock.wall()) << "a price that was given with a list";
  for (const std::int64_t price : {600, 700}) {
    world.clock.advance(Duration::hours(1));
    must(set_price(room, "emma", world.money(price), "ada"));
    EXPECT_EQ(changed_at(), world.clock.wall()) << price;
  }
  world.clock.advance(Duration::hours(1));
  must(set_territory(room, "emma", "only", "DE", "ada"));
  EXPECT_EQ(changed_at(), world.clock.wall());
  world.clock.advance(Duration::hours(1));
  must(set_copies(room, "emma", 3, "ada"));
  EXPECT_EQ(changed_at(), world.clock.wall()) << "few copies are told";
}

TEST_F(Catalog, ABookThatTakesAPriceByAMergeHasChanged) {
  const Room& room = world.shop->room;
  for (const char* title : {"Emma", "Emma"}) list(title);
  must(set_price(room, "emma-2", world.money(499)));
  world.clock.advance(Duration::hours(1));
  must(merge_books(room, "emma-2", "emma", "ada"));
  EXPECT_EQ(must(find_book(room, "emma")).work.updated_at, world.clock.wall());
}

TEST_F(Catalog, AMergeByAPersonPricesOnlyABookThatNeverHadAPrice) {
  const Room& room = world.shop->room;
  for (const char* title : {"Emma", "Emma", "Emma", "Ruth"}) list(title);
  must(set_price(room, "emma-2", world.money(0)));
  EXPECT_EQ(must(merge_books(room, "emma-2", "emma", "ada")).offer.price, std::nullopt);
  EXPECT_TRUE(prices_said("emma").empty());
  must(set_price(room, "ruth", world.money(700)));
  must(set_price(room, "ruth", {}, "bea"));
  must(set_price(room, "emma-3", world.money(499)));
  EXPECT_EQ(must(merge_books(room, "emma-3", "ruth", "ada")).offer.price, std::nullopt);
  must(unmerge_book(room, "emma-3", "ada"));
  EXPECT_EQ(must(merge_books(room, "emma-3", "emma", "ada")).offer.price, world.money(499));
  EXPECT_EQ(prices_said("emma"), std::vector<std::string>{"ada: 4.99 USD"});
}

TEST_F(Catalog, ABookThatSellsIsNotMergedIntoOneThatCannotBeBought) {
  const Room& room = world.shop->room;
  reader.answer(book("Our Novel"));
  bring("novel.epub", "bytes of the novel", world.money(499));
  list("Emma");  // no file
  const auto refused = merge_books(room, "our-novel", "emma", "ada");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "merge_sells");
  const catalog::BookDetail novel = must(find_book(room, "our-novel"));
  EXPECT_EQ(novel.work.visibility, catalog::Visibility::listed);
  EXPECT_EQ(must(find_book(room, "emma")).offer.price, std::nullopt) << "nothing of it was done";
  EXPECT_EQ(must(merge_books(room, "emma", "our-novel", "ada")).offer.price, world.money(499));
  must(unmerge_book(room, "emma", "ada"));
  must(set_visibility(room, "our-novel", catalog::Visibility::hidden));
  must(merge_books(room, "our-novel", "emma", "ada"));
}

TEST_F(Catalog, AListNeverPricesABookThatHasAFileByItsTitle) {
  const Room& room = world.shop->room;
  reader.answer(book("Our Novel"));
  bring("novel.epub", "bytes of the novel", std::nullopt);
  const catalog::BookDetail novel = must(find_book(room, "our-novel"));
  must(room.store.write("match", [&](ports::UnitOfWork& unit) {
    return ports::sources_of(unit).put_match_key(novel.work.id, match_key_of(novel));
  }));
  for (const char* price : {"0", "4.99"}) {
    const RowReport report = bring_row("novel " + std::string(price), "Our Novel", price);
    EXPECT_EQ(report.verdict, RowVerdict::merged);
    EXPECT_EQ(report.notes.back(),
              "Its price was left out: a list sets no price of a book that has a file already.");
  }
  EXPECT_EQ(must(find_book(room, "our-novel")).offer.price, std::nullopt);
  list("Emma");
  EXPECT_EQ(bring_row("emma", "Emma", "0").notes.back(),
            "Its price was left out: a book becomes free only by a person who says so.");
  EXPECT_EQ(bring_row("emma again", "Emma", "4.99").notes.back(),
            "The book that stands for it had no price and has its price now.");
  EXPECT_EQ(must(find_book(room, "emma")).offer.price, world.money(499));
}

TEST_F(Catalog, APriceThatWasTakenAwayStaysAwayWhateverListsSay) {
  const Room& room = world.shop->room;
  const std::string note = "Its price was left out: the shop took the price of the book away.";
  EXPECT_EQ(bring_row("emma", "Emma", "").verdict, RowVerdict::added);
  EXPECT_EQ(bring_row("emma", "Emma", "", world.money(499)).verdict, RowVerdict::changed);
  must(set_price(room, "emma", {}, "ada"));
  const RowReport again = bring_row("emma", "Emma", "", world.money(499));
  EXPECT_EQ(again.verdict, RowVerdict::as_before);
  EXPECT_EQ(again.notes, std::vector{note});
  EXPECT_EQ(bring_row("emma", "Emma", "0").notes, std::vector{note});
  EXPECT_EQ(bring_row("other", "Emma", "3").notes, std::vector{note});
  EXPECT_EQ(must(find_book(room, "emma")).offer.price, std::nullopt);
  must(set_price(room, "emma", world.money(600), "ada"));
  EXPECT_EQ(bring_row("emma", "Emma", "7").notes.back(),
            "Its price was left out: somebody of the shop set the price of the book.");
  EXPECT_EQ(must(find_book(room, "emma")).offer.price, world.money(600));
  must(edit_book(room, "emma", {.follows_lists = true}, "ada"));
  EXPECT_EQ(bring_row("emma", "Emma", "7").notes.back(), "Its prices are those of the list now.");
}

// What a list may say again is said by a list that found the book by its ISBN, or that hid it.
TEST_F(Catalog, AListThatMaySayAllAgainIsStillOneThatFoundTheBookOrHidIt) {
  const Room& room = world.shop->room;
  const auto free_it = [&](const std::string& slug) {
    const EditedBook done = must(edit_book(room, slug, {.follows_lists = true}, "ada"));
    EXPECT_EQ(done.changed, std::vector<std::string>{"follow_lists"});
  };
  reader.answer(book("Walden"));
  bring("walden.epub", "bytes of walden", world.money(499));
  must(edit_book(room, "walden", {.isbn = "9780306406157", .publisher = "Our House"}, "ada"));
  const auto row = [&](const std::string& price, bool is_withdrawn = false) {
    return bring_row("walden", "Walden", price, std::nullopt, "9780306406157", is_withdrawn);
  };
  row("10.99");
  free_it("walden");
  EXPECT_EQ(
      row("10.99").notes.back(),
      "Its price was left out: the book was here before this list, and its price is the shop's.");
  EXPECT_EQ(must(find_book(room, "walden")).offer.price, world.money(499));
  EXPECT_EQ(must(find_book(room, "walden")).edition.publisher, "Our House");
  free_it("walden");
  EXPECT_EQ(row("", /*is_withdrawn=*/true).verdict, RowVerdict::refused) << "the shop has its file";
  EXPECT_EQ(must(find_book(room, "walden")).work.visibility, catalog::Visibility::listed);

  bring_row("ruth", "Ruth", "5");
  bring_row("ruth", "Ruth", "", std::nullopt, "", /*is_withdrawn=*/true);
  free_it("ruth");
  EXPECT_EQ(must(find_book(room, "ruth")).work.visibility, catalog::Visibility::hidden);
  bring_row("ruth", "Ruth", "5");
  EXPECT_EQ(must(find_book(room, "ruth")).work.visibility, catalog::Visibility::listed);
}

TEST_F(Catalog, WhatIsRefusedOfAnEditFreesNoListEither) {
  const Room& room = world.shop->room;
  list("Emma");
  must(edit_book(room, "emma", {.title = "Emma, by hand"}, "ada"));
  const catalog::WorkId id = must(find_book(room, "emma")).work.id;
  EXPECT_FALSE(edit_book(room, "emma", {.isbn = "123", .follows_lists = true}, "ada"));
  EXPECT_EQ(must(edited_fields(room, id)), std::vector<std::string>{"title"});
  must(edit_book(room, "emma", {.subtitle = "A Novel", .follows_lists = true}, "ada"));
  EXPECT_EQ(must(edited_fields(room, id)), std::vector<std::string>{"subtitle"});
}

TEST_F(Catalog, AListChangesPricesOfItsOwnBooksAndMakesNoneFree) {
  const Room& room = world.shop->room;
  bring_row("ruth", "Ruth", "5");
  EXPECT_EQ(bring_row("ruth", "Ruth", "7").notes.back(), "Its prices are those of the list now.");
  const RowReport free = bring_row("ruth", "Ruth", "0");
  EXPECT_EQ(free.verdict, RowVerdict::changed);
  EXPECT_EQ(free.notes.back(),
            "Its price was left out: a book becomes free only by a person who says so.");
  EXPECT_EQ(bring_row("ruth", "Ruth", "0").verdict, RowVerdict::as_before) << "and is said once";
  EXPECT_EQ(must(find_book(room, "ruth")).offer.price, world.money(700));
  bring_row("gift", "Gift", "0");
  EXPECT_EQ(bring_row("gift", "Gift", "2").notes.back(), "Its prices are those of the list now.");

  // What was here before the list has the shop's price once it has one.
  list("Walden", "9780306406157");
  const auto row = [&](const std::string& price) {
    return bring_row("walden", "Walden", price, std::nullopt, "9780306406157");
  };
  EXPECT_EQ(row("0").notes,
            std::vector<std::string>{
                "Its price was left out: a book becomes free only by a person who says so."});
  EXPECT_EQ(row("3").notes.back(), "Its prices are those of the list now.") << "it had none";
  EXPECT_EQ(row("3").verdict, RowVerdict::as_before);
  EXPECT_EQ(
      row("4").notes.back(),
      "Its price was left out: the book was here before this list, and its price is the shop's.");
  EXPECT_EQ(row("4").verdict, RowVerdict::as_before);
  EXPECT_EQ(must(find_book(room, "walden")).offer.price, world.money(300));
  list("Emma", "9780140328721");
  const RowReport matched = bring_row("emma", "Emma", "6", std::nullopt, "9780140328721");
  EXPECT_EQ(matched.verdict, RowVerdict::matched);
  EXPECT_EQ(matched.notes.back(), "The book had no price and has that of the list now.");
  EXPECT_EQ(must(find_book(room, "emma")).offer.price, world.money(600));
}

// What calls itself an export of a shop, and names a book that is here by its public id.
TEST_F(Catalog, AnExportFreesNoBookThatIsHereAndHangsNoListsNameOnIt) {
  const Room& room = world.shop->room;
  reader.answer(book("Fold"));
  const std::string slug = bring("fold.epub", "fold", world.money(1400)).slug;
  PreparedRow it;
  const catalog::BookDetail here = must(find_book(room, slug));
  it.made.book.work = here.work;
  it.made.book.edition = here.edition;
  it.made.book.offer = here.offer;
  it.row.source = "aan";
  it.row.key = it.made.book.work.id.value;
  it.row.record.title = "Fold";
  it.row.own = catalog::OwnBook();
  it.row.own->work_id = it.row.key;
  it.row.own->names = {{"csv", "L-8", ""}};
  it.made.book.offer.price = world.money(0);
  it.digest = digest_of(it.row);
  const RowReport said = must(write_rows(room, {&it, 1}, room.clock.wall())).front();
  EXPECT_EQ(said.notes.back(),
            "Its price was left out: a book becomes free only by a person who says so.");
  EXPECT_EQ(must(find_book(room, slug)).offer.price, world.money(1400));
  EXPECT_EQ(bring_row("L-8", "Honest Eighth", "2").verdict, RowVerdict::added);
  EXPECT_EQ(must(find_book(room, slug)).work.title, "Fold");
}

TEST_F(Catalog, APriceInACurrencyOfLaterComesInWithTheSameListAsSoonAsTheShopSellsInIt) {
  const Room& narrow = world.shop->room;
  Room wide = narrow;
  wide.other_currencies = {*find_asset("EUR")};
  const auto bring_ruth = [&](const Room& in) {
    return bring_priced(in, "ruth", "Ruth", {{"5", "EUR", "", "", false}});
  };
  const RowReport first = bring_ruth(narrow);
  EXPECT_TRUE(first.is_price_not_set);
  EXPECT_EQ(first.notes.back(),
            "Its price in EUR was left out: this shop sells in USD. To sell in EUR too: aan "
            "settings SHOP_CURRENCIES EUR.");
  EXPECT_EQ(bring_ruth(narrow).verdict, RowVerdict::as_before);
  const RowReport taken = bring_ruth(wide);
  EXPECT_EQ(taken.verdict, RowVerdict::changed);
  EXPECT_FALSE(taken.is_price_not_set);
  EXPECT_EQ(bring_ruth(wide).verdict, RowVerdict::as_before);
  EXPECT_EQ(bring_ruth(narrow).verdict, RowVerdict::as_before) << "a currency that rests";
  const catalog::Offer offer = must(find_book(wide, "ruth")).offer;
  ASSERT_EQ(offer.others.size(), 1U);
  EXPECT_EQ(offer.others[0].price, (Money{500, *find_asset("EUR")}));
  EXPECT_EQ(bring_priced(wide, "emma", "Emma", {{"5", "GBP", "", "", false}}).notes.back(),
            "Its price in GBP was left out: this shop sells in USD, EUR. To sell in GBP too: aan "
            "settings SHOP_CURRENCIES \"EUR, GBP\".");
  EXPECT_EQ(bring_priced(wide, "fold", "Fold", {{"5", "COINS", "", "", false}}).notes.back(),
            "Its price in COINS was left out: this shop sells in USD, EUR.");
}

TEST(ListFindings, WhatIsAsItShallBeLeavesRoomForWhatIsNot) {
  RowReport priced;
  priced.verdict = RowVerdict::changed;
  priced.notes = {std::string(kPricesTaken)};
  RowReport given = priced;
  given.notes = {std::string(kPriceGiven)};
  RowReport bad = priced;
  bad.line = 1401;
  bad.notes.insert(bad.notes.begin(), "Its price is no amount: lots.");
  std::vector<RowReport> rows(1400, priced);
  rows[7] = given;
  rows.push_back(bad);
  ports::ListRun run;
  const Findings found = take_findings(rows, run);
  ASSERT_EQ(found.remarks.size(), 1U);
  EXPECT_EQ(found.remarks[0].line, 1401);
  EXPECT_EQ(found.remarks[0].why, "Its price is no amount: lots.");
  EXPECT_EQ(run.remarks, 1);
}

TEST_F(Catalog, AListMakesNoBundleFreeAndNoneOfTwoPrices) {
  const Room& room = world.shop->room;
  bring_row("ruth", "Ruth", "5");
  catalog::ListBundle free;
  free.source = "csv";
  free.key = free.title = "free";
  free.books = {"ruth"};
  free.terms = {{"0", "USD", "", "", false}};
  catalog::ListBundle two = free;
  two.key = two.title = "two";
  two.terms = {{"5", "USD", "", "", false}, {"1", "USD", "", "", false}};
  EXPECT_EQ(must(import_bundles(room, {free, two}, "list")),
            (std::vector<std::string>{
                "Left out: the bundle “free”. A list makes nothing free. Set a price of "
                "nothing by hand.",
                "Left out: the bundle “two”. It has two prices in USD."}));
}

}  // namespace
}  // namespace aan::service
