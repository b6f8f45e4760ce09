#include "domain/webhook/event.hpp"

#include <gtest/gtest.h>

namespace aan::webhook {
namespace {

TEST(WebhookEvent, EveryKindHasANameThatLeadsBackToIt) {
  for (const EventKind kind : subscribable_kinds()) {
    EXPECT_EQ(parse_event_kind(name_of(kind)), kind);
    EXPECT_NE(kind, EventKind::ping) << "nobody subscribes to it";
  }
  EXPECT_EQ(parse_event_kind("ping"), EventKind::ping);
  EXPECT_FALSE(parse_event_kind("order.lost"));
}

TEST(WebhookEvent, KindsAreTypedInAnyOrderAndStandOnce) {
  EXPECT_EQ(text_of(*parse_event_kinds(" refund.settled,order.paid  order.paid")),
            "order.paid refund.settled");
  EXPECT_EQ(parse_event_kinds("all")->size(), subscribable_kinds().size());
}

TEST(WebhookEvent, NoneAnUnknownOneAndAPingAreRefused) {
  for (const char* text :
       {"", " ", "order.paid order.lost", "ping", "all order.paid", "ORDER.PAID"})
    EXPECT_EQ(parse_event_kinds(text).error().reason, "webhook_events") << text;
}

}  // namespace
}  // namespace aan::webhook
