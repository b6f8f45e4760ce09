#include "api/request_reader.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::api {
namespace {

constexpr std::size_t kFindingsMax = 20;

// RFC 6901 section 3.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : utf8_prefix(name, 60)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace

ObjectReader::ObjectReader(const JsonValue& value, std::string pointer,
                           std::vector<Finding>& findings)
    : object_(value.object()), pointer_(std::move(pointer)), findings_(findings) {
  if (object_ == nullptr) findings_.push_back({pointer_, {}, "This must be an object."});
}

void ObjectReader::find(std::string_view name, std::string detail) {
  if (findings_.size() < kFindingsMax)
    findings_.push_back({pointer_ + "/" + escaped(name), {}, std::move(detail)});
}

const JsonValue* ObjectReader::take(std::string_view name, Need need) {
  known_.emplace(name);
  if (object_ == nullptr) return nullptr;
  for (const auto& [key, value] : *object_)
    if (key == name && !(value.is_null() && need == Need::optional)) return &value;
  if (need == Need::required) find(name, "This member is missing.");
  return nullptr;
}

std::optional<std::string> ObjectReader::text(std::string_view name, Need need,
                                              std::size_t bytes_max) {
  const JsonValue* value = take(name, need);
  if (value == nullptr) return std::nullopt;
  const std::string* text = value->text();
  if (text == nullptr) {
    find(name, "This must be a text.");
    return std::nullopt;
  }
  if (text->size() > bytes_max) {
    find(name, "This text has at most " + std::to_string(bytes_max) + " bytes.");
    return std::nullopt;
  }
  if (need == Need::required && trim(*text).empty()) {
    find(name, "This text must not be empty.");
    return std::nullopt;
  }
  return *text;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view name, Need need,
                                                  std::int64_t least, std::int64_t most) {
  const JsonValue* value = take(name, need);
  if (value == nullptr) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&value->value);
  if (number != nullptr && *number >= least && *number <= most) return *number;
  find(name, "This must be a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most) + ".");
  return std::nullopt;
}

std::optional<bool> ObjectReader::boolean(std::string_view name, Need need) {
  const JsonValue* value = take(name, need);
  if (value == nullptr) return std::nullopt;
  if (const auto* truth = std::get_if<bool>(&value->value)) return *truth;
  find(name, "This must be true or false.");
  return std::nullopt;
}

const JsonValue::Array& ObjectReader::array(std::string_view name, Need need) {
  static const JsonValue::Array kNone;
  const JsonValue* value = take(name, need);
  if (value == nullptr) return kNone;
  if (value->array() == nullptr) {
    find(name, "This must be an array.");
    return kNone;
  }
  return *value->array();
}

void ObjectReader::finish() {
  if (object_ == nullptr) return;
  for (const auto& [key, value] : *object_)
    if (!known_.contains(key)) find(key, "There is no such member.");
}

std::optional<std::string> query_text(const net::FormFields& query, std::string_view name,
                                      std::vector<Finding>& findings) {
  std::vector<std::string> sent = query.all(name);
  if (sent.empty()) return std::nullopt;
  if (sent.size() > 1) findings.push_back({{}, std::string(name), "This was sent more than once."});
  return std::move(sent.front());
}

std::optional<std::int64_t> query_integer(const net::FormFields& query, std::string_view name,
                                          std::int64_t least, std::int64_t most,
                                          std::vector<Finding>& findings) {
  const auto text = query_text(query, name, findings);
  if (!text) return std::nullopt;
  const auto number = parse_whole_number(*text);
  if (number && *number >= least && *number <= most) return number;
  findings.push_back({{},
                      std::string(name),
                      "This must be a whole number from " + std::to_string(least) + " to " +
                          std::to_string(most) + "."});
  return std::nullopt;
}

}  // namespace aan::api
