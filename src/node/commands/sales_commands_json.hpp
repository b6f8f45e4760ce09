#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `sales.days {month}`: what was sold and given back on each day of it, in each currency.
Result<boost::json::object> list_sales_days(Node& node, const boost::json::object& arguments);

/// `sales.export {month}`: every line of the journal in it, what each account moved, and the same
/// as CSV; see `commands_json.hpp`.
Result<boost::json::object> export_sales(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
