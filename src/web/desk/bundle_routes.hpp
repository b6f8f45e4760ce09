#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/bundles: every bundle with what is in it, and a form for a new one. The form's `act`: add,
/// price, hide or publish.
Result<net::Response> show_bundles(const DeskFront& front, const Visit& visit);
Result<net::Response> change_bundles(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
