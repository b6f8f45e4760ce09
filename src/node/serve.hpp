#pragma once
#include "node/config.hpp"

namespace aan::node {

/// Runs the shop until SIGTERM or SIGINT, then drains. Prints "Listening on http://..." to
/// standard output when the socket is bound (it answers 503 until everything is ready) and
/// "Ready" when it sells. Errors: whatever kept it from starting.
Result<> serve(const Config& config);

}  // namespace aan::node
