#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// The commands about coupons; arguments and answers as in `commands_json.hpp`.
Result<boost::json::object> add_coupon(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_coupons(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_coupon(Node& node, const boost::json::object& arguments);
Result<boost::json::object> end_coupon(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
