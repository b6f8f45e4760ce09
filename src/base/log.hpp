#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace aan::log {

enum class Level : std::uint8_t { debug, info, warn, error };

/// How a line looks: JSON for machines, plain text for people, with colours on a terminal.
enum class Format : std::uint8_t { json, text, coloured };

/// One key and value of a log line. Values are text or whole numbers; there is no overload for
/// `Secret`, so a secret does not compile.
struct Field {
  std::string_view key;
  std::string text;
  bool is_number = false;
  Field(std::string_view k, std::string_view v) : key(k), text(v) {}
  Field(std::string_view k, const char* v) : key(k), text(v) {}
  Field(std::string_view k, const std::string& v) : key(k), text(v) {}
  Field(std::string_view k, std::int64_t v) : key(k), text(std::to_string(v)), is_number(true) {}
  Field(std::string_view k, std::uint64_t v) : key(k), text(std::to_string(v)), is_number(true) {}
  Field(std::string_view k, int v) : key(k), text(std::to_string(v)), is_number(true) {}
};

/// Sets the least level that is written. Lines go to standard error; control characters are
/// escaped and values cut at 2 KiB, so one event is one line whatever it holds.
void set_level(Level least);
/// JSON until this is called. Thread-safe.
void set_format(Format format);

/// Writes a line {"at","level","event",...fields}, or "at  level  event  key=value ..." as text.
/// `event` is a dotted name ("order.paid"). Thread-safe; never throws; never fails the caller.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warn, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace aan::log
