#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// {"from", "until", "play"}: `service::tax_report`.
Result<boost::json::object> export_tax(Node& node, const boost::json::object& arguments);
/// Which rates count now, and what the shop is registered for.
Result<boost::json::object> list_tax_rates(Node& node, const boost::json::object& arguments);
/// {"one"}: `service::doubtful_sales`.
Result<boost::json::object> list_tax_doubts(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
