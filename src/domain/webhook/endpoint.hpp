#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/webhook/event.hpp"

namespace aan::webhook {

using EndpointId = Id<struct EndpointTag>;

/// So many that have not ended: each has a thread of its own while it is sent to.
inline constexpr std::int64_t kEndpointsMax = 20;
/// A secret that was rolled still signs beside the new one for so long, unless less is asked for.
inline constexpr Duration kOverlap = Duration::hours(24);
inline constexpr std::int64_t kOverlapHoursMax = 168;
/// After so long without a success a person is told.
inline constexpr Duration kDeadAfter = Duration::hours(1);

/// How an endpoint has been doing.
struct Health {
  std::int64_t failures = 0;               ///< in a row
  std::optional<Timestamp> failing_since;  ///< the first of them
  Timestamp rests_until;                   ///< nothing is sent before
  std::string last_error;                  ///< of the newest failure: machine words, no answer
  std::optional<Timestamp> ok_at;          ///< a success, within a minute
  bool operator==(const Health&) const = default;
};

/// An address that is told of events. Never deleted, since the audit log names it.
struct Endpoint {
  EndpointId id;
  std::string name;  ///< "stock-room": `desk::parse_person_name`, and no two are alike
  std::string url;   ///< `parse_endpoint_url`
  std::vector<EventKind> events;
  std::string secret_sealed;
  std::string previous_sealed;              ///< empty: no secret before it is good
  std::optional<Timestamp> previous_until;  ///< until when that one signs too
  std::string created_by;
  Timestamp created_at;
  std::optional<Timestamp> ended_at;
  Health health;
};

[[nodiscard]] bool wants(const Endpoint& endpoint, EventKind kind);
/// Nothing was taken for an hour.
[[nodiscard]] bool is_dead(const Endpoint& endpoint, Timestamp now);

/// An address as it is typed: https with a host; no name or password in it, no fragment, at most
/// 500 printable ASCII characters. `may_be_http`: also http. Errors: invalid "webhook_url".
Result<std::string> parse_endpoint_url(std::string_view typed, bool may_be_http);
/// The host of such an address, without brackets and port.
std::string_view host_of(std::string_view url);

}  // namespace aan::webhook
