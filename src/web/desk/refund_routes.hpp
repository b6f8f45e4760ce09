#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/orders/{order}/refund: all that can go back, or a part of it, the way it came. The form's
/// `amount` (empty: all) and `idempotency_key`: sent twice, it gives back once.
Result<net::Response> show_refund(const DeskFront& front, const Visit& visit);
Result<net::Response> take_refund(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
