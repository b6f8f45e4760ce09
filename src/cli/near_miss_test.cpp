#include "cli/near_miss.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace aan::cli {
namespace {

class NearMiss : public ::testing::Test {
 protected:
  NearMiss() {
    CLI::App* book = app_.add_subcommand("book");
    book->require_subcommand(1);
    CLI::App* price = book->add_subcommand("price");
    price->add_option("book", text_);
    price->add_option("--data", text_);
    price->add_flag("--json", flag_);
    book->add_subcommand("publish");
  }
  std::string said(const std::vector<std::string>& words) {
    return find_misspelt(app_, words).value_or("");
  }
  CLI::App app_{"", "aan"};
  std::string text_;
  bool flag_ = false;
};

TEST_F(NearMiss, RightWordsAreLeftAlone) {
  EXPECT_EQ(said({"book", "price", "pice", "--data", "boook", "--json"}), "");
  EXPECT_EQ(said({"book", "price", "--data=--jsn"}), "");
  EXPECT_EQ(said({"book", "price", "--", "--jsn"}), "");
  EXPECT_EQ(said({"book", "price", "pice", "-3"}), "") << "a number is a value";
}

TEST_F(NearMiss, ASlipNamesTheNearest) {
  EXPECT_EQ(said({"boko"}), "aan has no command boko. Did you mean book? See aan --help.");
  EXPECT_EQ(said({"book", "prize"}),
            "aan book has no command prize. Did you mean price? See aan book --help.");
  EXPECT_EQ(said({"book", "price", "--jsno=1"}),
            "aan book price has no flag --jsno. Did you mean --json? See aan book price --help.");
  EXPECT_NE(said({"book", "pub"}).find("publish?"), std::string::npos) << "a beginning is near";
}

TEST_F(NearMiss, NothingNearListsWhatThereIs) {
  EXPECT_EQ(said({"book", "frobnicate"}),
            "aan book has no command frobnicate. There is: price, publish. See aan book --help.");
  EXPECT_EQ(said({"book"}), "aan book needs a command: price, publish.");
}

TEST_F(NearMiss, HelpIsAlwaysGiven) {
  EXPECT_EQ(said({"--help", "boko"}), "");
  EXPECT_EQ(said({"book", "-h"}), "");
}

}  // namespace
}  // namespace aan::cli
