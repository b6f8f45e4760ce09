#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `webhook.add {name, url, events}` and `webhook.roll {name, hours?}`, whose answers hold the
/// secret this once; `webhook.list`, `webhook.show {name}`, `webhook.deliveries {name, state?,
/// limit?, offset?}`, `webhook.change {name, url?, events?}`, `webhook.ping {name}`,
/// `webhook.redeliver {name, delivery?}` and `webhook.end {name}`; see `commands_json.hpp`.
Result<boost::json::object> add_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_webhooks(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_deliveries(Node& node, const boost::json::object& arguments);
Result<boost::json::object> change_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> roll_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> ping_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> redeliver_webhook(Node& node, const boost::json::object& arguments);
Result<boost::json::object> end_webhook(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
