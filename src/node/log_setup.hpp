#pragma once
#include "base/log.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// LOG_LEVEL as a level.
[[nodiscard]] log::Level log_level_of(const Config& config);

/// The form of LOG_FORMAT. `auto` is text when standard error is a terminal and JSON when not;
/// text has colours on a terminal, unless NO_COLOR is set or the terminal is "dumb".
[[nodiscard]] log::Format log_format_of(const Config& config, bool is_terminal);

/// Sets up this process's log as the configuration says, from `least` up.
void set_up_log(const Config& config, log::Level least);

}  // namespace aan::node
