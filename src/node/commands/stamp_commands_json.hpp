#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `publisher.list {limit, offset}`, `publisher.stamp {publisher}`, `publisher.unstamp
/// {publisher}`, `stamp.read {path}`; see `commands_json.hpp`. A publisher is named as its books
/// name it; by "", or by `unnamed` 1, where they name none.
Result<boost::json::object> list_publishers(Node& node, const boost::json::object& arguments);
Result<boost::json::object> stamp_publisher(Node& node, const boost::json::object& arguments);
Result<boost::json::object> unstamp_publisher(Node& node, const boost::json::object& arguments);
Result<boost::json::object> read_stamps(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
