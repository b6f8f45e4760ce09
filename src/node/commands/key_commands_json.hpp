#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// The keys of a ring by id, purpose and age, as JSON; never the keys themselves.
std::string keys_json(const crypto::KeyRing& ring);
/// `keys.rotate`: {"purpose": "cookies" | "links" | "wrapping"}.
Result<boost::json::object> rotate_key(Node& node, const boost::json::object& arguments);
/// `keys.accept-loss`: whoever runs it has opened the shop without the lost keys; which it has.
Result<boost::json::object> accept_lost_keys(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
