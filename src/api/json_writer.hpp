#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::api {

/// Writes one JSON document from front to back. Numbers are whole, or decimal texts of `decimal`
/// written as they are, so that no amount ever passes through floating point.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  template <std::same_as<bool> Boolean>
  JsonWriter& value(Boolean truth) {
    return raw(truth ? "true" : "false");
  }
  /// {"amount":"1999","currency":"USD"}: minor units.
  JsonWriter& value(const Money& money);
  /// RFC 3339.
  JsonWriter& value(Timestamp at) { return value(rfc3339(at)); }
  JsonWriter& value(const std::vector<std::string>& texts);
  template <class Value>
  JsonWriter& value(const std::optional<Value>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  JsonWriter& null() { return raw("null"); }
  /// A finished piece of JSON, such as the number 19.99.
  JsonWriter& raw(std::string_view json);

  template <class Value>
  JsonWriter& field(std::string_view name, const Value& of) {
    return key(name).value(of);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
};

}  // namespace aan::api
