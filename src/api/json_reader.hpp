#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace aan::api {

inline constexpr std::size_t kJsonBytesMax = std::size_t{256} << 10U;
inline constexpr std::size_t kJsonDepthMax = 32;
inline constexpr std::size_t kJsonObjectMembersMax = 64;
inline constexpr std::size_t kJsonValuesMax = 4096;

struct JsonMember;

/// A JSON value as strangers may send it: no floating point, no member twice.
struct JsonValue {
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value;

  [[nodiscard]] bool is_null() const { return value.index() == 0; }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value); }
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

/// RFC 8259, strictly: UTF-8 without NUL, one value and nothing after it, whole numbers of 64 bits,
/// no member name twice in an object, within the limits above. Errors: invalid with reason "json"
/// and a sentence that says what and where; too_large.
Result<JsonValue> read_json(std::string_view text);

}  // namespace aan::api
