#include "service/desk/meant_books.hpp"

#include <algorithm>

#include "service/books/manage_catalog.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

using Slugs = std::vector<std::string>;

class MeantBooksTest : public Catalog {
 protected:
  const Room& room() { return world.shop->room; }
  static Slugs slugs_of(const MeantBooks& meant) {
    Slugs slugs;
    for (const catalog::BookDetail& book : meant.books) slugs.push_back(book.work.slug);
    std::ranges::sort(slugs);
    return slugs;
  }
  Slugs meant(const std::string& typed, const std::string& but_not = "") {
    const catalog::WorkId not_it =
        but_not.empty() ? catalog::WorkId{} : must(find_book(room(), but_not)).work.id;
    return slugs_of(must(meant_books(room(), typed, not_it)));
  }
  // Each text with what it means.
  Slugs lines(const std::string& typed, std::size_t most = 20) {
    Slugs told;
    for (const MeantBooks& one : must(meant_in_lines(room(), typed, most))) {
      std::string line = one.typed + ":";
      for (const std::string& slug : slugs_of(one)) line += " " + slug;
      told.push_back(line);
    }
    return told;
  }
};

TEST_F(MeantBooksTest, TheEndOfAnAddressThatIsATitleMeansAnyBookOfThatTitle) {
  for (int i = 0; i < 3; ++i) list("Emma");
  list("Emma and her sister");
  list("Catch-22");
  list("Catch-22");
  EXPECT_EQ(meant("emma", "emma-2"), (Slugs{"emma", "emma-3"}));
  EXPECT_EQ(meant("Emma", "emma-2"), meant("emma", "emma-2")) << "large or small letters";
  EXPECT_EQ(meant("emma", "emma"), (Slugs{"emma-2", "emma-3"})) << "a book is never itself";
  EXPECT_EQ(meant("emma-2"), Slugs{"emma-2"});
  EXPECT_EQ(meant("https://books.example/books/emma?from=x"), Slugs{"emma"}) << "an address";
  EXPECT_EQ(meant("/books/emma", "emma"), Slugs{});
  EXPECT_EQ(meant(must(find_book(room(), "emma")).work.id.value), Slugs{"emma"}) << "an id";
  EXPECT_EQ(meant("catch-22"), (Slugs{"catch-22", "catch-22-2"}));
}

TEST_F(MeantBooksTest, AWholeTitleIsFoundHoweverManyNewerBooksHaveItsWords) {
  list("Emma");
  list("Emma");
  for (int i = 0; i < 15; ++i) list("Emma, again " + std::to_string(i));
  EXPECT_EQ(meant("emma", "emma-2"), Slugs{"emma"});
  EXPECT_EQ(meant("Emma"), (Slugs{"emma", "emma-2"}));
  EXPECT_FALSE(must(meant_books(room(), "Emma")).are_more);
  EXPECT_EQ(meant("emma again").size(), 10u);
  EXPECT_TRUE(must(meant_books(room(), "again")).are_more);
}

TEST_F(MeantBooksTest, APieceOfAWordIsNeverSureOfItsBook) {
  list("Flatland", "9780306406157");
  for (const char* whole : {"Flatland", "flatland", "/books/flatland", "978-0-306-40615-7"}) {
    EXPECT_TRUE(must(meant_books(room(), whole)).is_sure) << whole;
    EXPECT_EQ(meant(whole), Slugs{"flatland"}) << whole;
  }
  EXPECT_EQ(meant("flat"), Slugs{"flatland"});
  EXPECT_FALSE(must(meant_books(room(), "flat")).is_sure) << "it is asked about";
}

TEST_F(MeantBooksTest, ALineIsPartedAtItsCommasWhereAPartIsKnownToNameABook) {
  list("Walden", "9780306406157");
  list("Persuasion");
  list("Walden, or Life in the Woods");
  EXPECT_EQ(lines("walden, persuasion"), (Slugs{"walden: walden", "persuasion: persuasion"}));
  EXPECT_EQ(lines("walden, emma-33"), (Slugs{"walden: walden", "emma-33:"}))
      << "which fits nothing";
  EXPECT_EQ(lines("0-306-40615-2, Persuasion"),
            (Slugs{"0-306-40615-2: walden", "Persuasion: persuasion"}));
  EXPECT_EQ(lines("9780306406157, /books/nobody, walden"),
            (Slugs{"9780306406157: walden", "/books/nobody:", "walden: walden"}));
  EXPECT_EQ(lines("walden, or life in the woods"),
            Slugs{"walden, or life in the woods: walden-or-life-in-the-woods"})
      << "a title with a comma";
  EXPECT_EQ(lines("No, Such"), Slugs{"No, Such:"});
  EXPECT_EQ(lines(" \r\nPersuasion,\r\n\nWalden\n"),
            (Slugs{"Persuasion: persuasion", "Walden: walden"}));
}

TEST_F(MeantBooksTest, NothingButCommasIsANameThatNoBookHas) {
  list("Walden");
  const auto meant = must(meant_in_lines(room(), " , ,\n", 20));
  ASSERT_EQ(meant.size(), 1U) << "no line at all would stand for every book";
  EXPECT_TRUE(meant[0].books.empty());
}

TEST_F(MeantBooksTest, TooManyAreRefusedBeforeAnyIsLookedFor) {
  list("Walden");
  std::string many;
  for (int i = 0; i < 21; ++i) many += "h\n";
  EXPECT_EQ(refusal(meant_in_lines(room(), many, 20)).reason, "too_many_books");
  std::ranges::replace(many, '\n', ',');
  EXPECT_EQ(refusal(meant_in_lines(room(), many, 20)).reason, "too_many_books");
  EXPECT_EQ(refusal(meant_in_lines(room(), "walden, walden\nwalden", 2)).reason, "too_many_books");
}

}  // namespace
}  // namespace aan::service
