#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/people: who has a place at the desk. The form's `act`: invite, role, disable or enable.
Result<net::Response> show_people(const DeskFront& front, const Visit& visit);
Result<net::Response> change_people(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
