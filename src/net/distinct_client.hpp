#pragma once
#include <string>

#include "net/request.hpp"

namespace aan::net {

/// What counts as one client (`Request::client_key`) where it can be told from others; empty for
/// the machine itself: a proxy that is not named in TRUSTED_PROXIES, an onion service and commands
/// stand for everybody behind them. Thread-safe.
std::string distinct_client(const Request& request);

}  // namespace aan::net
