#pragma once
#include "api/desk_routes.hpp"
#include "node/node.hpp"

namespace aan::node {

/// The desk for programs, over the same commands that the operator has: those that name what a key
/// needs. Thread-safe; the node outlives it.
api::DeskApi desk_api(Node& node);

}  // namespace aan::node
