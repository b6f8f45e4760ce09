#include "adapters/search_xapian/scope.hpp"

#include <gtest/gtest.h>

#include "adapters/search_xapian/counting.hpp"
#include "adapters/search_xapian/document.hpp"
#include "adapters/search_xapian/facets.hpp"
#include "adapters/search_xapian/xapian_index.hpp"
#include "testing/temp_folder.hpp"

namespace aan::search_xapian {
namespace {

constexpr int kBooks = 9'000;
constexpr int kOldest = 1;
constexpr int kOneIn = 450;  // is in German
// Books of one author stand together, as in a list that is imported.
constexpr int kEbersFirst = 2'050;
constexpr int kEbers = 40;
constexpr int kRankeFirst = 4'000;
constexpr int kRanke = 1'600;
constexpr int kFrench = kBooks / 3 - kBooks / 3 / kOneIn;

std::string author_of(int number) {
  if (number >= kEbersFirst && number < kEbersFirst + kEbers) return "georg-ebers";
  if (number >= kRankeFirst && number < kRankeFirst + kRanke) return "leopold-ranke";
  return {};
}

catalog::BookDetail book(int number) {
  catalog::BookDetail book;
  book.work.id.value = "test_" + std::to_string(number);
  book.work.title = number == kOldest ? "History" : "A History of Place " + std::to_string(number);
  book.work.description = "history and everything";
  book.work.created_at = Timestamp::from_unix_seconds(1'790'000'000 + number);
  if (number > kBooks / 2) book.work.description += ", of the sea and the tide";
  if (const std::string slug = author_of(number); !slug.empty())
    book.work.contributors.push_back(
        {.name = slug, .slug = slug, .role = catalog::ContributorRole::author});
  book.edition.language = number % kOneIn == 0 ? "de" : number <= kBooks / 3 ? "fr" : "en";
  return book;
}

// Of 9,000 books that all have the word.
class ScopeOfManyBooks : public ::testing::Test {
 protected:
  ScopeOfManyBooks() {
    const auto index = XapianIndex::open(root_.path()).value();
    std::vector<catalog::BookDetail> books;
    for (int number = 1; number <= kBooks; ++number) books.push_back(book(number));
    EXPECT_TRUE(index->apply(books, {}, 1));
    readers_ = std::make_unique<Readers>(root_.path() / "db.1");
  }
  Xapian::MSet best(Reader& reader, const std::string& text, Xapian::doccount most) {
    const AskedText asked = understand(text);
    const Xapian::Query all = text_query(reader, asked);
    const Scope scope =
        scope_of(reader, asked, Demand::all, all, reader.database.get_lastdocid(), {}, most);
    is_everything_ = scope.is_everything();
    Xapian::Enquire enquire(reader.database);
    enquire.set_query(is_everything_ ? all
                                     : Xapian::Query(Xapian::Query::OP_FILTER, all, scope.among));
    return enquire.get_mset(0, 10, kBooks);
  }
  testing::TempFolder root_;
  std::unique_ptr<Readers> readers_;
  bool is_everything_ = false;
};

TEST_F(ScopeOfManyBooks, IsEverythingWhereTheyAreFewEnough) {
  auto reader = readers_->lend();
  EXPECT_EQ(best(*reader, "history ", kBooks * 4).get_matches_estimated(), kBooks);
  EXPECT_TRUE(is_everything_);
  EXPECT_EQ(best(*reader, "history 77 ", 100).get_matches_estimated(), 1U);
  EXPECT_TRUE(is_everything_) << "a rare word bounds the work";
}

TEST_F(ScopeOfManyBooks, KeepsWhatIsCalledNothingElseAndTheNewest) {
  auto reader = readers_->lend();
  for (const char* text : {"history ", "a history", "histor"}) {
    const Xapian::MSet set = best(*reader, text, 1'000);
    EXPECT_FALSE(is_everything_) << text;
    EXPECT_EQ(set.size(), 10U) << text;
    EXPECT_LT(set.get_matches_estimated(), kBooks / 2U) << text;
  }
  EXPECT_EQ(work_id_of(best(*reader, "history ", 1'000).begin().get_document().get_data()),
            "test_1")
      << "the oldest, which is called so";
}

TEST_F(ScopeOfManyBooks, HowManyThereAreAndWhatTheyAreCountedByIsOfAllOfThem) {
  const auto index = XapianIndex::open(root_.path()).value();
  ports::SearchQuery query;
  query.text = "history ";
  query.limit = 10;
  const auto answer = index->search(query);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->total, kBooks);
  ASSERT_EQ(answer->languages.size(), 3U);
  EXPECT_EQ(answer->languages[1].count, kFrench) << "the newest alone are in English";
}

TEST_F(ScopeOfManyBooks, HowManyThereAreIsTheSameInEveryOrder) {
  using enum ports::SearchOrder;
  const auto index = XapianIndex::open(root_.path()).value();
  for (const auto order : {best, newest, title, cheapest, dearest}) {
    ports::SearchQuery query;
    query.order = order;
    query.text = "history ";
    auto answer = index->search(query);
    ASSERT_TRUE(answer) << answer.error().to_string();
    EXPECT_EQ(answer->total, kBooks);
    EXPECT_EQ(answer->hits.size(), 24U);
    ASSERT_EQ(answer->languages.size(), 3U);
    EXPECT_EQ(answer->languages[2].count, kBooks / kOneIn);
    query.text = "everything ";  // every book has it
    EXPECT_EQ(index->search(query)->total, kBooks);
    query.text = "sea tide ";  // none has one of them alone
    answer = index->search(query);
    EXPECT_EQ(answer->total, kBooks / 2);
    query.language = "fr";
    answer = index->search(query);
    EXPECT_EQ(answer->total, 0);
    ASSERT_EQ(answer->languages.size(), 2U);
    EXPECT_EQ(answer->languages[1].count, kBooks / 2 / kOneIn);
  }
}

TEST_F(ScopeOfManyBooks, ValuesOfManyBooksAreExact) {
  const auto index = XapianIndex::open(root_.path()).value();
  using enum ports::SearchOrder;
  ports::SearchQuery query;
  for (const auto& [text, order] :
       {std::pair("history ", best), std::pair("history ", title), std::pair("place ", best)}) {
    query.text = text;
    query.order = order;
    const auto answer = index->search(query);
    ASSERT_TRUE(answer) << answer.error().to_string();
    ASSERT_EQ(answer->authors.size(), 2U) << text;
    EXPECT_EQ(answer->authors[0].count, kRanke) << text;
    EXPECT_EQ(answer->authors[1].count, kEbers) << text;
    EXPECT_EQ(answer->languages[1].count, kFrench - (*text == 'p' ? 1 : 0)) << text;
  }
  query.author_slug = "georg-ebers";
  auto answer = index->search(query);
  EXPECT_EQ(answer->total, kEbers);
  ASSERT_EQ(answer->authors.size(), 2U);
  EXPECT_EQ(answer->authors[1].count, kEbers) << "counted as if it were not chosen";
  query = {};
  query.language = "en";
  answer = index->search(query);
  ASSERT_EQ(answer->authors.size(), 1U);
  EXPECT_EQ(answer->authors[0].count, kRanke - kRanke / kOneIn - 1);
  EXPECT_EQ(answer->languages[1].count, kFrench);
}

// By smaller limits than those of a search: by a sample of all books, and of those found.
TEST_F(ScopeOfManyBooks, OfMoreThanCanBeLookedAtASampleTells) {
  auto reader = readers_->lend();
  (*reader).facets->fill((*reader).database);
  const Xapian::Query all("history");
  const Sought sought{all, all, {}, {}, (*reader).database.get_lastdocid()};
  const auto near = [](std::int64_t is, std::int64_t should) {
    EXPECT_NEAR(static_cast<double>(is), static_cast<double>(should), 0.15 * kBooks);
  };
  for (const bool is_counted : {false, true}) {
    const Found found = count(*reader, sought, {is_counted ? kBooks : 1'000, 2'000, 2'000});
    EXPECT_TRUE(found.is_sample());
    EXPECT_EQ(found.newest.empty(), !is_counted);
    near(std::ssize(found.places), 2'000);
    if (is_counted) {
      EXPECT_EQ(found.total, kBooks);
    } else {
      near(found.total, kBooks);
    }
    EXPECT_LT(found.places.front(), found.places.back() - kBooks * 3 / 4) << "of old and new";
    ports::SearchAnswer answer;
    write_facets(*reader, sought, found, {FacetKind::language, FacetKind::author}, {}, answer);
    ASSERT_EQ(answer.languages.size(), 3U);
    EXPECT_TRUE(answer.languages[0].is_estimate);
    near(answer.languages[1].count, kFrench);
    EXPECT_EQ(answer.languages[2].count, kBooks / kOneIn) << "too few: counted";
    for (const ports::Facet& author : answer.authors)
      if (author.value == "georg-ebers") {
        EXPECT_EQ(author.count, kEbers) << "of one stretch: counted";
      }
  }
}

TEST_F(ScopeOfManyBooks, WhatIsFoundWithoutTheWordsIsFoundAmongOthers) {
  auto reader = readers_->lend();
  const Xapian::Query none("no book has it");
  const Sought sought{none, none, Xapian::Query("history"), {5, 9, 4'000'000'000}, 4'000'000'000};
  const Found found = count(*reader, sought);
  EXPECT_EQ(found.total, 0) << "no book stands there";
  const Places first{*(*reader).database.postlist_begin("history")};
  const Sought begun{none, none, Xapian::Query("history"), first, first.front()};
  EXPECT_EQ(count(*reader, begun).places, first);
  EXPECT_EQ(among(*reader, begun, {1, first.front(), first.front() + 1}), first);
}

TEST_F(ScopeOfManyBooks, WhatIsTooMuchToCountIsNoMoreThanTheShopHas) {
  auto reader = readers_->lend();
  (*reader).facets->fill((*reader).database);
  const Xapian::Query all("history");
  const Sought sought{all, all, {}, {}, (*reader).database.get_lastdocid()};
  Found found = count(*reader, sought);
  EXPECT_EQ(found.total, kBooks);
  EXPECT_FALSE(found.is_sample());
  found.total = 10 * kBooks;  // as if so many were found
  ports::SearchAnswer answer;
  write_facets(*reader, sought, found, {FacetKind::language, FacetKind::author}, {}, answer);
  ASSERT_EQ(answer.languages.size(), 3U);
  EXPECT_EQ(answer.languages[1].value, "fr");
  EXPECT_EQ(answer.languages[1].count, kFrench);
  EXPECT_EQ(answer.languages[2].count, kBooks / kOneIn) << "few are read";
  EXPECT_TRUE(answer.languages[0].is_estimate && answer.languages[1].is_estimate);
  EXPECT_FALSE(answer.languages[2].is_estimate) << "its books are counted";
  ASSERT_EQ(answer.authors.size(), 2U);
  EXPECT_EQ(answer.authors[1].value, "georg-ebers");
  EXPECT_EQ(answer.authors[1].count, kEbers) << "whose books all stand together: counted";
}

}  // namespace
}  // namespace aan::search_xapian
