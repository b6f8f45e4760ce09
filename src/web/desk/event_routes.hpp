#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// What happens, as server-sent events, for as long as the session that asked for it lives.
Result<net::Response> send_events(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
