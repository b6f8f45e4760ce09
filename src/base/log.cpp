#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <span>
#include <utility>

#include "base/clock.hpp"
#include "base/text.hpp"

namespace aan::log {
namespace {

constexpr std::size_t kValueBytesMax = 2048;

// spdlog is only the sink (locking, writing); the line is ours so that it always parses.
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

std::atomic<Format> chosen_format = Format::json;

// The character that `text`, which is UTF-8, begins with, and its bytes.
std::pair<char32_t, std::size_t> first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  char32_t point = byte(0) & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) point = (point << 6) | (byte(i) & 0x3fU);
  return {point, size};
}

// Control characters (those to U+009F steer a terminal), what ends a line for some reader, and what
// is not seen or turns the line round.
bool is_written_out(char32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029 ||
         is_unseen(point);
}

// What may stand in a line of any kind, cut to a length. `text` is UTF-8.
void append_escaped(std::string& line, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string_view rest = utf8_prefix(text, kValueBytesMax);
  while (!rest.empty()) {
    const auto [point, size] = first_character(rest);
    if (is_written_out(point)) {
      line += "\\u";
      for (const unsigned shift : {12U, 8U, 4U, 0U}) line += kDigits[(point >> shift) & 15U];
    } else {
      if (point == U'"' || point == U'\\') line += '\\';
      line += rest.substr(0, size);
    }
    rest.remove_prefix(size);
  }
}

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  append_escaped(line, is_utf8(text) ? text : "(not UTF-8)");
  line += '"';
}

// As text, quotes only where they help: an empty value, blanks, an equals sign.
void append_plain(std::string& line, std::string_view text) {
  if (text.empty() || text.find_first_of(" =\"\\") != std::string_view::npos)
    append_quoted(line, text);
  else
    append_escaped(line, is_utf8(text) ? text : "(not UTF-8)");
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

std::string json_line(Level level, std::string_view event, std::span<const Field> fields) {
  std::string line = "{\"at\":\"" + rfc3339(SystemClock{}.wall()) + "\",\"level\":\"";
  line += word(level);
  line += "\",\"event\":";
  append_quoted(line, event);
  for (const Field& field : fields) {
    line += ',';
    append_quoted(line, field.key);
    line += ':';
    if (field.is_number)
      line += field.text;
    else
      append_quoted(line, field.text);
  }
  line += '}';
  return line;
}

std::string_view colour(Level level) {
  switch (level) {
    case Level::debug: return "\x1b[2m";
    case Level::info: return "\x1b[32m";
    case Level::warn: return "\x1b[33m";
    case Level::error: return "\x1b[31m";
  }
  return "";
}

std::string text_line(Level level, std::string_view event, std::span<const Field> fields,
                      bool is_coloured) {
  constexpr std::size_t kLevelWidth = 5;
  std::string line = rfc3339(SystemClock{}.wall()) + "  ";
  if (is_coloured) line += colour(level);
  line += word(level);
  line.append(kLevelWidth - word(level).size(), ' ');
  if (is_coloured) line += "\x1b[0m";
  line += "  ";
  append_plain(line, event);
  if (fields.begin() != fields.end()) line += ' ';
  for (const Field& field : fields) {
    line += ' ';
    append_plain(line, field.key);
    line += '=';
    append_plain(line, field.text);
  }
  return line;
}

}  // namespace

void set_level(Level least) { sink().set_level(spd(least)); }
void set_format(Format format) { chosen_format = format; }

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!sink().should_log(spd(level))) return;
  const Format format = chosen_format;
  sink().log(spd(level), "{}",
             format == Format::json ? json_line(level, event, fields)
                                    : text_line(level, event, fields, format == Format::coloured));
}

}  // namespace aan::log
