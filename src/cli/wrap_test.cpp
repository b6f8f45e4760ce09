#include "cli/wrap.hpp"

#include <gtest/gtest.h>

namespace aan::cli {
namespace {

TEST(Wrap, BreaksAtBlanksAndKeepsEveryWord) {
  EXPECT_EQ(wrapped("one two three", 7, 0), "one two\nthree");
  EXPECT_EQ(wrapped("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(wrapped("one", 7, 2), "one");
  EXPECT_EQ(wrapped("", 7, 2), "");
}

TEST(Wrap, AWordThatFitsNowhereHasALineOfItsOwn) {
  EXPECT_EQ(wrapped("a 1234567890 b", 5, 0), "a\n1234567890\nb");
}

}  // namespace
}  // namespace aan::cli
