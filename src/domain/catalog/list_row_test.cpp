#include <gtest/gtest.h>

#include "domain/catalog/list_row_frame.hpp"
#include "domain/catalog/match_key.hpp"

namespace aan::catalog {
namespace {

ListRow full_row() {
  ListRow row;
  row.line = 7;
  row.notes = {"Left out: rating."};
  row.source = "onix";
  row.key = "k";
  row.record.title = "Walden";
  row.record.isbn13 = "9780306406157";
  row.record.contributors = {{"Henry Thoreau", "Thoreau, Henry", ContributorRole::author}};
  row.subjects = {{"Nature", "thema", "WN", "thema-wn"}};
  row.terms = {{"4.99", "USD", "", "9.99", false}};
  row.rules.territory = Territory::only;
  row.rules.countries = {"DE"};
  row.rules.sold_from = Timestamp{1'000'000};
  OwnBook& own = row.own.emplace();
  own.work_id = "abcd_w";
  own.copies_left = 3;
  own.cover = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  own.has_no_sample = true;
  own.files = {{"f", "epub", "application/epub+zip", "walden.epub",
                "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", "00", 5}};
  return row;
}

TEST(ListRow, ComesBackFromItsFrameAsItWas) {
  const std::string frame = encode_list_row(full_row());
  const auto row = parse_list_row(frame);
  ASSERT_TRUE(row) << row.error().to_string();
  EXPECT_EQ(encode_list_row(*row), frame);
  EXPECT_EQ(row->own->files[0].size, 5U);
  EXPECT_EQ(row->own->cover, full_row().own->cover);
  EXPECT_TRUE(row->own->has_no_sample);
  EXPECT_EQ(row->subjects, full_row().subjects);
  EXPECT_EQ(row->rules, full_row().rules);
}

TEST(ListRow, WhatAWorkerMayNotSayIsRefused) {
  const auto refused = [](auto change) {
    ListRow row = full_row();
    change(row);
    return !parse_list_row(encode_list_row(row)).has_value();
  };
  EXPECT_TRUE(refused([](ListRow& row) { row.record.title.clear(); }));
  EXPECT_TRUE(refused([](ListRow& row) { row.source = "a\nb"; }));
  EXPECT_TRUE(refused([](ListRow& row) { row.record.isbn13 = "9780306406158"; }));
  EXPECT_TRUE(refused([](ListRow& row) { row.own->files[0].cid = "../../etc/passwd"; }));
  EXPECT_TRUE(refused([](ListRow& row) { row.own->files[0].file_name = "../x"; }));
  EXPECT_TRUE(refused([](ListRow& row) { row.own->cover = "../../etc/passwd"; }));
  EXPECT_TRUE(refused([](ListRow& row) { row.key = "\xff"; }));
  EXPECT_FALSE(parse_list_row("AANF"));
  EXPECT_FALSE(refused([](ListRow&) {}));
}

TEST(MatchKey, TheSameBookInOtherWritingIsTheSame) {
  const std::vector<ContributorFact> austen = {{"Jane Austen", "", ContributorRole::author}};
  const std::vector<ContributorFact> turned = {{"Austen, Jane", "", ContributorRole::author}};
  const std::string key = match_key("The Watsons", austen, "en");
  EXPECT_FALSE(key.empty());
  EXPECT_EQ(key, match_key("Watsons", turned, "en-GB"));
  EXPECT_EQ(key, match_key("  the WATSONS.", austen, "en"));
  EXPECT_NE(key, match_key("The Watsons", austen, "de"));
  EXPECT_NE(key, match_key("The Watsons II", austen, "en"));
  EXPECT_EQ(match_key("The Watsons", {}, "en"), "") << "without an author nothing is matched";
  EXPECT_EQ(match_key("The Watsons", austen, "und"), "");
  const std::string open = open_match_key("The Watsons", austen);
  EXPECT_EQ(open, kept_match_key("Watsons", turned, "und"));
  EXPECT_NE(open, kept_match_key("Watsons", turned, "en"));
  EXPECT_TRUE(is_open_match_key(open) && !is_open_match_key(key));
  EXPECT_EQ(open_match_key("The Watsons", {}), "");
}

TEST(CanonicalLanguage, ListsWriteItInManyWays) {
  EXPECT_EQ(canonical_language("eng"), "en");
  EXPECT_EQ(canonical_language("ger"), "de");
  EXPECT_EQ(canonical_language("deu"), "de");
  EXPECT_EQ(canonical_language("en_us"), "en-US");
  EXPECT_EQ(canonical_language("EN-gb"), "en-GB");
  EXPECT_EQ(canonical_language("enm"), "enm");
  EXPECT_EQ(canonical_language(""), "und");
  EXPECT_EQ(canonical_language("English"), "und");
  EXPECT_EQ(canonical_language("mul"), "und");
}

}  // namespace
}  // namespace aan::catalog
