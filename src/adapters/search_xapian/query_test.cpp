#include "adapters/search_xapian/index_case.hpp"

namespace aan::search_xapian {
namespace {

using Ranking = IndexCase;

TEST_F(Ranking, FindsOtherFormsOfAWordInTheLanguageOfTheBook) {
  put({book(1, "Running Bookshops"), book(2, "Die Häuser der Bücher", "de"),
       book(3, "Les écoles", "fr"), book(4, "Los libros perdidos", "es"),
       book(5, "I libri ritrovati", "it"), book(6, "De boeken", "nl")});
  for (const char* text : {"run bookshop", "haus", "buch haeuser", "ecole", "École ",
                           "libro perdido", "libro ritrovato", "boek"})
    EXPECT_TRUE(finds(std::string(text) + " ")) << text;
}

TEST_F(Ranking, AWordIsFoundWhateverTheLanguageOfTheBook) {
  put({book(1, "Hamlet, Prinz von Dänemark", "de"), book(2, "Odysseia", "und")});
  EXPECT_TRUE(finds("hamlet "));
  EXPECT_TRUE(finds("odysseia "));
  EXPECT_TRUE(finds("danemark "));
}

TEST_F(Ranking, FindsChineseByPartsOfATitle) {
  put({book(1, "紅樓夢", "zh")});
  for (const char* text : {"紅樓夢", "紅樓", "樓夢", "夢", "紅"}) EXPECT_TRUE(finds(text)) << text;
  EXPECT_FALSE(finds("夢紅"));
}

TEST_F(Ranking, WordsAsTheyStandInATitleComeBeforeScatteredOnes) {
  put({book(1, "The Art of War"), book(2, "War and the Art of Propaganda in the Great War"),
       book(3, "A War of Art, an Art of War, the Art of a War"), book(4, "Art"),
       book(5, "Art in War"), book(6, "The Art of War: An Illustrated Edition")});
  const auto hits = ask("the art of war").hits;
  ASSERT_EQ(hits.size(), 5U);
  EXPECT_EQ(hits[0].value, "test_1") << "nothing but the words";
  EXPECT_EQ(hits[1].value, "test_6") << "what follows the title explains it";
  EXPECT_EQ(ask("art").hits[0].value, "test_4") << "nothing but the word";
}

TEST_F(Ranking, ATitleThatIsTheWordComesBeforeBooksAboutIt) {
  put(among_many({book(1, "The Lighthouse"), book(2, "To the Lighthouse"),
                  about(book(3, "Pat the Lighthouse Boy"),
                        {"Lighthouse keepers", "Lighthouse service", "Lighthouse Island"})}));
  const auto hits = ask("lighthouse").hits;
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[2].value, "test_3");
}

TEST_F(Ranking, ATitleThatHasAnotherFormOfTheWordComesBeforeADescriptionThatHasTheWord) {
  std::vector<catalog::BookDetail> books = {book(1, "Books of the Sea"), book(2, "Old Locks")};
  books[1].work.description = "This book is a book.";
  for (int i = 3; i < 12; ++i) books.push_back(book(i, "Something Else"));
  for (std::size_t i = 2; i < 7; ++i) books[i].work.description = "One of those books.";
  put(books);
  for (const char* text : {"book", "book "})
    EXPECT_EQ(ask(text).hits.at(0).value, "test_1") << text;
  EXPECT_EQ(ask("books ").hits.at(0).value, "test_1");
}

TEST_F(Ranking, ARareHeadingDoesNotComeBeforeATitleThatHasTheWord) {
  put(among_many({about(book(1, "The Living Mummy"), {"Mummies -- Fiction"}),
                  book(2, "Mummies in the Morning")}));
  const auto hits = ask("mummies").hits;
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].value, "test_2") << "the word itself, in the title";
}

