#include "node/admin_listen.hpp"

#include <gtest/gtest.h>

namespace aan::node {
namespace {

TEST(AdminListen, IsAnAddressASocketFileOrOff) {
  const auto tcp = parse_admin_listen("127.0.0.1:9090");
  ASSERT_TRUE(tcp);
  EXPECT_EQ(tcp->address, "127.0.0.1");
  EXPECT_EQ(tcp->port, 9090);
  EXPECT_TRUE(tcp->is_loopback());
  const auto v6 = parse_admin_listen("[::1]:0");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->address, "::1");
  EXPECT_EQ(v6->text(), "[::1]:0");
  EXPECT_TRUE(v6->is_loopback());
  EXPECT_FALSE(parse_admin_listen("192.0.2.7:9090")->is_loopback());
  const auto file = parse_admin_listen("unix:/run/shop/admin.sock");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->unix_socket, "/run/shop/admin.sock");
  EXPECT_EQ(file->text(), "unix:/run/shop/admin.sock");
  EXPECT_TRUE(parse_admin_listen("off")->is_off());
  EXPECT_TRUE(parse_admin_listen("")->is_off());
}

TEST(AdminListen, WhatIsNoneOfThemIsRefusedWithWhatToWrite) {
  for (const char* bad :
       {"9090", ":9090", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "localhost:9090", "unix:", "unix:admin.sock", "on", "127.0.0.1:9090 "}) {
    const auto parsed = parse_admin_listen(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_TRUE(parsed.error().safe.contains("such as")) << bad;
  }
  EXPECT_FALSE(parse_admin_listen("unix:/" + std::string(200, 'a')));
}

}  // namespace
}  // namespace aan::node
