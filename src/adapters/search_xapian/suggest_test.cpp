#include "adapters/search_xapian/index_case.hpp"

namespace aan::search_xapian {
namespace {

using Spelling = IndexCase;

TEST_F(Spelling, CorrectsToAWordThatBeginsAlike) {
  put({book(1, "Old Locks"), book(2, "Books About the Sea"), book(3, "Old Books of the Sea"),
       book(4, "Rocks of the Coast")});
  EXPECT_EQ(ask("bocks ").suggestion, "books");
}

TEST_F(Spelling, SuggestsWhatWouldFindMore) {
  auto emma = book(1, "Emma");
  emma.work.contributors = {{"Jane Austen", "", "", catalog::ContributorRole::author}};
  put({emma, book(2, "Persuasion")});
  EXPECT_EQ(ask("Jane Austin ").suggestion, "Jane austen");
  EXPECT_EQ(ask("persuassion").suggestion, "persuasion");
  EXPECT_EQ(ask("Emma").suggestion, "");
  EXPECT_EQ(ask("qqqqqqqqqq").suggestion, "");
  EXPECT_EQ(ask("persuassion emma").suggestion, "") << "both words, no book";
  put({book(1, "Other Words")});
  EXPECT_EQ(ask("Austin").suggestion, "") << "a word that no book has any more";
}

TEST_F(Spelling, OfSpellingsThatFitAlikeTheOneOfMoreBooksIsMeant) {
  std::vector<catalog::BookDetail> books{by(book(1, "Cousin Pons"), "A. J. Pons"),
                                         by(book(2, "Reviews"), "A. J. Pons")};
  for (int i = 10; i < 200; ++i) books.push_back(book(i, "Poems, volume " + std::to_string(i)));
  put(among_many(std::move(books)));
  EXPECT_EQ(ask("poens").suggestion, "poems");
}

TEST_F(Spelling, ANameThatManyBooksHaveIsMeantByOneThatHardlyAnyHas) {
  std::vector<catalog::BookDetail> books{by(book(1, "Hellenistic Sculpture"), "Guy Dickins")};
  for (int i = 10; i < 50; ++i)
    books.push_back(by(book(i, "Novel " + std::to_string(i)), "Charles Dickens"));
  put(among_many(std::move(books)));
  const auto answer = ask("dickins");
  EXPECT_EQ(answer.suggestion, "dickens");
  ASSERT_EQ(answer.total, 41);
  EXPECT_NE(answer.hits[0].value, "test_1");
}

TEST_F(Spelling, OfSeveralSpellingsTheOneThatFitsIsMeant) {
  std::vector<catalog::BookDetail> books = {book(1, "The Hobbit"), book(2, "Harry Potter")};
  for (int i = 0; i < 8; ++i) books.push_back(book(10 + i, "Force of Habit, Harry Porter and Me"));
  put(books);
  EXPECT_EQ(ask("the hobit").suggestion, "the hobbit");
  EXPECT_EQ(ask("harry poter").suggestion, "harry potter");
  EXPECT_EQ(ask("hary poter").suggestion, "harry potter");
}

TEST_F(Spelling, ARareWordIsAskedAboutAndSearchedAllTheSame) {
  std::vector<catalog::BookDetail> books = {book(1, "Reminiscences by Tolstoi")};
  for (int i = 0; i < 12; ++i)
    books.push_back(book(10 + i, "Tolstoy, volume " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("tolstoi ").total, 1);
  EXPECT_EQ(ask("tolstoi ").suggestion, "tolstoy");
  EXPECT_EQ(ask("tolstoy ").suggestion, "");
}

TEST_F(Spelling, AWordFoundByItsStemAloneIsCorrectedAllTheSame) {
  std::vector<catalog::BookDetail> books = {book(99, "Saga", "sv")};  // its stem is "dik"
  for (int i = 0; i < 5; ++i) books.push_back(book(i, "Dik Trom " + std::to_string(i), "nl"));
  for (int i = 0; i < 100; ++i) books.push_back(book(300 + i, "Poem"));
  for (int i = 0; i < 60; ++i) {
    books.push_back(book(100 + i, "Novel " + std::to_string(i)));
    books.back().work.contributors = {
        {"Charles Dickens", "Dickens, Charles", "", catalog::ContributorRole::author}};
  }
  put(books);
  const auto answer = ask("dikens");
  EXPECT_EQ(answer.suggestion, "dickens");
  ASSERT_EQ(answer.total, 65);
  EXPECT_EQ(answer.hits.front().value, "test_159");
  EXPECT_EQ(ask("novels ").suggestion, "") << "another form of a word is no mistake";
}

TEST_F(Spelling, ARareWordIsAskedAboutHoweverManyItBegins) {
  std::vector<catalog::BookDetail> books = {book(1, "Dickins on Sculpture")};
  for (int i = 0; i < 6; ++i) books.push_back(book(10 + i, "Dickinson " + std::to_string(i)));
  for (int i = 0; i < 12; ++i) books.push_back(book(50 + i, "Dickens " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("dickins").suggestion, "dickens");
  EXPECT_EQ(ask("dickins").hits.front().value, "test_1");
  EXPECT_EQ(ask("dickinso").suggestion, "") << "it is not finished";
}

TEST_F(Spelling, ASpellingThatStandsBesideTheSameWordIsMeant) {
  std::vector<catalog::BookDetail> books = {book(1, "Moby Dick; Or, The Whale"),
                                            book(2, "Moby Thesaurus")};
  books[1].work.description = "Die Woerter";
  for (int i = 0; i < 20; ++i) books.push_back(book(10 + i, "Die Woche " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("moby dik").suggestion, "moby dick");
}

TEST_F(Spelling, OneWordTooManyIsForgiven) {
  put({book(1, "Pride and Prejudice"), book(2, "Pride of Place")});
  const auto loose = ask("pride prejudice zombies ");
  ASSERT_EQ(loose.total, 1);
  EXPECT_TRUE(loose.is_loose);
  EXPECT_EQ(loose.hits[0].value, "test_1");
  EXPECT_FALSE(ask("pride prejudice ").is_loose);
  ports::SearchQuery strict;
  strict.text = "pride prejudice zombies";
  strict.may_be_loose = false;
  EXPECT_EQ(index_->search(strict)->total, 0);
}

TEST_F(Spelling, SlipsAreCorrectedWhereOnlySomeOfTheWordsAreFound) {
  put({book(1, "A Shop of Books"), book(2, "Books at Sea"),
       book(3, "Adventures of Sherlock Holmes"), book(4, "Homes of England"),
       book(5, "Adventures Afloat"), book(6, "Sherlock in Town")});
  EXPECT_TRUE(ask("physical books ").is_loose);
  EXPECT_EQ(ask("physical boks ").suggestion, "physical books");
  EXPECT_EQ(ask("adventures sherlok homes ").suggestion, "adventures sherlock holmes")
      << "the slip, and then the word that is one, too";
  EXPECT_EQ(ask("physical qqqqq ").suggestion, "");
  EXPECT_EQ(ask("physical zooks ").suggestion, "") << "another first letter";
}

TEST_F(Spelling, NoCorrectionSaysNothing) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 9; ++i) books.push_back(book(i, "The House That Jack Built"));
  put(books);
  EXPECT_EQ(ask("tset ").suggestion, "");
  EXPECT_EQ(ask("taht ").suggestion, "");
  EXPECT_EQ(ask("huose taht ").suggestion, "house that") << "beside another word it may be one";
}

TEST_F(Spelling, SuggestsWordsOfSubjectsToo) {
  auto walden = book(1, "Walden");
  walden.work.subjects = {{"bookselling", "Bookselling"}};
  put({walden});
  EXPECT_EQ(ask("bokselling").suggestion, "bookselling");
}

TEST_F(Spelling, ASlipInAPublishersNameIsForgiven) {
  auto walden = book(1, "Walden");
  walden.edition.publisher = "Nightjar Verlag";
  auto other = book(2, "Ferns");
  other.edition.publisher = "Bloomsbury";
  put({walden, other});
  EXPECT_EQ(ask("nihgtjar ").suggestion, "nightjar");
  EXPECT_EQ(ask("bloomsbery ferns").suggestion, "bloomsbury ferns");
  other.edition.publisher.clear();
  put({other});
  EXPECT_EQ(ask("bloomsbery ").suggestion, "") << "a publisher that no book has any more";
}

}  // namespace
}  // namespace aan::search_xapian
