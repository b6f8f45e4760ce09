#include <algorithm>
#include <string>

#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

TEST_F(Catalog, WhatARowSaysBeyondWhatAShopKeepsIsCutAtWordsAndRemarkedOn) {
  catalog::ListRow row;
  for (int i = 0; i < 60; ++i) row.record.title += (i == 0 ? "" : " ") + std::string("Leviathan");
  row.record.subtitle = std::string(499, 'x') + "\xc3\xa9";
  row.record.description = std::string(19'999, 'd') + "\xc3\xa9";
  for (int i = 0; i < 45; ++i) {
    const std::string number = std::to_string(i + 1);
    row.record.contributors.push_back({"Sailor " + number, "", catalog::ContributorRole::author});
    row.subjects.push_back({"Whale " + number, "", "", ""});
  }
  const BookOfRow made = book_of(world.shop->room, row, {}, world.shop->room.clock.wall());
  EXPECT_EQ(made.book.work.title.size(), 499U) << "fifty words";
  EXPECT_EQ(made.book.work.subtitle, std::string(499, 'x')) << "one word";
  EXPECT_EQ(made.book.work.contributors.size(), 40U);
  EXPECT_EQ(made.book.work.subjects.size(), 20U);
  EXPECT_EQ(made.book.work.description, std::string(19'999, 'd'));
  ASSERT_EQ(made.notes.size(), 5U);
  EXPECT_TRUE(made.notes[0].starts_with("Its title was cut: it is longer than 500 bytes, and"));
  EXPECT_EQ(made.notes[1], "Its subtitle was cut: it is longer than 500 bytes.");
  EXPECT_EQ(made.notes[2], "Its description was cut: it is longer than 20,000 bytes.");
  EXPECT_TRUE(made.notes[3].starts_with("It names more than 40 people: “Sailor 41” and"));
  EXPECT_TRUE(made.notes[4].starts_with("It has more than 20 subjects: “Whale 21” and"));
}

TEST_F(Catalog, WhatAFileSaysBeyondWhatAShopKeepsIsAWarningOfItsReport) {
  ports::ReadBook read = book("Walden");
  for (int i = 0; i < 45; ++i) {
    const std::string number = std::to_string(i + 1);
    read.record.contributors.push_back({"Sailor " + number, "", catalog::ContributorRole::author});
    read.record.subjects.push_back(i == 0 ? std::string(201, 'p') : "Pond " + number);
  }
  read.record.description = std::string(20'001, 'd');
  reader.answer(read);
  const IngestReport report = bring("w.epub", "bytes of walden", world.money(499));
  EXPECT_EQ(report.verdict, IngestVerdict::warned);
  const auto has = [&](std::string_view words) {
    return std::ranges::any_of(
        report.notes, [&](const std::string& note) { return note.find(words) != note.npos; });
  };
  EXPECT_TRUE(has("It names more than 40 people: “Sailor 4"));
  EXPECT_TRUE(has("It has more than 20 subjects: “Pond 21” and"));
  EXPECT_TRUE(has("A subject was cut: it is longer than 200 bytes."));
  EXPECT_TRUE(has("Its description was cut: it is longer than 20,000 bytes."));
}

TEST_F(Catalog, ASubjectThatIsSpeltTwoWaysIsOneOfTheBook) {
  catalog::ListRow row;
  const std::string near_end(199, 'x');  // alike once they are cut
  for (const std::string& name :
       {std::string("Hawai'i"), std::string("Hawai\u2018i"), std::string("中国 历史"),
        std::string("中国历史"), std::string("C++"), std::string("C#"), near_end + "xyz",
        near_end + "xzy"})
    row.subjects.push_back({name, "lcsh", "", ""});
  row.subjects.push_back({"Fiction", "thema", "FBA", ""});
  row.subjects.push_back({"Fiction", "bisac", "FIC000000", ""});
  const BookOfRow made = book_of(world.shop->room, row, {}, world.shop->room.clock.wall());
  std::vector<std::string> names;
  for (const catalog::Subject& one : made.book.work.subjects) names.push_back(one.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Hawai'i", "中国 历史", "C++", "C#", near_end + "x",
                                             "Fiction", "Fiction"}));
  EXPECT_EQ(made.codes.size(), names.size());
  EXPECT_EQ(made.notes.size(), 1U) << "one was cut";
}

}  // namespace
}  // namespace aan::service
