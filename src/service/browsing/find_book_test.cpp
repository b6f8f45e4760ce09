#include "service/browsing/find_book.hpp"

#include <gtest/gtest.h>

#include "testing/shelf_store.hpp"

namespace aan::service {
namespace {

class FindBook : public ::testing::Test {
 protected:
  FindBook() {
    shop_.store.shelf.books.reserve(4);
    shop_.add("walden", 350);
    shop_.add("emma", 0);
  }
  // The slug of the book that a name means; "" when there is none.
  std::string meant_by(const std::string& name) {
    const auto book = find_book(shop_.store.shelf, name);
    EXPECT_TRUE(book.has_value());
    return book && *book ? (*book)->work.slug : "";
  }
  testing::ShelfRoom shop_;
};

TEST_F(FindBook, ABookIsNamedBySlugByWorkOrByOffer) {
  const catalog::BookDetail walden = shop_.store.shelf.books.front();
  EXPECT_EQ(meant_by("walden"), "walden");
  EXPECT_EQ(meant_by(walden.work.id.value), "walden");
  EXPECT_EQ(meant_by(walden.offer.id.value), "walden");
}

TEST_F(FindBook, WhatNamesNothingFindsNothing) {
  EXPECT_EQ(meant_by(""), "");
  EXPECT_EQ(meant_by("Walden"), "");
  EXPECT_EQ(meant_by("walden'--"), "");
  EXPECT_EQ(meant_by(shop_.ids.make<catalog::WorkId>().value), "");
}

TEST_F(FindBook, ATitleCannotTakeThePlaceOfAnId) {
  const std::string id = shop_.store.shelf.books.front().offer.id.value;
  shop_.add(id, 1);  // a book whose slug is another's offer id
  EXPECT_EQ(meant_by(id), "walden");
}

TEST_F(FindBook, ASlugThatOnlyLooksLikeAnIdIsFound) {
  const std::string slug = shop_.ids.make<catalog::WorkId>().value;
  shop_.add(slug, 1);
  EXPECT_EQ(meant_by(slug), slug);
}

TEST_F(FindBook, HiddenBooksAreFoundByEveryName) {
  catalog::BookDetail& walden = shop_.store.shelf.books.front();
  walden.work.visibility = catalog::Visibility::hidden;
  EXPECT_EQ(meant_by("walden"), "walden");
  EXPECT_EQ(meant_by(walden.work.id.value), "walden");
  EXPECT_EQ(meant_by(walden.offer.id.value), "walden");
}

TEST_F(FindBook, ManyNamesAreReadAtOneMomentInTheirOrder) {
  const auto books = find_books(shop_.room, {"emma", "nobody", "walden"});
  ASSERT_TRUE(books.has_value());
  ASSERT_EQ(books->size(), 3U);
  EXPECT_EQ((*books)[0]->work.slug, "emma");
  EXPECT_FALSE((*books)[1].has_value());
  EXPECT_EQ((*books)[2]->work.slug, "walden");
  EXPECT_EQ(shop_.store.snapshots, 1);
}

}  // namespace
}  // namespace aan::service
