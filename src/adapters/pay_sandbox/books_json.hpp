#pragma once
#include <string>
#include <string_view>

#include "adapters/pay_sandbox/books.hpp"

namespace aan::pay_sandbox {

/// One text for each session and each event; anything else is refused, be it only a blank more.
std::string encode(const Session& session);
/// Errors: corrupt.
Result<Session> parse_session(std::string_view text);

std::string encode(const ports::PaymentEvent& event);
/// Errors: invalid.
Result<ports::PaymentEvent> parse_event_text(std::string_view text);

}  // namespace aan::pay_sandbox
