#include "adapters/pay_stripe/json_fields.hpp"

namespace aan::pay_stripe::fields {
namespace {

constexpr std::size_t kDepthMax = 32;

}  // namespace

std::unexpected<Error> malformed(std::string_view what) {
  return fail(Errc::upstream_malformed, "stripe.json", std::string(what));
}

Result<json::object> parse_object(std::string_view text, std::string_view kind) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return malformed("no JSON object");
  json::object object = std::move(value.get_object());
  if (text_in(object, "object") != kind) return malformed("not a " + std::string(kind));
  return object;
}

Result<json::array> parse_list(std::string_view text) {
  json::object object = AAN_TRY(parse_object(text, "list"));
  json::value* data = object.if_contains("data");
  if (data == nullptr || !data->is_array()) return malformed("no data");
  for (const json::value& one : data->get_array())
    if (!one.is_object()) return malformed("a member that is no object");
  return std::move(data->get_array());
}

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(std::string_view(value->get_string()));
}

bool flag_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const json::object* object_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

std::string id_in(const json::object& object, std::string_view name) {
  if (const json::object* expanded = object_in(object, name)) return text_in(*expanded, "id");
  return text_in(object, name);
}

std::string metadata_in(const json::object& object, std::string_view name) {
  const json::object* metadata = object_in(object, "metadata");
  return metadata == nullptr ? std::string() : text_in(*metadata, name);
}

Result<std::string> need_text(const json::object& object, std::string_view name) {
  std::string text = text_in(object, name);
  if (text.empty()) return malformed("no " + std::string(name));
  return text;
}

Result<std::int64_t> need_number(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64())
    return malformed("no whole number " + std::string(name));
  return value->get_int64();
}

Result<Timestamp> need_time(const json::object& object, std::string_view name) {
  return Timestamp::from_unix_seconds(AAN_TRY(need_number(object, name)));
}

}  // namespace aan::pay_stripe::fields
