#pragma once
#include <optional>

#include "net/feed.hpp"
#include "service/room.hpp"

namespace aan::node {

/// What happened after an event, as `text/event-stream`: the names and the JSON of webhooks.
Result<net::FeedPiece> feed_after(const service::Room& room, std::int64_t number);
/// Where a reader begins that saw this last; an event `gap` when something between is forgotten.
Result<net::FeedBegin> feed_from(const service::Room& room, std::optional<std::int64_t> last_seen);

}  // namespace aan::node
