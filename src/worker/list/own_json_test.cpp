#include <gtest/gtest.h>

#include "domain/catalog/list_row_frame.hpp"
#include "worker/list/read_list.hpp"

namespace aan::worker::list {
namespace {

using catalog::ListFormat;

struct Read {
  std::vector<catalog::ListRow> rows;
  Result<ListFacts> facts;
};

Read read(std::string text) {
  Source source = Source::of(std::move(text));
  Read it{{}, ListFacts{}};
  it.facts = read_list(source, std::nullopt, [&](catalog::ListRow&& row) -> Result<> {
    it.rows.push_back(std::move(row));
    return {};
  });
  return it;
}

const std::string kHead = "{\"format\":\"aan-catalogue-1\",\"books\":[\n";
const std::string kBook =
    R"({"edition":{"id":"abcd_e","language":"en","isbn13":"","files":[]},"merged_into":"",)"
    R"("offer":{"id":"abcd_o","rules":{"territory":"everywhere","countries":[]},"terms":[)"
    R"({"price":{"amount":"499","currency":"USD"},"buyer_sets_price":false}]},)"
    R"("work":{"id":"abcd_w","title":"A","slug":"a","visibility":"listed"}})";

// Why the book is refused when it says `to` where it says `from`; empty: it is taken.
std::string said(const std::string& from, const std::string& to) {
  std::string changed = kBook;
  changed.replace(changed.find(from), from.size(), to);
  return read(kHead + changed + "\n]}\n").rows.at(0).problem;
}

std::string with_slug(const std::string& slug) {
  return said("\"slug\":\"a\"", "\"slug\":\"" + slug + "\"");
}
std::string with_language(const std::string& tag) {
  return said("\"language\":\"en\"", "\"language\":\"" + tag + "\"");
}
// The same with one more member of its edition, or of its offer.
std::string with_fact(const std::string& member) {
  return said("\"isbn13\"", member + ",\"isbn13\"");
}
std::string with_term(const std::string& member) {
  return said("\"rules\"", member + ",\"rules\"");
}

std::string list_of(int count, const std::string& word) {
  std::string list;
  for (int i = 0; i < count; ++i) list += (i == 0 ? "\"" : ",\"") + word + "\"";
  return "[" + list + "]";
}

TEST(Own, ABookStandsOnEachLineAndAWrongOneCostsItselfAlone) {
  const auto it = read("{\"format\":\"aan-catalogue-1\",\"site\":\"abcd\",\"books\":[\n" + kBook +
                       ",\n{\"work\":1}\n]}\n");
  ASSERT_TRUE(it.facts);
  EXPECT_EQ(it.facts->format, ListFormat::own);
  EXPECT_TRUE(it.facts->notes.empty());
  ASSERT_EQ(it.rows.size(), 2U);
  EXPECT_EQ(it.rows[0].own->work_id, "abcd_w");
  EXPECT_EQ(it.rows[0].terms[0].price, "4.99");
  EXPECT_TRUE(it.rows[0].own->names.empty()) << "an export of before says none";
  const auto known =
      read(kHead + kBook.substr(0, kBook.size() - 1) +
           R"(,"edited":["price","title"],"names":[{"digest":"ab","key":"1","source":"s"}]})" +
           "\n]}\n");
  ASSERT_EQ(known.rows.size(), 1U);
  const auto carried = catalog::parse_list_row(catalog::encode_list_row(known.rows[0]));
  ASSERT_TRUE(carried);
  ASSERT_EQ(carried->own->names.size(), 1U);
  EXPECT_EQ(carried->own->names[0].source + carried->own->names[0].key, "s1");
  EXPECT_EQ(carried->own->names[0].digest, "ab");
  EXPECT_EQ(carried->own->edited, (std::vector<std::string>{"price", "title"}));
  EXPECT_EQ(it.rows[1].problem, "work is not an object.");
  EXPECT_EQ(it.rows[1].line, 3U);
  const auto anew = read("{ \"format\": \"aan-catalogue-1\", \"books\": [" + kBook + "] }");
  EXPECT_EQ(anew.facts->format, ListFormat::own) << "with other blanks it is the same";
  EXPECT_EQ(anew.rows.size(), 1U);
  EXPECT_EQ(read("\xEF\xBB\xBF{ \"format\": \"aan-catalogue-1\", \"books\": [] }").facts->format,
            ListFormat::own);
  const auto cut = read(kHead + kBook + "\n");
  EXPECT_EQ(cut.facts->notes.size(), 1U);
}

TEST(Own, BundlesStandBehindTheBooks) {
  const std::string bundle =
      R"({"description":"","id":"i","slug":"s","terms":[{"price":{"amount":"499",)"
      R"("currency":"USD"}}],"title":"T","visibility":"hidden","works":["a","b"]})";
  const auto it = read("{\"format\":\"aan-catalogue-1\",\"books\":[\n\n],\"bundles\":[\n" + bundle +
                       ",\n{\"id\":1}\n]}\n");
  ASSERT_TRUE(it.facts);
  ASSERT_EQ(it.facts->bundles.size(), 1U);
  EXPECT_EQ(it.facts->bundles[0].terms.at(0).price, "4.99");
  EXPECT_TRUE(it.facts->bundles[0].is_hidden);
  EXPECT_EQ(it.facts->notes, std::vector<std::string>{"A bundle was left out. id is not text."});
}

TEST(Own, ASlugIsALineOfLettersAndALanguageATag) {
  const std::string none = "slug is none: small letters, digits and hyphens.";
  EXPECT_EQ(with_slug("../desk"), none);
  for (const char* slug : {"\u00e4rger-2", "\u7f85\u751f\u9580", "\u0434\u043e\u043c-2", "book-2"})
    EXPECT_EQ(with_slug(slug), "") << slug;
  for (const char* slug : {"a\u202e", "a\u200bb", "a\u061cb", "a\u3000b", "a\u00a0b", "a\u2014b",
                           "a\u00adb", "A", "a b", "a%20b"})
    EXPECT_EQ(with_slug(slug), none) << slug;
  EXPECT_EQ(with_language("pt-BR"), "");
  EXPECT_EQ(with_language(""), "");
  for (const std::string& tag :
       {std::string("-"), std::string("-en"), std::string("---"), std::string(300, 'e')})
    EXPECT_EQ(with_language(tag), "language is no tag such as en or pt-BR.") << tag;
}

TEST(Own, WhatTheShopWouldRefuseCostsOneBookAndNotTheList) {
  const auto access = [](const std::string& member) {
    return with_fact("\"accessibility\":{" + member + "}");
  };
  EXPECT_EQ(access("\"features\":" + list_of(64, "x")), "");
  EXPECT_EQ(access("\"features\":" + list_of(100, "x")),
            "It holds what no shop takes: too many accessibility facts.");
  EXPECT_EQ(access("\"summary\":\"" + std::string(100'000, 's') + "\""),
            "It holds what no shop takes: a line with unclean text.");
  EXPECT_EQ(said("\"countries\":[]", "\"countries\":" + list_of(400, "DE")),
            "It holds what no shop takes: too many countries.");
  EXPECT_EQ(said("\"files\":[]", R"("files":[{"id":"f","format":"epub","cid":"none"}])"),
            "It holds what no shop takes: a file without a CID.");
  EXPECT_EQ(said("\"merged_into\"", "\"cover\":\"none\",\"merged_into\""),
            "It holds what no shop takes: a cover without a CID.");
}

TEST(Own, NumbersAreSuchAsAShopCanKeep) {
  for (const char* number : {"9223372036854775808", "9223372036854775807", "-1", "1.5", "\"1\""}) {
    const std::string value = std::string(":") + number;
    EXPECT_EQ(with_fact("\"words\"" + value), "words is not a number from 0 up, or too large.");
    EXPECT_EQ(with_fact("\"version\"" + value), "version is not a number from 0 up, or too large.");
    EXPECT_NE(with_term("\"copies_left\"" + value), "") << number;
    EXPECT_NE(with_term("\"licence_seats\"" + value), "") << number;
  }
  EXPECT_EQ(with_fact("\"version\":0"), "version is less than 1.");
  EXPECT_EQ(with_term("\"licence_seats\":0"), "licence_seats is less than 1.");
  EXPECT_EQ(with_term("\"copies_left\":0"), "");
  EXPECT_EQ(with_fact("\"words\":0"), "");
}

TEST(Own, ABundleIsHeldToTheSameLimits) {
  const auto notes = [](const std::string& slug) {
    return read(kHead + kBook +
                "\n],\"bundles\":[\n{\"id\":\"b\",\"title\":\"B\",\"terms\":[],\"works\":[],"
                "\"slug\":"
                "\"" +
                slug + "\"}\n]}\n")
        .facts->notes;
  };
  EXPECT_TRUE(notes("two").empty());
  EXPECT_EQ(notes("a\u202e"),
            std::vector<std::string>{"A bundle was left out. slug is none: small letters, digits "
                                     "and hyphens."});
  const auto parts = read(kHead + kBook +
                          "\n],\"bundles\":[\n{\"id\":\"b\",\"title\":\"B\",\"terms\":[],"
                          "\"works\":[],\"slug\":\"b\",\"description\":\"A\\r\\n\\r\\nB\"}\n]}\n");
  ASSERT_EQ(parts.facts->bundles.size(), 1U);
  EXPECT_EQ(parts.facts->bundles[0].description, "A\n\nB");
}

}  // namespace
}  // namespace aan::worker::list
