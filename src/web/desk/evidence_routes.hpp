#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/orders/{order}/evidence: the evidence pack, as a file to keep.
Result<net::Response> send_evidence(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
