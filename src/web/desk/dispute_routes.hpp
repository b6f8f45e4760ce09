#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// Disputes with their deadlines, each with the way to its order and to its evidence.
Result<net::Response> show_disputes(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
