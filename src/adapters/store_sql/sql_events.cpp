#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_webhooks.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kEventsMax = 1000;

std::int64_t within(std::int64_t limit) { return std::clamp<std::int64_t>(limit, 1, kEventsMax); }

}  // namespace

Result<std::vector<webhook::EventId>> SqlWebhooks::unnumbered(std::int64_t limit) const {
  using Ids = std::vector<webhook::EventId>;
  return db_.attempt("store.unnumbered_events", [&]() -> Result<Ids> {
    // What happens at one moment is told in the order in which kinds stand: paid, then fulfilled.
    struct Fresh {
      Timestamp at;
      webhook::EventKind kind = webhook::EventKind::ping;
      webhook::EventId id;
      auto operator<=>(const Fresh&) const = default;
    };
    std::vector<Fresh> fresh;
    Rows rows(db_,
              "SELECT at, kind, id FROM webhook_event WHERE number IS NULL ORDER BY at, id "
              "LIMIT :limit",
              {within(limit)});
    while (rows.next()) {
      Fresh& one = fresh.emplace_back();
      one.at = rows.time();
      one.kind = rows.named(webhook::parse_event_kind);
      one.id = rows.id<webhook::EventId>();
    }
    std::ranges::sort(fresh);
    Ids ids;
    for (Fresh& one : fresh) ids.push_back(std::move(one.id));
    return ids;
  });
}

Result<std::vector<webhook::NumberedEvent>> SqlWebhooks::events_after(std::int64_t number,
                                                                      std::int64_t limit) const {
  using Events = std::vector<webhook::NumberedEvent>;
  return db_.attempt("store.events_after", [&]() -> Result<Events> {
    Events events;
    Rows rows(db_,
              "SELECT number, id, kind, subject, label, part, event_amount, event_asset, is_test, "
              "at FROM webhook_event WHERE number IS NOT NULL AND number > :number "
              "ORDER BY number LIMIT :limit",
              {number, within(limit)});
    while (rows.next()) {
      webhook::NumberedEvent& one = events.emplace_back();
      one.number = rows.number();
      one.event.id = rows.id<webhook::EventId>();
      one.event.kind = rows.named(webhook::parse_event_kind);
      one.event.subject = rows.text();
      one.event.label = rows.text();
      one.event.part = rows.text();
      one.event.amount = rows.maybe_money();
      one.event.is_test = rows.flag();
      one.event.at = rows.time();
    }
    return events;
  });
}

Result<ports::EventNumbers> SqlWebhooks::event_numbers() const {
  return db_.attempt("store.event_numbers", [&]() -> Result<ports::EventNumbers> {
    ports::EventNumbers numbers;
    {
      Rows rows(db_, "SELECT last_number FROM webhook_event_count WHERE only_one = 1 LIMIT 1");
      if (rows.next()) numbers.last = rows.number();
    }
    numbers.first = numbers.last + 1;
    Rows rows(db_,
              "SELECT number FROM webhook_event WHERE number IS NOT NULL ORDER BY number LIMIT 1");
    if (rows.next()) numbers.first = rows.number();
    return numbers;
  });
}

Result<> SqlWebhooks::number_event(const webhook::EventId& id) {
  return db_.attempt("store.number_event", [&]() -> Result<> {
    {
      Rows rows(db_, "SELECT 1 FROM webhook_event WHERE id = :id AND number IS NULL LIMIT 1", {id});
      if (!rows.next()) return {};
    }
    db_.run(
        "INSERT INTO webhook_event_count (only_one, last_number) VALUES (1, 1) ON CONFLICT "
        "(only_one) DO UPDATE SET last_number = webhook_event_count.last_number + 1",
        {});
    db_.run(
        "UPDATE webhook_event SET number = (SELECT last_number FROM webhook_event_count WHERE "
        "only_one = 1) WHERE id = :id",
        {id});
    return {};
  });
}

}  // namespace aan::store_sql
