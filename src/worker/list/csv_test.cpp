#include "worker/list/csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/catalog/csv_guard.hpp"

namespace aan::worker::list {
namespace {

std::vector<CsvRow> rows_of(std::string text) {
  Source source = Source::of(std::move(text));
  CsvReader reader(source);
  std::vector<CsvRow> rows;
  for (CsvRow row; reader.next(row).value_or(false);) rows.push_back(row);
  return rows;
}

std::vector<std::string> only_row(const std::string& text) {
  const auto rows = rows_of(text);
  EXPECT_EQ(rows.size(), 1U) << text;
  return rows.empty() ? std::vector<std::string>{} : rows.front().fields;
}

using Fields = std::vector<std::string>;

TEST(Csv, FieldsInQuotesHoldSeparatorsQuotesAndLineEnds) {
  EXPECT_EQ(only_row("a,b,c"), (Fields{"a", "b", "c"}));
  EXPECT_EQ(only_row("\"a,1\",\"say \"\"hello\"\"\",\"two\r\nlines\"\r\n"),
            (Fields{"a,1", "say \"hello\"", "two\r\nlines"}));
  EXPECT_EQ(only_row(",,"), (Fields{"", "", ""}));
  EXPECT_EQ(only_row("\"\",x"), (Fields{"", "x"}));
  EXPECT_EQ(only_row("5\" nails,x"), (Fields{"5\" nails", "x"}));
}

TEST(Csv, TakesEveryLineEndAndTheSeparatorThatTheFirstLineHasMostOf) {
  EXPECT_EQ(rows_of("a,b\nc,d\r\ne,f\rg,h").size(), 4U);
  EXPECT_EQ(only_row("a;b,c;d"), (Fields{"a", "b,c", "d"}));
  EXPECT_EQ(only_row("a\tb;c\td"), (Fields{"a", "b;c", "d"}));
  EXPECT_EQ(only_row("\xEF\xBB\xBFtitle,b"), (Fields{"title", "b"}));
}

TEST(Csv, ACellIsGuardedAgainstFormulasAndReadBackAsItWas) {
  for (const std::string cell :
       {"=1+1", "+4 nails", "-", "@home", "'=1+1", "''-x", "'tis", "Emma", ""})
    EXPECT_EQ(catalog::unguarded_cell(catalog::guarded_cell(cell)), cell);
  EXPECT_EQ(catalog::guarded_cell("=1+1"), "'=1+1");
  EXPECT_EQ(catalog::guarded_cell("'tis"), "'tis") << "no formula, and none that was guarded";
}

TEST(Csv, LinesAreCountedThroughQuotesAndEmptyLines) {
  const auto rows = rows_of("a,b\n\"x\ny\",1\n\n\nz,2\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].line, 1U);
  EXPECT_EQ(rows[1].line, 2U);
  EXPECT_EQ(rows[2].line, 6U);
}

TEST(Csv, WhatIsNotUtf8IsRefusedAsAWholeAndWhatIsCutAtTheEndOfTheHeadIsNot) {
  const auto fault = [](const std::string& text) {
    Source source = Source::of(std::string(text));
    CsvReader reader(source);
    CsvRow row;
    for (;;) {
      const auto more = reader.next(row);
      if (!more) return more.error().safe;
      if (!*more) return std::string();
    }
  };
  EXPECT_EQ(fault("a,b\nM\xFCller,1\nz,2\n"),
            "This file is not UTF-8. Save it as CSV UTF-8 and send it again.");
  std::string large = "a,b\n";
  while (large.size() < 200'000) large += "M\xC3\xBCller,1\nx,\xC3\xBC\n";
  EXPECT_EQ(fault(large), "");
  const auto line = std::to_string(std::ranges::count(large, '\n') + 1);
  EXPECT_EQ(fault(large + "M\xFCller,1\n"),
            "Line " + line + " is not UTF-8. Save it as CSV UTF-8 and send it again.");
}

TEST(Csv, ARowThatCannotBeReadIsToldAndTheNextOneIsRead) {
  const auto after_quote = rows_of("a,b\n\"x\"y,1\nz,2\n");
  ASSERT_EQ(after_quote.size(), 3U);
  EXPECT_EQ(after_quote[1].problem, "There is text after a closing quote.");
  EXPECT_EQ(after_quote[2].fields, (Fields{"z", "2"}));
  const auto open = rows_of("a,b\nx,\"never closed\nz,2\n");
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[1].problem, "A quote is opened and never closed.");
  EXPECT_EQ(open[1].line, 2U);
}

TEST(Csv, NothingGrowsBeyondItsLimit) {
  const std::string large(kCsvFieldBytesMax + 1, 'x');
  const auto field = rows_of("a,b\n" + large + ",1\nz,2\n");
  ASSERT_EQ(field.size(), 3U);
  EXPECT_EQ(field[1].problem, "A field of it is larger than 256 KB.");
  EXPECT_EQ(field[2].fields, (Fields{"z", "2"}));
  std::string many = "a";
  for (std::size_t i = 0; i < kCsvFieldsMax; ++i) many += ",b";
  EXPECT_EQ(rows_of(many + "\nz\n").front().problem, "It has more than 512 fields.");
  std::string row;
  for (int i = 0; i < 10; ++i) row += std::string(kCsvFieldBytesMax / 2, 'y') + ",";
  EXPECT_EQ(rows_of("a,b\n" + row + "\n")[1].problem, "It is larger than 1 MB.");
}

TEST(Csv, SixteenBitTextIsRefusedWithWhatToDo) {
  Source source =
      Source::of(std::string("\xFF\xFE"
                             "a\0",
                             4));
  CsvReader reader(source);
  CsvRow row;
  const auto read = reader.next(row);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().safe.find("UTF-16"), std::string::npos);
}

}  // namespace
}  // namespace aan::worker::list
