#include <gtest/gtest.h>

#include "adapters/search_xapian/xapian_index.hpp"
#include "testing/temp_folder.hpp"

namespace aan::search_xapian {
namespace {

using ports::SearchOrder;

catalog::BookDetail book(int number, const std::string& title, const std::string& author = {}) {
  catalog::BookDetail book;
  book.work.id.value = "test_" + std::to_string(number);
  book.work.title = title;
  book.work.created_at = Timestamp::from_unix_seconds(1'790'000'000 + number);
  book.edition.language = "en";
  const auto space = author.find(' ');
  if (!author.empty())
    book.work.contributors = {{author, author.substr(space + 1) + ", " + author.substr(0, space),
                               "", catalog::ContributorRole::author}};
  return book;
}

class Begun : public ::testing::Test {
 protected:
  void put(const std::vector<catalog::BookDetail>& books) {
    ASSERT_TRUE(index_->apply(books, {}, ++generation_));
  }
  /// More words that begin with `begin` than are tried, each in two books that have `others`, too.
  void put_many(const std::string& others, const std::string& begin) {
    std::vector<catalog::BookDetail> books;
    for (char a = 'a'; a <= 'z'; ++a)
      for (int i = 0; i < 4; ++i) {
        auto one = book(1'000 + 4 * (a - 'a') + i, "Sermon");
        one.work.description = others + ' ' + begin + a + (i < 2 ? "qx" : "qz");
        books.push_back(one);
      }
    put(books);
  }
  ports::SearchAnswer ask(const std::string& text, SearchOrder order = SearchOrder::best) {
    ports::SearchQuery query;
    query.text = text;
    query.order = order;
    return index_->search(query).value();
  }
  std::string first(const std::string& text) {
    const auto hits = ask(text).hits;
    return hits.empty() ? "" : hits.front().value;
  }

 private:
  testing::TempFolder root_;
  std::unique_ptr<XapianIndex> index_ = XapianIndex::open(root_.path() / "index").value();
  std::int64_t generation_ = 0;
};

TEST_F(Begun, ATitleThatBeginsAsIsTypedComesFirst) {
  put({book(1, "Pride and Prejudice"), book(2, "Great Expectations: A Novel")});
  put_many("pride and", "pre");
  put_many("a great", "exp");
  for (const char* text : {"pride and p", "pride and pre", "Pride & Prejudi"})
    EXPECT_EQ(first(text), "test_1") << text;
  EXPECT_EQ(first("great exp"), "test_2");
}

TEST_F(Begun, ANameThatBeginsAsIsTypedComesFirst) {
  put({book(1, "Emma", "Jane Austen"), book(2, "Mansfield Park", "Jane Austen")});
  put_many("jane", "aus");
  const auto hits = ask("jane aus").hits;
  ASSERT_GE(hits.size(), 2U);
  EXPECT_EQ(hits[0].value, "test_2");
  EXPECT_EQ(hits[1].value, "test_1");
}

TEST_F(Begun, ARareWordThatIsTheBeginningOfATitleStandsBehindIt) {
  put({book(1, "The Hobbit, or There and Back Again", "J. R. R. Tolkien"),
       book(2, "The Assassin", "Robin Hobb"), book(3, "Hobb and Others", "Robin Hobb"),
       book(4, "The Hobbit", "J. R. R. Tolkien"), book(5, "The Hobbit", "J. R. R. Tolkien")});
  EXPECT_EQ(first("the hobb"), "test_5") << "what most editions are called";
  EXPECT_EQ(first("hobbi"), "test_5") << "its article is left off";
  EXPECT_NE(first("hobb"), "test_5") << "a name that is nothing but the word is whole";
}

TEST_F(Begun, ATitleOfASingleWordStandsBeforeBooksOfANameAndUnderAHeadingThatBeginSo) {
  std::vector<catalog::BookDetail> books{book(1, "Dracula", "Bram Stoker")};
  for (int number = 100; number < 140; ++number) {
    books.push_back(book(number, "Essays", "Holger Drachmann"));
    books.push_back(book(number + 100, "Castles"));
    books.back().work.subjects = {{"dracula", "Dracula"}};
  }
  put(books);
  for (const char* text : {"dra", "drac", "dracul"}) EXPECT_EQ(first(text), "test_1") << text;
}

TEST_F(Begun, OtherBooksOfOneAuthorStandBehindATitleOfManyEditions) {
  std::vector<catalog::BookDetail> books;
  for (int number = 1; number < 9; ++number)
    books.push_back(book(number, "Anna Karenina", "Leo Tolstoy"));
  for (int number = 100; number < 120; ++number)
    books.push_back(book(number, "The Circular Study", "Anna Katharine"));
  put(books);
  const auto hits = ask("anna ka").hits;
  ASSERT_GE(hits.size(), 3U);
  EXPECT_EQ(hits[0].value, "test_115") << "of the sixteen books of that name that are looked at";
  EXPECT_EQ(hits[1].value, "test_8");
  EXPECT_EQ(hits[2].value, "test_114");
}

TEST_F(Begun, TheBeginningOfATitleIsNoSlip) {
  std::vector<catalog::BookDetail> books{book(1, "Lolita", "Vladimir Nabokov")};
  for (int number = 100; number < 140; ++number)
    books.push_back(book(number, "Travels", "Pierre Loti"));
  put(books);
  const auto answer = ask("loli");
  EXPECT_EQ(answer.suggestion, "");
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.hits[0].value, "test_1");
}

TEST_F(Begun, ASubjectThatBeginsAsIsTypedIsNoTitle) {
  std::vector<catalog::BookDetail> books{book(9, "Great Expectations")};
  for (int number = 1; number < 9; ++number) {
    books.push_back(book(number, "London in 1851"));
    books.back().work.subjects = {{"great-exhibition", "Great Exhibition"}};
  }
  put(books);
  EXPECT_EQ(first("great ex"), "test_9");
}

TEST_F(Begun, OtherOrdersKeepTheirsAndFindTheSame) {
  put({book(1, "Pride and Prejudice"), book(2, "Zeal and Pride")});
  put_many("pride and", "pre");
  const auto best = ask("pride and pre");
  EXPECT_EQ(best.hits.front().value, "test_1");
  for (const SearchOrder order : {SearchOrder::newest, SearchOrder::title}) {
    const auto answer = ask("pride and pre", order);
    EXPECT_EQ(answer.total, best.total);
    EXPECT_EQ(answer.hits.front().value == "test_1", order == SearchOrder::title);
  }
}

}  // namespace
}  // namespace aan::search_xapian
