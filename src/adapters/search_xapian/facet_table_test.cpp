#include "adapters/search_xapian/facet_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "adapters/search_xapian/stretches.hpp"
#include "adapters/search_xapian/terms.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::search_xapian {
namespace {

const std::vector<FacetKind> kAll(kFacetKinds.begin(), kFacetKinds.end());

// What the table is to say, kept in the simplest way there is.
class FacetTableOfBooks : public ::testing::Test {
 protected:
  FacetTableOfBooks() : database_((root_.path() / "db").string(), Xapian::DB_CREATE) {}
  std::string any_values() {
    if (rng_.below(10) == 0) return {};
    std::string values = "len\n";
    std::set<std::size_t> subjects;  // none is there twice
    for (std::size_t i = 0; i < rng_.below(4); ++i) subjects.insert(rng_.below(40));
    for (const std::size_t subject : subjects)
      values += "ssubject-" + std::to_string(subject) + "\n";
    if (rng_.below(2) == 0) values += "aauthor-" + std::to_string(rng_.below(2'000)) + "\n";
    if (rng_.below(3) == 0) values += "pEUR:low\np:high\n";
    return values;
  }
  void put(Xapian::docid place, const std::string& values) {
    Xapian::Document book;
    book.add_value(kFacetsSlot, values);
    database_.replace_document(place, book);
    books_[place] = values;
    changes_.push_back({place, values});
  }
  void take_out(Xapian::docid place) {
    database_.delete_document(place);
    books_.erase(place);
    changes_.push_back({place, std::nullopt});
  }
  void commit() {
    database_.commit();
    table_.apply(changes_);
    changes_.clear();
  }
  Xapian::docid any_place() {
    return std::next(books_.begin(), static_cast<std::ptrdiff_t>(rng_.below(books_.size())))->first;
  }
  // How many of the books at `places` have a value, as the slot says it.
  std::int64_t having(const Places& places, const std::string& signed_value) const {
    std::int64_t count = 0;
    for (const Xapian::docid place : places)
      if (const auto book = books_.find(place); book != books_.end())
        count += ("\n" + book->second).find("\n" + signed_value + "\n") != std::string::npos;
    return count;
  }
  Places every(std::size_t one_in) {
    std::set<Xapian::docid> places{1, 77};  // also where no book is
    for (const auto& [place, values] : books_)
      if (rng_.below(one_in) == 0) places.insert({place, place + 1});
    return {places.begin(), places.end()};
  }
  void expect_right(const Places& places) {
    std::map<FacetKind, std::int64_t> before;
    std::size_t subjects = 0;
    for (const FacetCount& one : table_.fullest(places, kAll, {}, tally_)) {
      const std::map<FacetKind, std::string> signs{{FacetKind::subject, "s"},
                                                   {FacetKind::language, "l"},
                                                   {FacetKind::author, "a"},
                                                   {FacetKind::price, "p:"}};
      EXPECT_EQ(one.books, having(places, signs.at(one.kind) + one.value)) << one.value;
      if (before.contains(one.kind)) EXPECT_LE(one.books, before[one.kind]) << "fullest first";
      before[one.kind] = one.books;
      subjects += one.kind == FacetKind::subject ? 1 : 0;
    }
    std::size_t there_are = 0;
    for (int i = 0; i < 40; ++i)
      there_are += having(places, "ssubject-" + std::to_string(i)) > 0 ? 1 : 0;
    EXPECT_EQ(subjects, there_are) << "none is left out";
  }

  testing::SeededRng rng_{11};
  testing::TempFolder root_;
  Xapian::WritableDatabase database_;
  FacetTable table_;
  FacetTally tally_;
  std::map<Xapian::docid, std::string> books_;
  std::vector<FacetChange> changes_;
};

TEST_F(FacetTableOfBooks, CountsWhatItWasFilledWithAndWhatCommitsChanged) {
  for (int i = 0; i < 3'000; ++i) put(static_cast<Xapian::docid>(100'000 + i), any_values());
  for (int i = 0; i < 1'500; ++i)
    put(static_cast<Xapian::docid>(1 + rng_.below(90'000)), any_values());
  commit();
  Xapian::Database view((root_.path() / "db").string());
  table_.fill(view);
  for (int round = 0; round < 5; ++round) {
    for (const std::size_t one_in : {1U, 3U, 200U}) expect_right(every(one_in));
    for (int i = 0; i < 400; ++i) take_out(any_place());
    for (int i = 0; i < 300; ++i) put(any_place(), any_values());
    for (int i = 0; i < 200; ++i)
      put(static_cast<Xapian::docid>(1 + rng_.below(200'000)), any_values());
    commit();
  }
}

TEST_F(FacetTableOfBooks, IsFilledOnceAndOfTheNewestCommit) {
  put(5, "len\n");
  commit();
  Xapian::Database view((root_.path() / "db").string());
  put(6, "lfr\n");
  commit();  // told to nobody: nothing is in the table yet
  table_.fill(view);
  expect_right({5, 6});
  EXPECT_EQ(table_.fullest({5, 6}, kAll, {}, tally_).size(), 2U);
  database_.delete_document(5);
  database_.commit();
  table_.fill(view);
  EXPECT_EQ(table_.fullest({5, 6}, kAll, {}, tally_).size(), 2U) << "told of by commits alone";
  books_.erase(5);
  changes_.push_back({5, std::nullopt});
  take_out(6);
  commit();
  EXPECT_TRUE(table_.fullest({5, 6}, kAll, {}, tally_).empty());
  put(9, "len\n");
  commit();
  expect_right({5, 6, 9});
}

TEST_F(FacetTableOfBooks, TheLastBookMayHaveNoValues) {
  put(1, "len\n");
  commit();
  Xapian::Database view((root_.path() / "db").string());
  table_.fill(view);
  put(2, "");
  commit();
  expect_right({1, 2});
  expect_right({2});
}

TEST_F(FacetTableOfBooks, PricesAreOfOneCurrencyAndKindsThoseAskedFor) {
  put(1, "len\nfepub\np:high\npEUR:low\npUSD:free\n");
  commit();
  Xapian::Database view((root_.path() / "db").string());
  table_.fill(view);
  const auto of = [&](const Asset& currency) {
    const auto counts = table_.fullest({1}, {FacetKind::price}, currency, tally_);
    return counts.size() == 1 ? counts.front().value : std::to_string(counts.size());
  };
  EXPECT_EQ(of({}), "high");
  EXPECT_EQ(of(find_asset("EUR").value()), "low");
  EXPECT_EQ(of(find_asset("GBP").value()), "0");
  std::vector<FacetCount> asked{{FacetKind::price, "free"}, {FacetKind::format, "pdf"}};
  table_.count({1}, asked, find_asset("USD").value(), tally_);
  EXPECT_EQ(asked[0].books, 1);
  EXPECT_EQ(asked[1].books, 0);
}

TEST_F(FacetTableOfBooks, AnAuthorIsMetInAsManyStretchesAsHisBooksStandIn) {
  for (Xapian::docid i = 0; i < 3 * kStretch; ++i)
    put(kStretch + i, i < kStretch / 2 ? "aone-place\n" : "aeverywhere\n");
  commit();
  Xapian::Database view((root_.path() / "db").string());
  table_.fill(view);
  Places all;
  for (const auto& [place, values] : books_) all.push_back(place);
  auto counts = table_.fullest(all, kAll, {}, tally_);
  table_.count_stretches(all, counts);
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].stretches, 3);
  EXPECT_EQ(counts[1].stretches, 1);
}

}  // namespace
}  // namespace aan::search_xapian
