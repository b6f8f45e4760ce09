#include "net/address.hpp"

#include <gtest/gtest.h>

#include "net/authority.hpp"

namespace aan::net {
namespace {

PeerAddress at(std::string_view text) { return parse_address(text).value(); }

TEST(PeerAddress, IsReadAndWritten) {
  EXPECT_EQ(at("192.0.2.7").text(), "192.0.2.7");
  EXPECT_EQ(at("::ffff:192.0.2.7").text(), "192.0.2.7");
  EXPECT_EQ(at("2001:DB8::1").text(), "2001:db8::1");
  EXPECT_TRUE(at("127.8.9.10").is_loopback());
  EXPECT_TRUE(at("::1").is_loopback());
  EXPECT_FALSE(at("::2").is_loopback());
  EXPECT_EQ(at("2001:db8::1").client_key(), at("2001:db8::ffff").client_key());
  for (const char* wrong : {"", "1.2.3", "1.2.3.4:80", "[::1]", "unix", "fe80::1%eth0", "01.2.3.4"})
    EXPECT_FALSE(parse_address(wrong)) << wrong;
}

TEST(TrustedProxies, TheClientIsTheRightmostAddressThatIsNotTrusted) {
  // original 6.3.4: limits counted the proxy as the visitor
  const auto proxies = TrustedProxies::create({"10.0.0.0/8", "::1", "192.0.2.128/25"}).value();
  const PeerAddress proxy = at("10.1.2.3");
  EXPECT_EQ(proxies.client(proxy, "").text(), "10.1.2.3");
  EXPECT_EQ(proxies.client(proxy, "203.0.113.9").text(), "203.0.113.9");
  EXPECT_EQ(proxies.client(proxy, "6.6.6.6, 203.0.113.9 , 10.9.9.9").text(), "203.0.113.9");
  EXPECT_EQ(proxies.client(proxy, "6.6.6.6, nonsense, 10.9.9.9").text(), "10.9.9.9");
  EXPECT_EQ(proxies.client(at("203.0.113.1"), "6.6.6.6").text(), "203.0.113.1");
  EXPECT_TRUE(proxies.contains(at("192.0.2.200")));
  EXPECT_FALSE(proxies.contains(at("192.0.2.100")));
  EXPECT_FALSE(proxies.contains(at("11.0.0.1")));
}

TEST(TrustedProxies, OptionsThatAreNoRangesAreRefused) {
  for (const char* wrong :
       {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/a", "proxy.example", ""})
    EXPECT_FALSE(TrustedProxies::create({wrong})) << wrong;
  EXPECT_TRUE(TrustedProxies::create({"0.0.0.0/0", "::/0", "unix"}));
}

TEST(Authority, ComparesInOneForm) {
  EXPECT_EQ(parse_authority("Shop.Example:443")->normal_form("https"), "shop.example");
  EXPECT_EQ(parse_authority("Shop.Example:443")->normal_form("http"), "shop.example:443");
  EXPECT_EQ(parse_authority("[::1]:80")->normal_form("http"), "[::1]");
  for (const char* wrong : {"", ":80", "a:", "a:0", "a:65536", "a:8x", "a b", "a/b", "a@b", "[::1",
                            "[a]", "::1", "a.", ".a", "a:1:2", "é"})
    EXPECT_FALSE(parse_authority(wrong)) << wrong;
}

TEST(HostPolicy, OnlyNamesOnTheListAreAnswered) {
  auto policy = HostPolicy::create({"shop.example", "alt.example:8443"}).value();
  const auto allows = [&](std::string_view text, std::string_view scheme = "http") {
    return policy.allows(*parse_authority(text), scheme, /*peer_is_loopback=*/false);
  };
  EXPECT_TRUE(allows("SHOP.example"));
  EXPECT_TRUE(allows("shop.example:80"));
  EXPECT_TRUE(allows("shop.example:443", "https"));
  EXPECT_FALSE(allows("shop.example:8080"));
  EXPECT_TRUE(allows("alt.example:8443", "https"));
  EXPECT_FALSE(allows("alt.example"));
  EXPECT_FALSE(allows("evil.example"));
  EXPECT_FALSE(allows("localhost:8080"));
  policy.allow_loopback(HostPolicy::Loopback::from_loopback_peers, 8080);
  EXPECT_FALSE(allows("localhost:8080"));
  EXPECT_TRUE(policy.allows(*parse_authority("localhost:8080"), "http", true));
  policy.allow_loopback(HostPolicy::Loopback::always, 8080);
  EXPECT_TRUE(allows("[::1]:8080"));
  EXPECT_FALSE(allows("127.0.0.1:8081"));
  EXPECT_FALSE(HostPolicy::create({"https://shop.example"}));
}

}  // namespace
}  // namespace aan::net
