#include "node/config/settings_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "node/config/dotenv.hpp"
#include "testing/temp_folder.hpp"

namespace aan::node {
namespace {

TEST(SettingsFile, WhatIsWrittenIsReadAgainWhateverIsInIt) {
  const testing::TempFolder folder;
  EXPECT_EQ(read_settings(folder.path()).value(), "") << "none is no error";
  std::string text;
  for (const char* value : {"Calder & Daughters", R"(a "quoted" \ name)", "# no comment", "x # y",
                            "'single'", "$HOME ${X}", "Bücher"}) {
    text = with_settings(text, {{"NODE_NAME", value}}).value();
    ASSERT_TRUE(write_settings(folder.path(), text));
    const auto lines = parse_dotenv(read_settings(folder.path()).value(), "it").value();
    ASSERT_EQ(lines.size(), 1U) << value;
    EXPECT_EQ(lines[0].value, value);
  }
  struct stat facts{};
  ASSERT_EQ(::stat(settings_file(folder.path()).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U) << "keys of a processor are in it";
}

TEST(SettingsFile, OneChangeLeavesTheOthersAndAnEmptyOneTakesItsLineAway) {
  std::string text = with_settings("", {{"NODE_NAME", "A"}, {"MAIL_FROM", "a@b.example"}}).value();
  text = with_settings(text, {{"NODE_NAME", ""}, {"TAX_OSS", "true"}}).value();
  const auto lines = parse_dotenv(text, "it").value();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].name + "=" + lines[0].value, "MAIL_FROM=a@b.example");
  EXPECT_EQ(lines[1].name + "=" + lines[1].value, "TAX_OSS=true");
}

}  // namespace
}  // namespace aan::node