TEST_F(Ranking, ATitleOfASingleWordComesBeforeBooksUnderTheSubjectOfItsName) {
  std::vector<catalog::BookDetail> books{about(book(1, "Russia"), {"Travel"})};
  books[0].work.description = "What an old traveller wrote down.";
  for (int i = 10; i < 50; ++i)
    books.push_back(about(book(i, "Russia, or The Russians"),
                          {"Russia -- History", "Russia -- Travel", "Russia -- Biography"}));
  put(among_many(std::move(books)));
  for (const char* text : {"russia", "russia "}) {
    const auto answer = ask(text);
    ASSERT_EQ(answer.total, 41);
    EXPECT_EQ(answer.hits[0].value, "test_1") << text;
  }
}

TEST_F(Ranking, ATitleThatIsTheNameOfAnAuthorOfManyBooksDoesNotComeBeforeThem) {
  std::vector<catalog::BookDetail> books{book(1, "Dickens")};
  for (int i = 10; i < 50; ++i)
    books.push_back(by(book(i, "Dickens and Christmas"), "Charles Dickens", "Dickens, Charles"));
  put(among_many(std::move(books)));
  const auto answer = ask("dickens");
  ASSERT_EQ(answer.total, 41);
  EXPECT_NE(answer.hits[0].value, "test_1");
}

TEST_F(Ranking, AShortStemOfAnotherLanguageFindsNothing) {
  std::vector<catalog::BookDetail> books{book(1, "Voyages"), book(2, "Ses origines", "fr")};
  books[0].work.description = "The sea.";
  for (int i = 0; i < 40; ++i) books.push_back(book(10 + i, "Essais", "fr"));
  put(books);
  EXPECT_EQ(ask("sea ").total, 1) << "the French stem of sea and of ses is se";
}

TEST_F(Ranking, InitialsAreWrittenInAnyWay) {
  auto hobbit = book(1, "The Hobbit");
  hobbit.work.contributors = {{"J. R. R. Tolkien", "", "", catalog::ContributorRole::author}};
  put({hobbit});
  for (const char* text : {"jrr tolkien ", "j.r.r. tolkien ", "J R R Tolkien ", "tolkien jrr"})
    EXPECT_TRUE(finds(text)) << text;
}

TEST_F(Ranking, TwoWordsAreFoundAsOneAndOneAsTwo) {
  put({book(1, "The Moonstone"), book(2, "A Book Shop Window"), book(3, "Moon Stone and Star")});
  EXPECT_EQ(ask("moon stone ").total, 2);
  EXPECT_EQ(ask("moon stone ").hits.front().value, "test_3") << "as it is asked for";
  EXPECT_EQ(ask("bookshop window").total, 1);
}

TEST_F(Ranking, AStemOfAnotherLanguageDoesNotOutweighTheWord) {
  std::vector<catalog::BookDetail> books = {book(99, "Les Stores", "fr")};
  for (int i = 0; i < 40; ++i) books.push_back(book(i, "Sea Stories, volume " + std::to_string(i)));
  put(books);
  const auto answer = ask("stories ");
  ASSERT_EQ(answer.total, 41) << "the French stem is found";
  EXPECT_EQ(answer.hits.front().value, "test_39") << "and is no better for being rare";
}

TEST_F(Ranking, TwoWordsAreFoundJoinedByAnd) {
  put({book(1, "War and Peace"), book(2, "War for Peace, Peace by War"), book(3, "Peace War"),
       book(4, "A Nurse in War and Peace")});
  EXPECT_EQ(ask("war peace ").hits.front().value, "test_1");
  EXPECT_EQ(ask("war & peace ").hits.front().value, "test_1");
}

TEST_F(Ranking, BooksOfANameComeBeforeBooksAboutIt) {
  auto by = book(1, "The Tempest");
  by.work.contributors = {
      {"William Shakespeare", "Shakespeare, William", "", catalog::ContributorRole::author}};
  put({by, book(2, "Shakespeare and His Times"), book(3, "A Life of William Shakespeare")});
  EXPECT_EQ(ask("shakespeare").hits.front().value, "test_1");
  EXPECT_EQ(ask("william shakespeare").hits.front().value, "test_1");
}

TEST_F(Ranking, FrequentWordsDoNotHideABook) {
  put({book(1, "A History of Bookselling"), book(2, "The The")});
  EXPECT_TRUE(finds("the history of the bookselling "));
  EXPECT_TRUE(finds("the "));
}

}  // namespace
}  // namespace aan::search_xapian
