#include "domain/catalog/book_record_frame.hpp"

#include <gtest/gtest.h>

#include "domain/catalog/frame.hpp"

namespace aan::catalog {
namespace {

BookRecord full_record() {
  BookRecord record;
  record.format = "epub";
  record.media_type = "application/epub+zip";
  record.title = "Selling Without Permission";
  record.subtitle = "A field guide";
  record.language = "en";
  record.isbn13 = "9780306406157";
  record.published = "2024-05";
  record.description = "One.\n\nTwo.";
  record.contributors = {{"Inés Calder", "Calder, Inés", ContributorRole::author},
                         {"Tom", "", ContributorRole::translator}};
  record.subjects = {"Bookselling", "Essays"};
  record.series = "The Independent Shop";
  record.series_position = "1";
  record.accessibility = {true,        {"textual"},
                          {"textual"}, {"tableOfContents"},
                          {"none"},    {"EPUB Accessibility 1.1"},
                          "Somebody",  "All of it."};
  record.contents = {{"One", 0}, {"Inner", 1}};
  record.words = 12345;
  record.fixed_layout = true;
  return record;
}

std::string frame_with(FieldTag tag, std::string_view bytes) {
  FrameWriter out;
  out.put(FieldTag::title, "T").put(tag, bytes);
  return std::move(out).finish();
}

TEST(BookRecordFrame, ComesBackAsItWas) {
  const BookRecord in = full_record();
  const auto out = parse_book_record(encode_book_record(in));
  ASSERT_TRUE(out) << out.error().to_string();
  EXPECT_EQ(out->title, in.title);
  EXPECT_EQ(out->description, in.description);
  ASSERT_EQ(out->contributors.size(), 2U);
  EXPECT_EQ(out->contributors[0].sort_name, "Calder, Inés");
  EXPECT_EQ(out->contributors[1].role, ContributorRole::translator);
  EXPECT_EQ(out->subjects, in.subjects);
  EXPECT_TRUE(out->accessibility.stated);
  EXPECT_EQ(out->accessibility.features, in.accessibility.features);
  EXPECT_EQ(out->accessibility.summary, in.accessibility.summary);
  ASSERT_EQ(out->contents.size(), 2U);
  EXPECT_EQ(out->contents[1].depth, 1);
  EXPECT_EQ(out->words, 12345U);
  EXPECT_TRUE(out->fixed_layout);
  EXPECT_FALSE(out->has_scripts);
}

TEST(BookRecordFrame, OneWithoutAFileNeedsATitleAndOneWithAFileAKindThatIsSold) {
  BookRecord record;
  record.title = "Of a list";
  EXPECT_TRUE(parse_book_record(encode_book_record(record)));
  record.title.clear();
  EXPECT_FALSE(parse_book_record(encode_book_record(record)));
  record.title = "Of a file";
  record.format = "exe";
  EXPECT_FALSE(parse_book_record(encode_book_record(record)));
  record.format.clear();
  record.media_type = "application/epub+zip";
  EXPECT_FALSE(parse_book_record(encode_book_record(record)));
}

TEST(BookRecordFrame, EveryCutOfAGoodFrameIsRefused) {
  const std::string good = encode_book_record(full_record());
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_book_record(std::string_view(good).substr(0, size))) << size;
  EXPECT_FALSE(parse_book_record(good + "x"));
}

TEST(BookRecordFrame, LyingFieldsAreRefused) {
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::publisher, "a\nb")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::publisher, "\xff")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::publisher, "a\ufffe")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::description, "a\n\uffff")));
  EXPECT_TRUE(parse_book_record(frame_with(FieldTag::publisher, "a\ufffd")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::publisher, std::string(5000, 'x'))));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::isbn13, "9780306406158")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::published, "yesterday")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::words, "12")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::cover, "x")));
  EXPECT_FALSE(parse_book_record(frame_with(FieldTag::contributor, "x")));
  FrameWriter untitled;
  untitled.put(FieldTag::subtitle, "no title");
  EXPECT_FALSE(parse_book_record(std::move(untitled).finish()));
}

TEST(BookRecordFrame, MoreThanAListMayHoldIsRefused) {
  FrameWriter out;
  out.put(FieldTag::title, "T");
  for (std::size_t i = 0; i <= kListMax; ++i) out.put(FieldTag::subject, "s");
  EXPECT_FALSE(parse_book_record(std::move(out).finish()));
}

TEST(Frame, MoreFieldsThanAllowedAreRefused) {
  FrameWriter out;
  for (int i = 0; i < 5; ++i) out.put(FieldTag::warning, "w");
  const std::string frame = std::move(out).finish();
  EXPECT_TRUE(parse_frame(frame, 5));
  EXPECT_FALSE(parse_frame(frame, 4));
}

}  // namespace
}  // namespace aan::catalog
