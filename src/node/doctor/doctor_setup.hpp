#pragma once
#include <optional>
#include <vector>

#include "base/check_step.hpp"
#include "base/clock.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// What can be known of a shop before it is opened.
struct SetupChecks {
  std::vector<CheckStep> steps;
  std::optional<Config> config;  ///< nothing when it cannot be used
  bool may_be_opened = false;    ///< there is a shop, its configuration is good, its database whole
};

/// Looks at the configuration that `sources` come to, at the files that it lies in, at the data
/// directory and at this machine. Changes nothing, needs no lock, asks nobody outside, so it may
/// run beside a server. Never fails: what cannot be looked at is said to be unknown.
SetupChecks check_setup(const ConfigSources& sources, const Clock& clock);

}  // namespace aan::node
