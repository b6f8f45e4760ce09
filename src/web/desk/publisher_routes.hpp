#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// `/desk/publishers`: whose copies are stamped.
Result<net::Response> show_publishers(const DeskFront& front, const Visit& visit);
Result<net::Response> change_publishers(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
