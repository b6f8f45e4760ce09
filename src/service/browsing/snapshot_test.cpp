#include <gtest/gtest.h>

#include "service/browsing/browse.hpp"
#include "service/browsing/browse_feeds.hpp"
#include "service/browsing/browse_index.hpp"
#include "service/browsing/search_page.hpp"
#include "service/sale/checkout.hpp"
#include "service/sale/view_cart.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/shelf_store.hpp"

// A page is of one moment: each use case that shows something looks at the store once.
namespace aan::service {
namespace {

class Snapshots : public ::testing::Test {
 protected:
  Snapshots() {
    shop_.store.shelf.books.reserve(4);
    shop_.add("walden", 350);
    shop_.add("emma", 0);
    shop_.add("hidden", 100).work.visibility = catalog::Visibility::hidden;
  }
  const catalog::BookDetail& walden() { return shop_.store.shelf.books[0]; }
  const catalog::BookDetail& emma() { return shop_.store.shelf.books[1]; }
  const catalog::BookDetail& hidden() { return shop_.store.shelf.books[2]; }

  testing::ShelfRoom shop_;
  Providers providers_{{}};
  BeginPayment begin_{shop_.room, providers_};
  OrderPace pace_{shop_.room.clock};
  TaxRules taxes_;
  CheckTaxNumber numbers_{shop_.room.clock, nullptr};
  Checkout checkout_{shop_.room, providers_, begin_, pace_, taxes_, numbers_};
};

TEST_F(Snapshots, HomeShowsItsShelvesAndCountsOfOneMoment) {
  const auto view = view_home(shop_.room);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  EXPECT_EQ(view->featured->work.slug, "walden");
  EXPECT_EQ(view->newest.size(), 1U);
  EXPECT_EQ(view->free.total, 1);
  EXPECT_EQ(view->free.books.front().slug, "emma");
  EXPECT_EQ(view->subjects.size(), 1U);
  EXPECT_EQ(view->languages.size(), 1U);
}

TEST_F(Snapshots, SearchShowsHitsAndNamesOfSubjectsOfOneMoment) {
  testing::MemorySearchIndex index;
  catalog::BookDetail book = walden();
  book.work.subjects = {{"craft", "Craft"}};
  ASSERT_TRUE(index.apply({book, emma()}, {}, 7).has_value());
  ports::SearchQuery query;
  query.text = "walden";
  query.limit = 10;
  const auto view = search(shop_.room, index, query);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  ASSERT_EQ(view->books.size(), 1U);
  EXPECT_EQ(view->subjects.front().name, "Craft");
  const auto whole = search_whole_books(shop_.room, index, query);
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(shop_.store.snapshots, 2);
  EXPECT_EQ(whole->total, 1);
  EXPECT_EQ(whole->books.front().offer.id, walden().offer.id);
}

TEST_F(Snapshots, APageOfASearchIsOfOneMomentWhateverStandsOnIt) {
  testing::MemorySearchIndex index;
  catalog::BookDetail book = walden();
  book.work.subjects = {{"craft", "Craft"}};
  ASSERT_TRUE(index.apply({book, emma()}, {}, 7).has_value());
  ports::SearchQuery query;
  query.text = "craft";
  const auto view = view_search_page(shop_.room, index, query);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  EXPECT_EQ(view->found.books.size(), 1U);
  ASSERT_EQ(view->shelves.subjects.size(), 1U);
  EXPECT_EQ(view->shelves.subjects.front().name, "Craft");
  query.text = "nothing";
  const auto none = view_search_page(shop_.room, index, query);
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(shop_.store.snapshots, 2);
  EXPECT_FALSE(none->is_shop_bare);
  shop_.store.shelf.books.clear();
  const auto bare = view_search_page(shop_.room, index, query);
  ASSERT_TRUE(bare.has_value());
  EXPECT_TRUE(bare->is_shop_bare);
}

TEST_F(Snapshots, WhoeverSearchesWhileTheIndexFailsIsToldToComeAgain) {
  testing::MemorySearchIndex index;
  ports::SearchQuery query;
  EXPECT_EQ(view_search_page(shop_.room, index, query).error().code, Errc::invalid);
  query.text = "walden";
  index.set_damaged();
  for (const Error& why : {view_search_page(shop_.room, index, query).error(),
                           search(shop_.room, index, query).error(),
                           search_whole_books(shop_.room, index, query).error(),
                           search_feed_books(shop_.room, index, query).error(),
                           suggest(shop_.room, index, "walden").error()}) {
    EXPECT_EQ(why.code, Errc::unavailable);
    EXPECT_EQ(why.reason, "search_rests");
    EXPECT_TRUE(why.retry_after_s);
    EXPECT_FALSE(why.safe.contains("secret"));
    EXPECT_TRUE(why.detail.contains("secret damage")) << "for the log";
  }
  EXPECT_EQ(shop_.store.snapshots, 0);
}

TEST_F(Snapshots, ListsShowBooksAndTotalOfOneMoment) {
  const auto whole = list_whole_books(shop_.room, {});
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->total, 2);
  EXPECT_EQ(whole->books.size(), 2U);
  const auto state = catalogue_state(shop_.room);
  ASSERT_TRUE(state.has_value());
  EXPECT_EQ(state->generation, 7);
  EXPECT_EQ(state->books, 2);
  EXPECT_EQ(shop_.store.snapshots, 2);
}

TEST_F(Snapshots, TheReviewOfAnOrderHasPricesAndBooksOfOneMoment) {
  Basket basket;
  basket.offers = {emma().offer.id, walden().offer.id};
  const auto review = checkout_.review(basket);
  ASSERT_TRUE(review.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  EXPECT_EQ(review->quote.total, (Money{350, shop_.room.currency}));
  ASSERT_EQ(review->books.size(), review->quote.lines.size());
  for (std::size_t i = 0; i < review->books.size(); ++i)
    EXPECT_EQ(review->books[i].offer.id, review->quote.lines[i].offer_id);
}

TEST_F(Snapshots, WhatIsHiddenIsReviewedLikeWhatIsNotThere) {
  const auto refusal_of = [&](const catalog::OfferId& id) {
    Basket basket;
    basket.offers = {id};
    return checkout_.review(basket).error().to_string();
  };
  EXPECT_EQ(refusal_of(hidden().offer.id), refusal_of(shop_.ids.make<catalog::OfferId>()));
}

TEST_F(Snapshots, ACartShowsWhatCannotBeBoughtAndDoesNotCountIt) {
  const auto cart = view_cart(
      shop_.room, {hidden().offer.id, walden().offer.id, shop_.ids.make<catalog::OfferId>()});
  ASSERT_TRUE(cart.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  ASSERT_EQ(cart->books.size(), 2U);
  EXPECT_FALSE(cart->books[0].can_be_bought());
  EXPECT_EQ(cart->total, (Money{350, shop_.room.currency}));
}

// "0 a ~", with the first letter of each where it is another one: "0:3".
std::string written(const std::vector<NameLetter>& letters) {
  std::string all;
  for (const NameLetter& one : letters) {
    all += (all.empty() ? "" : " ") + one.from;
    if (one.first != one.from) all += ":" + one.first;
    EXPECT_EQ(is_name_letter(one.from), one.from < "\x7f");
  }
  return all;
}

TEST_F(Snapshots, NamesAndTheirLettersAreOfOneMoment) {
  testing::Shelf& shelf = shop_.store.shelf;
  shelf.letters = {"3", "9", "a", "z", "~", "ф", "я"};
  shelf.all_names = {"3 men", "Ade", "Zed", "!", "Федя"};
  const auto ask = [&](const ports::NameQuery& query, LettersStand stand) {
    const std::int64_t before = shop_.store.snapshots;
    auto view = view_names(shop_.room, query, stand);
    EXPECT_EQ(shop_.store.snapshots, before + 1);
    return view.value_or(NamesView{});
  };
  const auto kind = ports::ShelfKind::contributor;
  EXPECT_EQ(written(ask({kind, "", "", 4}, LettersStand::beside).letters), "0:3 a z ~: ф я");
  EXPECT_EQ(written(ask({kind, "z", "", 9}, LettersStand::beside).letters), "0:3 a z ~: ф я");
  EXPECT_EQ(written(ask({kind, "", "", 9}, LettersStand::beside).letters), "") << "it is whole";
  // In front of the names letters take the room of names, on the first page alone.
  const NamesView first = ask({kind, "", "", 4}, LettersStand::in_front);
  EXPECT_EQ(written(first.letters), "a z ф я") << "each of another script, too";
  EXPECT_EQ(first.page.names.size(), 1U);
  EXPECT_EQ(first.page.next, "3 men");
  EXPECT_EQ(written(ask({kind, "", "3 men", 4}, LettersStand::in_front).letters), "");
  EXPECT_EQ(written(letters_of({"~"})), "~:") << "names without any letter";
  // Of very many letters those of another script are in front of its names, not of all.
  shelf.all_names.assign(60, "Федя");
  for (char c = '\x80'; c < '\xa3'; ++c) shelf.letters.push_back("\xe4\xb8" + std::string(1, c));
  shelf.letters.push_back("가");
  EXPECT_EQ(written(ask({kind, "", "", 50}, LettersStand::in_front).letters),
            "a z ф \xe4\xb8\x80 가")
      << "ф leads to я, too";
  const NamesView han = ask({kind, "\xe4\xb8\x80", "", 50}, LettersStand::in_front);
  EXPECT_EQ(han.letters.size(), 34U);
  EXPECT_EQ(han.page.names.size(), 16U);
  EXPECT_EQ(written(ask({kind, "z", "", 50}, LettersStand::in_front).letters), "");
  EXPECT_EQ(written(ask({kind, "\xe4\xb8\x80", "Федя", 50}, LettersStand::in_front).letters), "");
  EXPECT_FALSE(is_name_letter("ab") || is_name_letter("") || is_name_letter("3"));
}

TEST_F(Snapshots, WhatStandsBelowHeadingsIsAskedInOneQuestion) {
  testing::Shelf& shelf = shop_.store.shelf;
  shelf.letters = {"c", "i", "m"};
  shelf.subject_counts = {{{"isles-maps", "Isles -- Maps"}, 1},
                          {{"moors-birds", "Moors -- Birds"}, 1},
                          {{"craft", "Craft"}, 1},
                          {{"craft-wood", "Craft -- Wood"}, 1}};
  const auto view = view_subjects(shop_.room);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(shop_.store.snapshots, 1);
  EXPECT_EQ(written(view->letters), "c i m");
  ASSERT_EQ(shelf.asked_below.size(), 1U);
  EXPECT_EQ(shelf.asked_below[0].size(), 2U) << "Craft has a shelf of its own";
  EXPECT_EQ(view->tree.find("isles")->below, 5);
  EXPECT_EQ(view->tree.find("moors")->below, 5);
  shelf.subject_counts = {{{"craft", "Craft"}, 1}};
  ASSERT_TRUE(view_subjects(shop_.room).has_value());
  EXPECT_EQ(shelf.asked_below.size(), 1U) << "nothing to ask";
}

}  // namespace
}  // namespace aan::service
