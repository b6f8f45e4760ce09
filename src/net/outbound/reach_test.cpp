#include "net/outbound/reach.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <string>

namespace aan::net::outbound {
namespace {

bool is_public(const std::string& text) {
  if (text.find(':') == std::string::npos) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &v4.sin_addr), 1) << text;
    return is_public_address(reinterpret_cast<const sockaddr*>(&v4));
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return is_public_address(reinterpret_cast<const sockaddr*>(&v6));
}

TEST(Reach, AddressesOfThisMachineItsNetworkAndNobodyAreClosed) {
  // original 4.4.15: the guard of outgoing calls let through [::1], 0.0.0.0 and names that lead
  // inside
  for (const char* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.8",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.9",
                           "203.0.113.7",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "fe80::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2001::1",
                           "2001:10::1",
                           "2002:7f00:1::",
                           "64:ff9b::7f00:1",
                           "3fff::1",
                           "100::1",
                           "5f00::1"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(Reach, AddressesOfTheInternetAreOpen) {
  for (const char* text :
       {"1.1.1.1",        "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",    "126.255.255.255", "128.0.0.1",       "169.253.255.255",
        "172.15.255.255", "172.32.0.0",      "192.0.1.1",       "192.167.1.1",
        "198.17.255.255", "198.20.0.0",      "223.255.255.255", "2600::1",
        "2a00:1450::1",   "2001:4860::8888", "::ffff:1.1.1.1",  "64:ff9b::101:101"})
    EXPECT_TRUE(is_public(text)) << text;
}

TEST(Reach, AHostThatIsAnAddressOfThisMachineSaysSo) {
  for (const char* host : {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "10.0.0.7",
                           "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1",
                           "localhost", "LocalHost.", "a.localhost", ""})
    EXPECT_TRUE(is_private_host(host)) << host;
  for (const char* host :
       {"1.1.1.1", "2600::1", "books.example", "localhost.example", "127.example"})
    EXPECT_FALSE(is_private_host(host)) << host;
}

TEST(Reach, OtherFamiliesAreClosed) {
  sockaddr nothing{};
  nothing.sa_family = AF_UNIX;
  EXPECT_FALSE(is_public_address(&nothing));
  EXPECT_FALSE(is_public_address(nullptr));
}

}  // namespace
}  // namespace aan::net::outbound
