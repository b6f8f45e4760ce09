#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"
#include "service/sale/view_order.hpp"

namespace aan::node {

/// The commands about licence keys; arguments and answers as in `commands_json.hpp`. `licence`: its
/// id, or the key itself.
Result<boost::json::object> show_licence(Node& node, const boost::json::object& arguments);
Result<boost::json::object> disable_licence(Node& node, const boost::json::object& arguments);
Result<boost::json::object> enable_licence(Node& node, const boost::json::object& arguments);

/// Of a line of an order, without the key: null where it brought none.
boost::json::value licence_of(const service::OrderLineView& line);

}  // namespace aan::node
