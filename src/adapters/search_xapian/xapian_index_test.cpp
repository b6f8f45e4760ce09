#include "adapters/search_xapian/xapian_index.hpp"

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "testing/temp_folder.hpp"

namespace aan::search_xapian {
namespace {

namespace fs = std::filesystem;

catalog::BookDetail book(int number, const std::string& title, const std::string& language = "en") {
  catalog::BookDetail book;
  book.work.id.value = "test_" + std::to_string(number);
  book.work.title = title;
  book.work.created_at = Timestamp::from_unix_seconds(1'790'000'000 + number);
  book.edition.language = language;
  return book;
}

class Index : public ::testing::Test {
 protected:
  Index() { open(); }
  void open() {
    index_.reset();
    index_ = XapianIndex::open(root_.path() / "index").value();
  }
  void put(const std::vector<catalog::BookDetail>& books) {
    ASSERT_TRUE(index_->apply(books, {}, ++generation_));
  }
  ports::SearchAnswer ask(const std::string& text, const std::string& language = {}) {
    ports::SearchQuery query;
    query.text = text;
    query.language = language;
    return index_->search(query).value();
  }
  bool finds(const std::string& text) { return ask(text).total > 0; }
  /// Every file of the database, as a bad disk leaves it.
  void damage() {
    for (const auto& file : std::filesystem::directory_iterator(root_.path() / "index/db.1")) {
      if (file.file_size() == 0) continue;
      std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
      for (std::uintmax_t i = 0; i < file.file_size(); ++i) bytes.put('\x5a');
    }
  }
  testing::TempFolder root_;
  std::unique_ptr<XapianIndex> index_;
  std::int64_t generation_ = 0;
};

TEST_F(Index, CorrectsToAWordThatBeginsAlike) {
  put({book(1, "Old Locks"), book(2, "Books About the Sea"), book(3, "Old Books of the Sea"),
       book(4, "Rocks of the Coast")});
  EXPECT_EQ(ask("bocks ").suggestion, "books");
}

TEST_F(Index, FindsOtherFormsOfAWordInTheLanguageOfTheBook) {
  put({book(1, "Running Bookshops"), book(2, "Die Häuser der Bücher", "de"),
       book(3, "Les écoles", "fr"), book(4, "Los libros perdidos", "es"),
       book(5, "I libri ritrovati", "it"), book(6, "De boeken", "nl")});
  for (const char* text : {"run bookshop", "haus", "buch haeuser", "ecole", "École ",
                           "libro perdido", "libro ritrovato", "boek"})
    EXPECT_TRUE(finds(std::string(text) + " ")) << text;
}

TEST_F(Index, AWordIsFoundWhateverTheLanguageOfTheBook) {
  put({book(1, "Hamlet, Prinz von Dänemark", "de"), book(2, "Odysseia", "und")});
  EXPECT_TRUE(finds("hamlet "));
  EXPECT_TRUE(finds("odysseia "));
  EXPECT_TRUE(finds("danemark "));
}

TEST_F(Index, FindsChineseByPartsOfATitle) {
  put({book(1, "紅樓夢", "zh")});
  for (const char* text : {"紅樓夢", "紅樓", "樓夢", "夢", "紅"}) EXPECT_TRUE(finds(text)) << text;
  EXPECT_FALSE(finds("夢紅"));
}

TEST_F(Index, SuggestsWhatWouldFindMore) {
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

TEST_F(Index, WordsAsTheyStandInATitleComeBeforeScatteredOnes) {
  put({book(1, "The Art of War"), book(2, "War and the Art of Propaganda in the Great War"),
       book(3, "A War of Art, an Art of War, the Art of a War"), book(4, "Art"),
       book(5, "Art in War"), book(6, "The Art of War: An Illustrated Edition")});
  const auto hits = ask("the art of war").hits;
  ASSERT_EQ(hits.size(), 5U);
  EXPECT_EQ(hits[0].value, "test_1") << "nothing but the words";
  EXPECT_EQ(hits[1].value, "test_6") << "what follows the title explains it";
  EXPECT_EQ(ask("art").hits[0].value, "test_4") << "nothing but the word";
}

catalog::BookDetail about(catalog::BookDetail book, const std::vector<std::string>& subjects) {
  for (const std::string& name : subjects) book.work.subjects.push_back({"", name});
  return book;
}

catalog::BookDetail by(catalog::BookDetail book, const std::string& author,
                       const std::string& sort_name = {}) {
  book.work.contributors = {{author, sort_name, "", catalog::ContributorRole::author}};
  return book;
}

// Books that have nothing of what is asked for: among them a word is rare.
std::vector<catalog::BookDetail> among_many(std::vector<catalog::BookDetail> books) {
  for (int i = 1'000; i < 9'000; ++i) books.push_back(book(i, "Something Else"));
  return books;
}

TEST_F(Index, ATitleThatIsTheWordComesBeforeBooksAboutIt) {
  put(among_many({book(1, "The Lighthouse"), book(2, "To the Lighthouse"),
                  about(book(3, "Pat the Lighthouse Boy"),
                        {"Lighthouse keepers", "Lighthouse service", "Lighthouse Island"})}));
  const auto hits = ask("lighthouse").hits;
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[2].value, "test_3");
}

TEST_F(Index, ATitleThatHasAnotherFormOfTheWordComesBeforeADescriptionThatHasTheWord) {
  std::vector<catalog::BookDetail> books = {book(1, "Books of the Sea"), book(2, "Old Locks")};
  books[1].work.description = "This book is a book.";
  for (int i = 3; i < 12; ++i) books.push_back(book(i, "Something Else"));
  for (std::size_t i = 2; i < 7; ++i) books[i].work.description = "One of those books.";
  put(books);
  for (const char* text : {"book", "book "})
    EXPECT_EQ(ask(text).hits.at(0).value, "test_1") << text;
  EXPECT_EQ(ask("books ").hits.at(0).value, "test_1");
}

TEST_F(Index, ARareHeadingDoesNotComeBeforeATitleThatHasTheWord) {
  put(among_many({about(book(1, "The Living Mummy"), {"Mummies -- Fiction"}),
                  book(2, "Mummies in the Morning")}));
  const auto hits = ask("mummies").hits;
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].value, "test_2") << "the word itself, in the title";
}

TEST_F(Index, ATitleOfASingleWordComesBeforeBooksUnderTheSubjectOfItsName) {
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

TEST_F(Index, ATitleThatIsTheNameOfAnAuthorOfManyBooksDoesNotComeBeforeThem) {
  std::vector<catalog::BookDetail> books{book(1, "Dickens")};
  for (int i = 10; i < 50; ++i)
    books.push_back(by(book(i, "Dickens and Christmas"), "Charles Dickens", "Dickens, Charles"));
  put(among_many(std::move(books)));
  const auto answer = ask("dickens");
  ASSERT_EQ(answer.total, 41);
  EXPECT_NE(answer.hits[0].value, "test_1");
}

TEST_F(Index, AShortStemOfAnotherLanguageIsNoFormOfATitle) {
  std::vector<catalog::BookDetail> books{book(1, "Voyages"), book(2, "Ses origines", "fr")};
  books[0].work.description = "The sea.";
  for (int i = 0; i < 4'000; ++i) {
    books.push_back(book(10'000 + i, "Essais", "fr"));
    books.back().work.description = "Une femme et ses amies.";
  }
  put(among_many(std::move(books)));
  const auto answer = ask("sea ");
  ASSERT_EQ(answer.total, 4'002) << "the French stem of both words is se";
  EXPECT_EQ(answer.hits[0].value, "test_1");
}

TEST_F(Index, OfSpellingsThatFitAlikeTheOneOfMoreBooksIsMeant) {
  std::vector<catalog::BookDetail> books{by(book(1, "Cousin Pons"), "A. J. Pons"),
                                         by(book(2, "Reviews"), "A. J. Pons")};
  for (int i = 10; i < 200; ++i) books.push_back(book(i, "Poems, volume " + std::to_string(i)));
  put(among_many(std::move(books)));
  EXPECT_EQ(ask("poens").suggestion, "poems");
}

TEST_F(Index, ANameThatManyBooksHaveIsMeantByOneThatHardlyAnyHas) {
  std::vector<catalog::BookDetail> books{by(book(1, "Hellenistic Sculpture"), "Guy Dickins")};
  for (int i = 10; i < 50; ++i)
    books.push_back(by(book(i, "Novel " + std::to_string(i)), "Charles Dickens"));
  put(among_many(std::move(books)));
  const auto answer = ask("dickins");
  EXPECT_EQ(answer.suggestion, "dickens");
  ASSERT_EQ(answer.total, 41);
  EXPECT_NE(answer.hits[0].value, "test_1");
}

TEST_F(Index, InitialsAreWrittenInAnyWay) {
  auto hobbit = book(1, "The Hobbit");
  hobbit.work.contributors = {{"J. R. R. Tolkien", "", "", catalog::ContributorRole::author}};
  put({hobbit});
  for (const char* text : {"jrr tolkien ", "j.r.r. tolkien ", "J R R Tolkien ", "tolkien jrr"})
    EXPECT_TRUE(finds(text)) << text;
}

TEST_F(Index, TwoWordsAreFoundAsOneAndOneAsTwo) {
  put({book(1, "The Moonstone"), book(2, "A Book Shop Window"), book(3, "Moon Stone and Star")});
  EXPECT_EQ(ask("moon stone ").total, 2);
  EXPECT_EQ(ask("moon stone ").hits.front().value, "test_3") << "as it is asked for";
  EXPECT_EQ(ask("bookshop window").total, 1);
}

TEST_F(Index, OfSeveralSpellingsTheOneThatFitsIsMeant) {
  std::vector<catalog::BookDetail> books = {book(1, "The Hobbit"), book(2, "Harry Potter")};
  for (int i = 0; i < 8; ++i) books.push_back(book(10 + i, "Force of Habit, Harry Porter and Me"));
  put(books);
  EXPECT_EQ(ask("the hobit").suggestion, "the hobbit");
  EXPECT_EQ(ask("harry poter").suggestion, "harry potter");
  EXPECT_EQ(ask("hary poter").suggestion, "harry potter");
}

TEST_F(Index, ARareWordIsAskedAboutAndSearchedAllTheSame) {
  std::vector<catalog::BookDetail> books = {book(1, "Reminiscences by Tolstoi")};
  for (int i = 0; i < 12; ++i)
    books.push_back(book(10 + i, "Tolstoy, volume " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("tolstoi ").total, 1);
  EXPECT_EQ(ask("tolstoi ").suggestion, "tolstoy");
  EXPECT_EQ(ask("tolstoy ").suggestion, "");
}

TEST_F(Index, AStemOfAnotherLanguageDoesNotOutweighTheWord) {
  std::vector<catalog::BookDetail> books = {book(99, "Les Stores", "fr")};
  for (int i = 0; i < 40; ++i) books.push_back(book(i, "Sea Stories, volume " + std::to_string(i)));
  put(books);
  const auto answer = ask("stories ");
  ASSERT_EQ(answer.total, 41) << "the French stem is found";
  EXPECT_EQ(answer.hits.front().value, "test_39") << "and is no better for being rare";
}

TEST_F(Index, AWordFoundByItsStemAloneIsCorrectedAllTheSame) {
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

TEST_F(Index, ARareWordIsAskedAboutHoweverManyItBegins) {
  std::vector<catalog::BookDetail> books = {book(1, "Dickins on Sculpture")};
  for (int i = 0; i < 6; ++i) books.push_back(book(10 + i, "Dickinson " + std::to_string(i)));
  for (int i = 0; i < 12; ++i) books.push_back(book(50 + i, "Dickens " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("dickins").suggestion, "dickens");
  EXPECT_EQ(ask("dickins").hits.front().value, "test_1");
  EXPECT_EQ(ask("dickinso").suggestion, "") << "it is not finished";
}

TEST_F(Index, ASpellingThatStandsBesideTheSameWordIsMeant) {
  std::vector<catalog::BookDetail> books = {book(1, "Moby Dick; Or, The Whale"),
                                            book(2, "Moby Thesaurus")};
  books[1].work.description = "Die Woerter";
  for (int i = 0; i < 20; ++i) books.push_back(book(10 + i, "Die Woche " + std::to_string(i)));
  put(books);
  EXPECT_EQ(ask("moby dik").suggestion, "moby dick");
}

TEST_F(Index, TwoWordsAreFoundJoinedByAnd) {
  put({book(1, "War and Peace"), book(2, "War for Peace, Peace by War"), book(3, "Peace War"),
       book(4, "A Nurse in War and Peace")});
  EXPECT_EQ(ask("war peace ").hits.front().value, "test_1");
  EXPECT_EQ(ask("war & peace ").hits.front().value, "test_1");
}

TEST_F(Index, BooksOfANameComeBeforeBooksAboutIt) {
  auto by = book(1, "The Tempest");
  by.work.contributors = {
      {"William Shakespeare", "Shakespeare, William", "", catalog::ContributorRole::author}};
  put({by, book(2, "Shakespeare and His Times"), book(3, "A Life of William Shakespeare")});
  EXPECT_EQ(ask("shakespeare").hits.front().value, "test_1");
  EXPECT_EQ(ask("william shakespeare").hits.front().value, "test_1");
}

TEST_F(Index, OneWordTooManyIsForgiven) {
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

TEST_F(Index, SlipsAreCorrectedWhereOnlySomeOfTheWordsAreFound) {
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

TEST_F(Index, NoCorrectionSaysNothing) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 9; ++i) books.push_back(book(i, "The House That Jack Built"));
  put(books);
  EXPECT_EQ(ask("tset ").suggestion, "");
  EXPECT_EQ(ask("taht ").suggestion, "");
  EXPECT_EQ(ask("huose taht ").suggestion, "house that") << "beside another word it may be one";
}

TEST_F(Index, WhatComesInMeanwhileMovesNothing) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 30; ++i) books.push_back(book(i, "Tide tables"));
  put(books);
  ports::SearchQuery query;
  query.text = "tide";
  query.limit = 10;
  const auto first = index_->search(query).value();
  put({book(100, "Tide"), book(101, "Tide tables")});
  query.offset = 10;
  query.upto = first.upto;
  const auto second = index_->search(query).value();
  EXPECT_EQ(second.total, 30);
  EXPECT_EQ(second.hits.front().value, "test_19");
  query.text.clear();
  query.language = "en";
  EXPECT_EQ(index_->search(query)->hits.front().value, "test_19");
}

TEST_F(Index, SuggestsWordsOfSubjectsToo) {
  auto walden = book(1, "Walden");
  walden.work.subjects = {{"bookselling", "Bookselling"}};
  put({walden});
  EXPECT_EQ(ask("bokselling").suggestion, "bookselling");
}

TEST_F(Index, ASlipInAPublishersNameIsForgiven) {
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

TEST_F(Index, FrequentWordsDoNotHideABook) {
  put({book(1, "A History of Bookselling"), book(2, "The The")});
  EXPECT_TRUE(finds("the history of the bookselling "));
  EXPECT_TRUE(finds("the "));
}

TEST_F(Index, FacetsOfManyBooksAreExact) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 6'000; ++i) {
    books.push_back(book(i, "Common Title", i % 4 == 0 ? "de" : "en"));
    books.back().work.subjects = {{i % 3 == 0 ? "thirds" : "others", ""}};
  }
  put(books);
  const auto answer = ask("common ");
  EXPECT_EQ(answer.total, 6'000);
  ASSERT_EQ(answer.subjects.size(), 2U);
  EXPECT_EQ(answer.subjects[0].value, "others");
  EXPECT_EQ(answer.subjects[1].count, 2'000);
  EXPECT_FALSE(answer.subjects[1].is_estimate);
  EXPECT_EQ(answer.languages[0].value, "en");
}

TEST_F(Index, NewestFirstReachesOldBooksToo) {
  std::vector<catalog::BookDetail> books;
  for (int i = 0; i < 6'000; ++i) books.push_back(book(i, "Title"));
  books.push_back(book(-900'000'000, "Old", "fr"));
  books.push_back(book(-400'000'000, "Newer", "fr"));
  put(books);
  ports::SearchQuery query;
  query.language = "fr";
  auto answer = index_->search(query).value();
  ASSERT_EQ(answer.hits.size(), 2U);
  EXPECT_EQ(answer.hits[0].value, "test_-400000000");
  query.language = "en";
  query.offset = 5'990;
  answer = index_->search(query).value();
  EXPECT_EQ(answer.total, 6'000);
  ASSERT_EQ(answer.hits.size(), 10U);
  EXPECT_EQ(answer.hits.back().value, "test_0");
}

TEST_F(Index, DamageIsReportedAndClearMendsIt) {
  put({book(1, "Moonstone")});
  index_.reset();
  damage();
  open();
  EXPECT_EQ(index_->generation().error().code, Errc::corrupt);
  ports::SearchQuery query;
  query.text = "moonstone";
  EXPECT_EQ(index_->search(query).error().code, Errc::corrupt);
  ASSERT_TRUE(index_->clear());
  EXPECT_EQ(index_->generation().value(), 0);
  put({book(1, "Moonstone")});
  EXPECT_TRUE(finds("moonstone"));
}

TEST_F(Index, AnEmptiedFolderIsAnEmptyIndexAfterAStart) {
  put({book(1, "Moonstone")});
  index_.reset();
  std::filesystem::remove_all(root_.path() / "index");
  open();
  EXPECT_EQ(index_->generation().value(), 0);
}

TEST_F(Index, ASecondWriterIsTurnedAway) {
  put({book(1, "Moonstone")});
  const auto other = XapianIndex::open(root_.path() / "index").value();
  EXPECT_EQ(other->generation().value(), 1);
  const auto done = other->apply({book(2, "Emerald")}, {}, 2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::unavailable);
}

TEST_F(Index, WhileItIsBuiltAnewSearchesFindEverything) {
  constexpr int kBooks = 40;
  for (int i = 0; i < kBooks; i += 20) {
    std::vector<catalog::BookDetail> books;
    for (int k = i; k < i + 20; ++k) books.push_back(book(k, "Word " + std::to_string(k)));
    put(books);
  }
  std::atomic<bool> is_done = false;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!is_done) {
        ports::SearchQuery query;
        query.text = "word ";
        const auto answer = index_->search(query);
        ASSERT_TRUE(answer) << answer.error().to_string();
        ASSERT_EQ(answer->total, kBooks);
        ++searches;
      }
    });
  for (int turn = 0; turn < 2; ++turn) {
    const int before = searches;
    const auto fresh = index_->begin_anew().value();
    for (int i = 0; i < kBooks; i += 2)
      ASSERT_TRUE(fresh->apply({book(i, "Word"), book(i + 1, "Word")}, {}, i + 1));
    while (searches == before) std::this_thread::yield();
    ASSERT_TRUE(index_->take_over(fresh));
  }
  is_done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_FALSE(fs::exists(root_.path() / "index/db.1"));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_.path() / "index"), {}), 1);
}

// The child builds anew for ever and tells each step; it is killed in the middle of any.
TEST_F(Index, AKilledRebuildLeavesOneWholeIndex) {
  put({book(1, "Word One"), book(2, "Word Two")});
  index_.reset();
  for (const int steps : {1, 2, 3, 4, 7}) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto tell = [&] { static_cast<void>(!::write(ends[1], "x", 1)); };
      const auto index = XapianIndex::open(root_.path() / "index").value();
      for (;;) {
        const auto fresh = index->begin_anew().value();
        tell();
        static_cast<void>(fresh->apply({book(1, "Word One")}, {}, 1));
        tell();
        static_cast<void>(fresh->apply({book(2, "Word Two")}, {}, 2));
        tell();
        if (!index->take_over(fresh)) ::_exit(1);
        tell();
      }
    }
    char told = 0;
    for (int i = 0; i < steps; ++i) ASSERT_EQ(::read(ends[0], &told, 1), 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    open();
    EXPECT_EQ(ask("word ").total, 2) << steps;
    EXPECT_GE(index_->generation().value(), 1);
    EXPECT_EQ(std::distance(fs::directory_iterator(root_.path() / "index"), {}), 1)
        << "nothing half-built is left";
    index_.reset();
  }
}

TEST_F(Index, TheNewerOfTwoWholeIndexesIsTakenAfterACrashBetweenThem) {
  put({book(1, "Moonstone")});
  const auto fresh = index_->begin_anew().value();
  ASSERT_TRUE(fresh->apply({book(2, "Emerald")}, {}, 5));
  fs::copy(root_.path() / "index/db.1", root_.path() / "kept");
  ASSERT_TRUE(index_->take_over(fresh));
  index_.reset();
  fs::rename(root_.path() / "kept", root_.path() / "index/db.1");
  open();
  EXPECT_EQ(index_->generation().value(), 5);
  EXPECT_TRUE(finds("emerald"));
  EXPECT_FALSE(fs::exists(root_.path() / "index/db.1"));
}

// Root may read every folder, unless it lays its rights down: so this is done by a child.
TEST_F(Index, OneThatTookOverHasTakenOverThoughItsFolderCannotBeSynced) {
  put({book(1, "Moonstone")});
  index_.reset();
  const fs::path folder = root_.path() / "index";
  const pid_t child = ::fork();
  if (child == 0) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[2]{};
    if (::syscall(SYS_capset, &header, none) != 0) ::_exit(2);
    const auto index = XapianIndex::open(folder).value();
    const auto fresh = index->begin_anew().value();
    if (!fresh->apply({book(2, "Emerald")}, {}, 5)) ::_exit(3);
    ::chmod(folder.c_str(), 0300);
    const bool took_over = index->take_over(fresh).has_value();
    ::chmod(folder.c_str(), 0700);
    ::_exit(took_over && index->search({.text = "emerald"}).value().total == 1 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(fs::exists(folder / "db.1")) << "a crash may still undo the new one's name";
  open();
  EXPECT_TRUE(finds("emerald"));
  EXPECT_FALSE(fs::exists(folder / "db.1"));
}

TEST_F(Index, WhoeverOpensItBesideLeavesWhatIsBeingBuiltAlone) {
  put({book(1, "Moonstone")});
  const auto fresh = index_->begin_anew().value();
  const auto other = XapianIndex::open(root_.path() / "index").value();
  EXPECT_EQ(other->begin_anew().error().code, Errc::unavailable);
  ASSERT_TRUE(fresh->apply({book(2, "Emerald")}, {}, 2));
  ASSERT_TRUE(index_->take_over(fresh));
  EXPECT_TRUE(finds("emerald"));
}

TEST_F(Index, ADamagedIndexIsMendedByTakingOver) {
  put({book(1, "Moonstone")});
  index_.reset();
  damage();
  open();
  EXPECT_EQ(index_->generation().error().code, Errc::corrupt);
  const auto fresh = index_->begin_anew().value();
  ASSERT_TRUE(fresh->apply({book(1, "Moonstone")}, {}, 3));
  ASSERT_TRUE(index_->take_over(fresh));
  EXPECT_EQ(index_->generation().value(), 3);
  EXPECT_TRUE(finds("moonstone"));
}

TEST_F(Index, ReadersSeeWholeCommitsWhileOthersWrite) {
  put({book(0, "Word 0")});
  std::atomic<bool> is_done = false;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!is_done) {
        ports::SearchQuery query;
        query.text = "word ";
        const auto answer = index_->search(query);
        ASSERT_TRUE(answer) << answer.error().to_string();
        ASSERT_TRUE(answer->total == 0 || answer->total % 3 == 1) << answer->total;
        ++searches;
      }
    });
  for (int i = 0; i < 30; ++i)
    put({book(i * 3 + 1, "Word"), book(i * 3 + 2, "Word"), book(i * 3 + 3, "Word")});
  ASSERT_TRUE(index_->clear());
  put({book(0, "Word 0")});
  is_done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(searches, 0);
}

}  // namespace
}  // namespace aan::search_xapian
