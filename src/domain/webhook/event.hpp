#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::webhook {

using EventId = Id<struct EventTag>;

/// What other programs can be told of.
enum class EventKind : std::uint8_t {
  order_placed,
  order_paid,
  order_fulfilled,
  order_cancelled,
  order_refunded,
  order_disputed,
  order_charged_back,
  order_payment_lost,
  refund_settled,
  refund_failed,
  book_version,
  attention_opened,   ///< something needs a person
  attention_cleared,  ///< and does not any more
  ping,               ///< asked for by hand, to try an endpoint
};

/// Every kind that an endpoint can be made for, in the order of the enumeration; a ping is sent to
/// any.
std::span<const EventKind> subscribable_kinds();
/// "order.paid": stored, sent, and typed by people.
std::string_view name_of(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view name);

/// "order.paid order.refunded", with blanks or commas between, or "all"; each once, in the order of
/// the enumeration. Errors: invalid "webhook_events": none, or an unknown one.
Result<std::vector<EventKind>> parse_event_kinds(std::string_view text);
std::string text_of(std::span<const EventKind> kinds);

/// The part of `order_fulfilled` while something of the order has reached nobody yet: a book before
/// its day, or a gift that nobody has claimed. Empty: all of it is there.
inline constexpr std::string_view kToCome = "to_come";

/// Something that happened. It names things and never people.
struct Event {
  EventId id;
  EventKind kind = EventKind::ping;
  std::string subject;  ///< id of the order, the book or the item; empty for a ping
  std::string label;    ///< the order's reference, the book's slug, the item's kind
  std::string part;  ///< id of the refund, number of the version, `kToCome`, what the item is about
  std::optional<Money> amount;  ///< the order's total, or what is given back
  bool is_test = false;         ///< no real money is in it
  Timestamp at;
  bool operator==(const Event&) const = default;
};

/// An event under the number by which whoever listens is told of it. Numbers go up; what has a
/// higher one is never told before what has a lower one.
struct NumberedEvent {
  std::int64_t number = 0;  ///< from 1 on
  Event event;
  bool operator==(const NumberedEvent&) const = default;
};

}  // namespace aan::webhook
