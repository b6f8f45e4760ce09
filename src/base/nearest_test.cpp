#include "base/nearest.hpp"

#include <gtest/gtest.h>

namespace aan {
namespace {

TEST(Nearest, AFewSlipsAreForgivenAndNoMore) {
  const std::vector<std::string> known = {"walden", "emma", "7K2M-93QD"};
  EXPECT_EQ(nearest_of(known, "wladen", 2), "walden");
  EXPECT_EQ(nearest_of(known, "wal", 2), "");
  EXPECT_EQ(nearest_of(known, "7k2m-93qd", 2), "7K2M-93QD");
  EXPECT_EQ(nearest_of(known, "7K2N-93QQ", 2), "7K2M-93QD");
  EXPECT_EQ(nearest_of({}, "emma", 2), "");
  EXPECT_EQ(nearest_of(known, std::string(1'000'000, 'a'), 2), "");
}

}  // namespace
}  // namespace aan
