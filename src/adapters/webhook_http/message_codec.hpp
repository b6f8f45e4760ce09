#pragma once
#include <string>

#include "domain/webhook/event.hpp"

namespace aan::webhook_http {

/// An event as it is sent: the same text for the same event, each time.
std::string message_body(const webhook::Event& event);

}  // namespace aan::webhook_http
