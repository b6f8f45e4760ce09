#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/me: one's own place. The form's `act`: password and codes, which ask for fresh proof, or
/// out, which ends every session.
Result<net::Response> show_own_place(const DeskFront& front, const Visit& visit);
Result<net::Response> change_own_place(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
