#include "net/status.hpp"

#include <gtest/gtest.h>

namespace aan::net {
namespace {

TEST(Status, EveryKindOfErrorHasAStatusOfAnError) {
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) {
    Error error;
    error.code = static_cast<Errc>(code);
    const int status = status_of(error);
    EXPECT_GE(status, 400) << name_of(error.code);
    EXPECT_LE(status, 504) << name_of(error.code);
  }
}

TEST(Status, OursAre500AndTheClientsAreNot) {
  EXPECT_EQ(status_of(Error{}), 500);
  Error error;
  error.code = Errc::gone;
  EXPECT_EQ(status_of(error), 410);
}

}  // namespace
}  // namespace aan::net
