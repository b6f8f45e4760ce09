#include "adapters/search_xapian/matching.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

constexpr std::size_t kTerms = 12;

std::string term_of(std::size_t number) { return "t" + std::to_string(number); }

// Books at places with gaps; the first terms are those of nearly all, the last of hardly one.
class MatchingOfTerms : public ::testing::Test {
 protected:
  MatchingOfTerms() : database_((root_.path() / "db").string(), Xapian::DB_CREATE) {
    Xapian::docid place = 0;
    for (int i = 0; i < 3'000; ++i) {
      place += static_cast<Xapian::docid>(1 + rng_.below(i % 500 == 0 ? 100'000 : 3));
      Xapian::Document book;
      for (std::size_t t = 0; t < kTerms; ++t)
        if (rng_.below(std::size_t{1} << t) == 0) book.add_term(term_of(t));
      database_.replace_document(place, book);
    }
    database_.commit();
  }
  // Any query that a search makes of terms, and one that no book has.
  Query any(int depth) {
    if (depth == 0) return Query(term_of(rng_.below(kTerms + 1)));
    std::vector<Query> parts;
    for (std::size_t i = 0; i <= rng_.below(4); ++i) parts.push_back(any(depth - 1));
    switch (rng_.below(6)) {
      case 0: return {Query::OP_AND, parts.begin(), parts.end()};
      case 1: return {Query::OP_FILTER, parts.front(), parts.back()};
      case 2: return {Query::OP_AND_MAYBE, parts.front(), parts.back()};
      case 3: return {0.5, parts.front()};
      case 4: return {Query::OP_SYNONYM, parts.begin(), parts.end()};
      default: return {Query::OP_OR, parts.begin(), parts.end()};
    }
  }
  Places by_xapian(const Query& query) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    const Xapian::MSet set = enquire.get_mset(0, database_.get_doccount());
    Places places;
    for (auto at = set.begin(); at != set.end(); ++at) places.push_back(*at);
    std::ranges::sort(places);
    return places;
  }
  testing::SeededRng rng_{5};
  testing::TempFolder root_;
  Xapian::WritableDatabase database_;
};

TEST_F(MatchingOfTerms, FindsWhatXapianFinds) {
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    const Query query = any(round % 4);
    const Matching matching(database_, query);
    const Places all = matching.all();
    EXPECT_EQ(all, by_xapian(query)) << query.get_description();
    EXPECT_LE(std::ssize(all), matching.most()) << query.get_description();
    found += all.size();
  }
  EXPECT_GT(found, 10'000U) << "the queries are those of something";
}

TEST_F(MatchingOfTerms, FindsAmongPlacesWhatItFindsOfThem) {
  for (int round = 0; round < 300; ++round) {
    const Query query = any(round % 4);
    Places some;
    const std::size_t one_in = 1 + rng_.below(round % 2 == 0 ? 3 : 300);
    for (const Xapian::docid place : by_xapian(Query::MatchAll))
      if (rng_.below(one_in) == 0) some.push_back(place + (rng_.below(5) == 0 ? 1 : 0));
    some.erase(std::ranges::unique(some).begin(), some.end());
    Places expected;
    std::ranges::set_intersection(some, by_xapian(query), std::back_inserter(expected));
    EXPECT_EQ(Matching(database_, query).among(some), expected) << query.get_description();
  }
}

TEST_F(MatchingOfTerms, EveryBookAndNone) {
  EXPECT_EQ(Matching(database_, Query::MatchAll).all().size(), database_.get_doccount());
  EXPECT_EQ(Matching(database_, Query::MatchAll).among({7}), Places{7});
  EXPECT_TRUE(Matching(database_, Query()).all().empty());
  EXPECT_TRUE(Matching(database_, Query("none has it")).all().empty());
  const Query phrase(Query::OP_PHRASE, Query("t0"), Query("t1"));
  EXPECT_THROW(Matching(database_, phrase), Xapian::InvalidArgumentError);
}

}  // namespace
}  // namespace aan::search_xapian
