#pragma once
#include "node/config/config_values.hpp"
#include "service/customer/ages.hpp"

namespace aan::node {

/// The ages that were configured. Errors: invalid with the key, where it stands and its range.
Result<service::Ages> read_ages(const Values& values);

}  // namespace aan::node
