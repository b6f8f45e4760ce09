#pragma once
#include <vector>

#include "base/check_step.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// What a configuration that can be used comes to for whoever buys: under which address the shop is
/// found, what stands before it, how it is paid, who is asked when something is wrong. Asks nobody.
void check_ways(const Config& config, std::vector<CheckStep>& steps);

}  // namespace aan::node
