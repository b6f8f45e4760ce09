#include "node/log_setup.hpp"

#include <unistd.h>

namespace aan::node {

log::Level log_level_of(const Config& config) {
  if (config.log_level == "debug") return log::Level::debug;
  if (config.log_level == "warn") return log::Level::warn;
  return config.log_level == "error" ? log::Level::error : log::Level::info;
}

log::Format log_format_of(const Config& config, bool is_terminal) {
  if (config.log_format == "json") return log::Format::json;
  if (config.log_format == "auto" && !is_terminal) return log::Format::json;
  const bool is_plain = !process_environment("NO_COLOR").value_or("").empty() ||
                        process_environment("TERM") == "dumb";
  return is_terminal && !is_plain ? log::Format::coloured : log::Format::text;
}

void set_up_log(const Config& config, log::Level least) {
  log::set_level(least);
  log::set_format(log_format_of(config, isatty(STDERR_FILENO) != 0));
}

}  // namespace aan::node
