#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// The commands about orders; arguments and answers as in `commands_json.hpp`.
Result<boost::json::object> list_orders(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_disputes(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_order(Node& node, const boost::json::object& arguments);
Result<boost::json::object> cancel_order(Node& node, const boost::json::object& arguments);
/// The order's secret address.
Result<boost::json::object> link_gift(Node& node, const boost::json::object& arguments);
Result<boost::json::object> link_order(Node& node, const boost::json::object& arguments);
/// A new one; the old one opens nothing any more.
Result<boost::json::object> renew_order_link(Node& node, const boost::json::object& arguments);
/// Gives money back, all that can go or `amount`; answers as `show_order`, with what was `made`.
/// With the same `key` again nothing goes back twice.
Result<boost::json::object> refund_order(Node& node, const boost::json::object& arguments);
/// Opens all downloads of the order again, as if they were new; answers as `show_order`.
Result<boost::json::object> grant_order(Node& node, const boost::json::object& arguments);
/// As `show_order`, with the terms, the name on the receipt, and all of it as one `html` document.
Result<boost::json::object> draw_document(Node& node, const boost::json::object& arguments);
Result<boost::json::object> gather_evidence(Node& node, const boost::json::object& arguments);

/// Has the receipt mailed once more.
Result<boost::json::object> mail_order(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
