#include "domain/webhook/endpoint.hpp"

#include <gtest/gtest.h>

#include "domain/webhook/shown_url.hpp"

namespace aan::webhook {
namespace {

TEST(WebhookEndpoint, AnAddressIsHttpsWithAHost) {
  for (const char* good :
       {"https://stock.example", "https://stock.example:8443/hooks?shop=1",
        "HTTPS://stock.example/", " https://[2001:db8::1]:8443/x ", "https://stock.example/a@b"})
    EXPECT_TRUE(parse_endpoint_url(good, false)) << good;
  for (const char* bad :
       {"", "stock.example", "http://stock.example", "ftp://stock.example", "https://",
        "https:///path", "https://ada:secret@stock.example/", "https://stock.example/#part",
        "https://stock.example/a b", "https://stock.example:port/", "https://stock.example:123456/",
        "https://[::1/", "https://st\303\266ck.example/", "https://stock.example\\evil.example/",
        "https://[::1]x/"})
    EXPECT_EQ(parse_endpoint_url(bad, false).error().reason, "webhook_url") << bad;
  EXPECT_TRUE(parse_endpoint_url("http://127.0.0.1:9/x", true));
  EXPECT_FALSE(parse_endpoint_url("https://stock.example/" + std::string(500, 'x'), true));
}

TEST(WebhookEndpoint, TheHostIsFoundWhateverStandsAroundIt) {
  EXPECT_EQ(host_of("https://stock.example:8443/a?b"), "stock.example");
  EXPECT_EQ(host_of("https://stock.example?b=/"), "stock.example");
  EXPECT_EQ(host_of("https://[2001:db8::1]:8443/"), "2001:db8::1");
  EXPECT_EQ(host_of("nonsense"), "");
}

TEST(WebhookEndpoint, ValuesOfItsQueryAreNotShownAndWhatIsShownIsNoAddress) {
  EXPECT_EQ(shown_url("https://stock.example/hooks"), "https://stock.example/hooks");
  EXPECT_EQ(shown_url("https://stock.example/hooks?shop=1&key=s3cret&flag=&s3cret"),
            "https://stock.example/hooks?shop=…&key=…&…&…");
  for (const char* token : {"dG9rZW4=", "dG9rZQ==", "a="})
    EXPECT_EQ(shown_url("https://stock.example?" + std::string(token)), "https://stock.example?…");
  EXPECT_EQ(shown_url("https://stock.example?a=b=c?d"), "https://stock.example?a=…");
  EXPECT_FALSE(parse_endpoint_url(shown_url("https://stock.example/?key=s3cret"), true));
}

TEST(WebhookEndpoint, OneThatEndedWantsNothing) {
  Endpoint endpoint;
  endpoint.events = {EventKind::order_paid};
  EXPECT_TRUE(wants(endpoint, EventKind::order_paid));
  EXPECT_FALSE(wants(endpoint, EventKind::order_refunded));
  endpoint.ended_at = Timestamp{};
  EXPECT_FALSE(wants(endpoint, EventKind::order_paid));
}

}  // namespace
}  // namespace aan::webhook
