#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/audit: who did what, newest first; with `check`, the whole chain is reckoned again.
Result<net::Response> show_audit(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
