#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ports/message_archive.hpp"

namespace aan::pay_stripe {

/// A page of GET /v1/events, the newest first as Stripe lists them.
struct EventPage {
  std::vector<ports::ArchivedMessage> messages;
  std::string last_id;  ///< where the next page begins
  bool has_more = false;
};
/// Each event is kept as a message with what `parse_event` looks at and no more, without a
/// signature. Errors: upstream_malformed.
Result<EventPage> parse_event_page(std::string_view text);

}  // namespace aan::pay_stripe
