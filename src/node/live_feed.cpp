#include "node/live_feed.hpp"

#include "adapters/webhook_http/message_codec.hpp"
#include "service/follow_events.hpp"

namespace aan::node {
namespace {
constexpr const char* kGap = "event: gap\ndata: {\"type\":\"gap\"}\n\n";
}

Result<net::FeedPiece> feed_after(const service::Room& room, std::int64_t number) {
  net::FeedPiece piece;
  const auto events = AAN_TRY(service::events_after(room, number));
  // Numbers have no holes but of what was forgotten, also while somebody was listening.
  if (!events.empty() && events.front().number > number + 1) piece.text = kGap;
  for (const webhook::NumberedEvent& one : events) {
    piece.text += "id: " + std::to_string(one.number) + "\nevent: ";
    piece.text += name_of(one.event.kind);
    piece.text += "\ndata: " + webhook_http::message_body(one.event) + "\n\n";
    piece.last = one.number;
  }
  piece.is_more = std::ssize(events) == service::kEventsARound;
  return piece;
}

// The id comes first of all, without an event: whoever loses the connection before the first one
// comes back with it.
Result<net::FeedBegin> feed_from(const service::Room& room, std::optional<std::int64_t> last_seen) {
  const service::ListenFrom from = AAN_TRY(service::listen_from(room, last_seen));
  std::string greeting = "id: " + std::to_string(from.after) + "\n";
  return net::FeedBegin{from.after, greeting + (from.has_gap ? kGap : "\n")};
}

}  // namespace aan::node
