#pragma once
#include "node/node.hpp"

namespace aan::node {

/// After the clock was moved: does at once what is due by then, queues, expiry, pre-orders and
/// what is forgotten, in the order in which time would have brought it. What is sent to others
/// (letters, webhooks) leaves by its own threads. Safe beside the jobs. Errors: of what failed
/// first; the jobs try all of it again.
Result<> pass_time(Node& node);

}  // namespace aan::node
