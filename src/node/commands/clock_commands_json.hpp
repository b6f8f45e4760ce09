#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// What the clock of a sandbox shows: {now, ahead_seconds}.
Result<boost::json::object> show_clock(Node& node, const boost::json::object& arguments);
/// {advance: "PT2H"} or {now: "2026-12-24T00:00:00Z"}; answers when what is due by then is done.
Result<boost::json::object> advance_clock(Node& node, const boost::json::object& arguments);

/// {count?, seed?, over?: "P30D"}: orders made up of play money, one of every kind at least; with
/// `over` so much time passes between the first and the last.
Result<boost::json::object> seed_demo_orders(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
