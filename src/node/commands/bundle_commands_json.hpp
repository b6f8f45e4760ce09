#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

// The commands about bundles; each answers as `bundle.show` does, `bundle.list` with a page.
Result<boost::json::object> add_bundle(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_bundles(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_bundle(Node& node, const boost::json::object& arguments);
Result<boost::json::object> price_bundle(Node& node, const boost::json::object& arguments);
Result<boost::json::object> publish_bundle(Node& node, const boost::json::object& arguments);
Result<boost::json::object> hide_bundle(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
