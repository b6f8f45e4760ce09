#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "base/clock.hpp"
#include "base/text.hpp"

namespace aan::log {
namespace {

constexpr std::size_t kValueBytesMax = 2048;

// spdlog is only the sink (locking, writing); the line is ours so that it is always valid JSON.
spdlog::logger& sink() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made =
        std::make_shared<spdlog::logger>("aan", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::info);
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

void append_json(std::string& line, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  line += '"';
  const std::string_view cut = utf8_prefix(text, kValueBytesMax);
  for (std::size_t i = 0; i < cut.size(); ++i) {
    const char c = cut[i];
    const auto byte = static_cast<unsigned char>(c);
    // Beyond ASCII: what ends a line (U+2028, U+2029) or steers a terminal (U+0080 to U+009F).
    const std::string_view rest = cut.substr(i);
    if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      line += rest[2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (c == '\xc2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xa0) {
      line += "\\u00";
      line += kDigits[static_cast<unsigned char>(rest[1]) >> 4];
      line += kDigits[static_cast<unsigned char>(rest[1]) & 15];
      i += 1;
    } else if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      line += "\\u00";
      line += kDigits[byte >> 4];
      line += kDigits[byte & 15];
    } else {
      line += c;
    }
  }
  line += '"';
}

std::string_view word(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "info";
}

spdlog::level::level_enum spd(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

void set_level(Level least) { sink().set_level(spd(least)); }

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!sink().should_log(spd(level))) return;
  std::string line = "{\"at\":\"" + rfc3339(SystemClock{}.wall()) + "\",\"level\":\"";
  line += word(level);
  line += "\",\"event\":";
  append_json(line, event);
  for (const Field& field : fields) {
    line += ',';
    append_json(line, field.key);
    line += ':';
    if (field.is_number)
      line += field.text;
    else if (is_utf8(field.text))
      append_json(line, field.text);
    else
      append_json(line, "(not UTF-8)");
  }
  line += '}';
  sink().log(spd(level), "{}", line);
}

}  // namespace aan::log
