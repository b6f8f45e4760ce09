#pragma once
#include "node/announce_json.hpp"
#include "node/config.hpp"

namespace aan::node {

/// Runs the shop until SIGTERM or SIGINT, then drains. Announces when the socket is bound (it
/// answers 503 until everything is ready) and when it sells. Errors: whatever kept it from
/// starting.
Result<> serve(const Config& config, const Announcer& announcer);

}  // namespace aan::node
