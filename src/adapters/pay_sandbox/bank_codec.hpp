#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ports/payment_provider.hpp"

namespace aan::pay_sandbox {

/// A movement of play money, or an attempt that failed.
struct Movement {
  std::string event_id;
  std::string network_ref;  ///< empty for a failure
  std::int64_t amount = 0;
  Timestamp at;
  bool is_failure = false;
  std::string key;  ///< of the request that made it: the same key acts once
};

/// One attempt in the books of the play-money processor.
struct Session {
  std::string ref;
  std::string intent_id;
  Money due;
  Timestamp expires_at;
  bool is_cancelled = false;
  std::vector<Movement> movements;
  std::vector<std::string> refunds;  ///< "key|network_ref|amount"
};

std::string encode_session(const Session& session);
/// Errors: corrupt.
Result<Session> decode_session(std::string_view text);

/// A message of the processor to the shop: the event as canonical JSON. Signed by the caller.
std::string encode_event(const ports::PaymentEvent& event);
/// Errors: invalid.
Result<ports::PaymentEvent> decode_event(std::string_view text);

}  // namespace aan::pay_sandbox
