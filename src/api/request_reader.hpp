#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/json_reader.hpp"
#include "api/problem.hpp"

namespace aan::api {

enum class Need : std::uint8_t { required, optional };

/// Reads the members of one JSON object into typed values and writes down everything that is
/// wrong, so that a caller learns all of it at once. Members that nobody asked for are refused.
class ObjectReader {
 public:
  ObjectReader(const JsonValue& value, std::string pointer, std::vector<Finding>& findings);
  /// Text of at most `bytes_max` bytes. Nothing when it is missing, null or wrong.
  std::optional<std::string> text(std::string_view name, Need need, std::size_t bytes_max);
  /// A whole number within bounds. Nothing when it is missing, null or wrong.
  std::optional<std::int64_t> integer(std::string_view name, Need need, std::int64_t least,
                                      std::int64_t most);
  /// true or false. Nothing when it is missing, null or wrong.
  std::optional<bool> boolean(std::string_view name, Need need);
  /// Elements of an array; empty when it is missing or wrong.
  const JsonValue::Array& array(std::string_view name, Need need);
  /// Any member, to be read by its own reader. Nothing when it is missing or null.
  const JsonValue* member(std::string_view name) { return take(name, Need::optional); }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }
  /// Writes down the members that were not asked for. Call it last.
  void finish();
  void find(std::string_view name, std::string detail);

 private:
  const JsonValue* take(std::string_view name, Need need);
  const JsonValue::Object* object_;
  std::string pointer_;
  std::vector<Finding>& findings_;
  std::set<std::string, std::less<>> known_;
};

/// The one value of a field of the query string, nothing when it was not sent. A field that was
/// sent twice is written down: programs that read the first and the last differ.
std::optional<std::string> query_text(const net::FormFields& query, std::string_view name,
                                      std::vector<Finding>& findings);

/// A whole number in the query string. Nothing when it is missing or wrong.
std::optional<std::int64_t> query_integer(const net::FormFields& query, std::string_view name,
                                          std::int64_t least, std::int64_t most,
                                          std::vector<Finding>& findings);

}  // namespace aan::api
