#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `broadcast.begin {book}`, `broadcast.list`, `broadcast.stop {broadcast}`; see
/// `commands_json.hpp`.
Result<boost::json::object> begin_broadcast(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_broadcasts(Node& node, const boost::json::object& arguments);
Result<boost::json::object> stop_broadcast(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
