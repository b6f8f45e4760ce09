#include "api/json_reader.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "base/text.hpp"

namespace aan::api {
namespace {

namespace json = boost::json;

// Builds the tree and says no by setting `said` and the parser's error.
struct Builder {
  static constexpr std::size_t max_object_size = kJsonObjectMembersMax;
  static constexpr std::size_t max_array_size = kJsonValuesMax;
  static constexpr std::size_t max_key_size = kJsonBytesMax;
  static constexpr std::size_t max_string_size = kJsonBytesMax;

  JsonValue root;
  std::vector<JsonValue*> open;  // containers being filled; none of their siblings moves meanwhile
  std::string part;              // beginning of a string that comes in parts
  std::string key;
  std::size_t values = 0;
  std::string said;

  bool no(std::string sentence, json::error_code& failed) {
    said = std::move(sentence);
    failed = json::error::syntax;
    return false;
  }

  // The new value's place, or null when there are too many.
  JsonValue* put(JsonValue value, json::error_code& failed) {
    if (++values > kJsonValuesMax) {
      no("It holds more than " + std::to_string(kJsonValuesMax) + " values.", failed);
      return nullptr;
    }
    if (open.empty()) {
      root = std::move(value);
      return &root;
    }
    if (auto* array = std::get_if<JsonValue::Array>(&open.back()->value))
      return &array->emplace_back(std::move(value));
    auto& object = std::get<JsonValue::Object>(open.back()->value);
    return &object.emplace_back(JsonMember{std::move(key), std::move(value)}).value;
  }

  template <class Container>
  bool enter(json::error_code& failed) {
    JsonValue* place = put(JsonValue{Container{}}, failed);
    if (place == nullptr) return false;
    open.push_back(place);
    return true;
  }
  bool leave() {
    open.pop_back();
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code& failed) { return enter<JsonValue::Array>(failed); }
  bool on_array_end(std::size_t, json::error_code&) { return leave(); }
  bool on_object_begin(json::error_code& failed) { return enter<JsonValue::Object>(failed); }
  bool on_object_end(std::size_t, json::error_code&) { return leave(); }

  bool on_key_part(std::string_view text, std::size_t, json::error_code&) {
    part += text;
    return true;
  }
  bool on_key(std::string_view text, std::size_t, json::error_code& failed) {
    key = std::exchange(part, {}).append(text);
    if (key.find('\0') != std::string::npos) return no("A text holds a NUL character.", failed);
    const auto& object = std::get<JsonValue::Object>(open.back()->value);
    if (std::ranges::find(object, key, &JsonMember::name) != object.end())
      return no("The member \"" + std::string(utf8_prefix(key, 60)) + "\" is there twice.", failed);
    return true;
  }
  bool on_string_part(std::string_view text, std::size_t, json::error_code&) {
    part += text;
    return true;
  }
  bool on_string(std::string_view text, std::size_t, json::error_code& failed) {
    std::string whole = std::exchange(part, {}).append(text);
    if (whole.find('\0') != std::string::npos) return no("A text holds a NUL character.", failed);
    return put(JsonValue{std::move(whole)}, failed) != nullptr;
  }
  bool on_number_part(std::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, std::string_view, json::error_code& failed) {
    return put(JsonValue{number}, failed) != nullptr;
  }
  bool on_uint64(std::uint64_t, std::string_view, json::error_code& failed) {
    return no("A number is larger than 64 bits with a sign can hold.", failed);
  }
  bool on_double(double, std::string_view, json::error_code& failed) {
    return no("A number is not whole, or too large. Amounts are texts of minor units, as \"1999\".",
              failed);
  }
  bool on_bool(bool truth, json::error_code& failed) {
    return put(JsonValue{truth}, failed) != nullptr;
  }
  bool on_null(json::error_code& failed) { return put(JsonValue{}, failed) != nullptr; }
  bool on_comment_part(std::string_view, json::error_code&) { return true; }
  bool on_comment(std::string_view, json::error_code&) { return true; }
};

std::string sentence_of(const json::error_code& failed, const Builder& builder) {
  if (!builder.said.empty()) return builder.said;
  if (failed == json::error::too_deep)
    return "It is nested deeper than " + std::to_string(kJsonDepthMax) + " levels.";
  if (failed == json::error::object_too_large)
    return "An object has more than " + std::to_string(kJsonObjectMembersMax) + " members.";
  if (failed == json::error::incomplete) return "It ends too early.";
  if (failed == json::error::extra_data) return "Something follows after its end.";
  return "It is not JSON as RFC 8259 has it (" + failed.message() + ").";
}

}  // namespace

Result<JsonValue> read_json(std::string_view text) {
  if (text.size() > kJsonBytesMax)
    return refuse(Errc::too_large, "api.json",
                  "The body is larger than " + std::to_string(kJsonBytesMax) + " bytes.", "json");
  if (trim(text).empty())
    return refuse(Errc::invalid, "api.json", "The body is empty; a JSON object belongs there.",
                  "json");
  if (!is_utf8(text))
    return refuse(Errc::invalid, "api.json", "The body is not UTF-8 without NUL.", "json");
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  json::basic_parser<Builder> parser(options);
  json::error_code failed;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), failed);
  if (!failed && used < text.size()) failed = json::error::extra_data;
  if (failed)
    return refuse(Errc::invalid, "api.json",
                  "The body cannot be read at byte " + std::to_string(used) + ". " +
                      sentence_of(failed, parser.handler()),
                  "json");
  return std::move(parser.handler().root);
}

}  // namespace aan::api
