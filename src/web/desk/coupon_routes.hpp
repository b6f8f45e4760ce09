#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/coupons: every code with its state, and a form for a new one. The form's `act`: add or
/// end.
Result<net::Response> show_coupons(const DeskFront& front, const Visit& visit);
Result<net::Response> change_coupons(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
