#pragma once
#include <functional>

#include "node/announce_json.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// Runs the shop until SIGTERM or SIGINT, then drains. Announces when the socket is bound (it
/// answers 503 until everything is ready) and when it sells. `load` reads the configuration: at the
/// start, and whenever the shop begins anew in place (a setting was changed, or SIGUSR1 came). Then
/// the lock of the folder is kept and whoever knocks meanwhile waits; a configuration that does not
/// begin is answered by the one before, and settings of the desk by those before. Errors: whatever
/// kept it from starting.
Result<> serve(const std::function<Result<Config>()>& load, const Announcer& announcer);

}  // namespace aan::node
