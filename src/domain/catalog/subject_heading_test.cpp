#include "domain/catalog/subject_heading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

using testing::ElementsAre;

TEST(SubjectHeading, IsPartedByTwoDashesWithBlanksAroundThemOrWithout) {
  EXPECT_THAT(heading_parts("Europeans--Africa--Fiction"),
              ElementsAre("Europeans", "Africa", "Fiction"));
  EXPECT_THAT(heading_parts("Natural history--Massachusetts -- Walden Woods"),
              ElementsAre("Natural history", "Massachusetts", "Walden Woods"));
  EXPECT_THAT(heading_parts("Self-hosting"), ElementsAre("Self-hosting"));
}

TEST(SubjectHeading, HasNoEmptyPart) {
  EXPECT_THAT(heading_parts("-- Whales -- -- --"), ElementsAre("Whales"));
  EXPECT_THAT(heading_parts(" -- "), ElementsAre());
  EXPECT_THAT(heading_parts(""), ElementsAre());
}

}  // namespace
}  // namespace aan::catalog
