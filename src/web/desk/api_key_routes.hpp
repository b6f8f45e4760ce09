#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/keys: keys of programs. The form's `act`: make, which shows the key this once, or end.
Result<net::Response> show_api_keys(const DeskFront& front, const Visit& visit);
Result<net::Response> change_api_keys(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
