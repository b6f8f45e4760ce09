#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `apikey.add {name, scopes, days?}`, whose answer holds the key this once, `apikey.list` and
/// `apikey.end {name}`; see `commands_json.hpp`.
Result<boost::json::object> add_api_key(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_api_keys(Node& node, const boost::json::object& arguments);
Result<boost::json::object> end_api_key(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
