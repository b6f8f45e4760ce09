#include "web/view/books/opening.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

TEST(Opening, AShortTextIsWhole) {
  EXPECT_EQ(opening("A walk.", 40), "A walk.");
  EXPECT_EQ(opening("", 40), "");
}

TEST(Opening, ALongOneEndsAtASentenceOrAWordAndNeverInsideOne) {
  EXPECT_EQ(opening("Two years at a pond. He counted boards and nails.", 40),
            "Two years at a pond.");
  EXPECT_EQ(opening("Two years and two months beside a pond in a wood", 20), "Two years and two …");
  EXPECT_EQ(opening("Go. Two years and two months beside a pond", 20), "Go. Two years and …");
}

TEST(Opening, LinesBecomeOneAndALetterOfManyBytesStaysWhole) {
  EXPECT_EQ(opening("Zwei\nJahre\n\nam See", 40), "Zwei Jahre am See");
  EXPECT_EQ(opening("ééééé", 5), "éé …");
}

}  // namespace
}  // namespace aan::web
