#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk: how the shop stands.
Result<net::Response> show_overview(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
