#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// `/desk/tax?quarter=2026-Q4`: what is owed to which country for a quarter, and the sales whose
/// place is in doubt.
Result<net::Response> show_tax(const DeskFront& front, const Visit& visit);
/// `/desk/tax/export?quarter=2026-Q4`: the same amounts as CSV.
Result<net::Response> send_tax(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
