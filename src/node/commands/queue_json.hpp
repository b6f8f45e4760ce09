#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `aan queue list`: what waits and what is buried in both queues, with its last error. Neither
/// payloads nor the names by which strangers' messages are known: those may hold anything.
Result<boost::json::object> list_queues(Node& node, const boost::json::object& arguments);
/// `aan queue retry`: gives the buried `job` back, due now. Errors: not_found.
Result<boost::json::object> retry_job(Node& node, const boost::json::object& arguments);
/// Buried jobs of both queues as findings of `aan ledger check`.
Result<> add_dead_jobs(const ports::Snapshot& at, boost::json::array& findings);

}  // namespace aan::node
