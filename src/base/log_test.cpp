#include "base/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace aan {
namespace {

std::string line_of(std::string_view value) {
  ::testing::internal::CaptureStderr();
  log::warn("test.event", {{"value", value}, {"count", 7}});
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, OneEventIsOneLineWhateverItHolds) {
  const std::string line = line_of("a\r\nb\x1b[31m\x7f \"q\" \\ \u2028 \u2029 \u009b \u0085 Zoë");
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_EQ(line.back(), '\n');
  EXPECT_NE(line.find(R"("value":"a\u000d\u000ab\u001b[31m\u007f \"q\" \\ )"
                      R"(\u2028 \u2029 \u009b \u0085 Zoë","count":7})"),
            std::string::npos)
      << line;
  EXPECT_NE(line.find(R"("level":"warn","event":"test.event")"), std::string::npos);
}

TEST(Log, WhatIsNotSeenOrTurnsTheLineIsWrittenOut) {
  const std::string line = line_of("annex\u202efdp.epub \u200b\u2066\ufeff\u061c 👩 ß €");
  EXPECT_NE(line.find(R"(annex\u202efdp.epub \u200b\u2066\ufeff\u061c 👩 ß €)"), std::string::npos)
      << line;
}

// Sets a form for one test.
struct InFormat {
  explicit InFormat(log::Format format) { log::set_format(format); }
  ~InFormat() { log::set_format(log::Format::json); }
};

TEST(Log, AsTextALineIsForPeopleAndStillOneLine) {
  const InFormat text(log::Format::text);
  const std::string line = line_of("two\nwords \x1b[31m");
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_TRUE(line.ends_with(R"(  warn   test.event  value="two\u000awords \u001b[31m" count=7)"
                             "\n"))
      << line;
  EXPECT_TRUE(line_of("plain").ends_with("  value=plain count=7\n"));
  EXPECT_TRUE(line_of("").ends_with("  value=\"\" count=7\n"));
}

TEST(Log, ColoursStandAroundTheLevelAlone) {
  const InFormat coloured(log::Format::coloured);
  const std::string line = line_of("x");
  EXPECT_NE(line.find("\x1b[33mwarn \x1b[0m  test.event  value=x"), std::string::npos) << line;
}

TEST(Log, IllFormedTextIsNotWritten) {
  EXPECT_NE(line_of("a\xff").find("(not UTF-8)"), std::string::npos);
}

TEST(Log, LongValuesAreCut) { EXPECT_LT(line_of(std::string(100'000, 'x')).size(), 2300U); }

TEST(Log, QuietLevelsAreNotWritten) {
  ::testing::internal::CaptureStderr();
  log::write(log::Level::debug, "test.quiet");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace aan
