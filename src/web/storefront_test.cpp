#include "web/storefront.hpp"

#include <gtest/gtest.h>

namespace aan::web {
namespace {

TEST(Maintenance, SaysThatAShopInTestModeIsOne) {
  const Error error{Errc::unavailable, "starting", "not ready", "", 2};
  const auto body = [&](bool is_sandbox) {
    return std::get<std::string>(
        render_maintenance("Night Shelves", is_sandbox, {}, 503, error).body);
  };
  EXPECT_NE(body(true).find("test mode"), std::string::npos);
  EXPECT_EQ(body(false).find("test mode"), std::string::npos);
}

}  // namespace
}  // namespace aan::web
