#pragma once
#include <vector>

#include "base/check_step.hpp"
#include "node/node.hpp"

namespace aan::node {

/// Looks at an open shop: its keys, its journal of money and audit log, its books and their files,
/// the index, the queues, the worker, the newest backup, what stands for a person to see, and who
/// may enter the desk. Reads each book once and starts the worker once; contents of files are not
/// read (`aan book check` does that). Changes nothing that is kept. What cannot be looked at is
/// said to be unknown. Thread-safe.
std::vector<CheckStep> check_shop(Node& node);

}  // namespace aan::node
