#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// What needs a person, as a running shop finds it now, or as the last look found it.
Result<boost::json::object> list_attention(Node& node, const boost::json::object& arguments);
/// {item}: a person has dealt with it.
Result<boost::json::object> settle_item(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
