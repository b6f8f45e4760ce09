#include "node/commands/error_json.hpp"

#include <boost/json.hpp>

namespace aan::node {
namespace {

namespace json = boost::json;

Errc code_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i)
    if (name_of(static_cast<Errc>(i)) == name) return static_cast<Errc>(i);
  return Errc::internal;
}

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? value->get_string().c_str() : "";
}

}  // namespace

std::string encode_error(const Error& error) {
  return json::serialize(
      json::object{{"code", name_of(error.code)},
                   {"detail", error.safe.empty() ? error.to_string() : error.safe},
                   {"reason", error.reason}});
}

Error decode_error(const std::string& text, const std::string& step) {
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error);
  if (error || !parsed.is_object() || !parsed.get_object().contains("code"))
    return {Errc::unavailable, step, "the server's answer is not understood", {}, {}, {}};
  const json::object& object = parsed.get_object();
  const std::string detail = text_in(object, "detail");
  return {code_named(text_in(object, "code")),
          step,
          detail,
          detail,
          std::nullopt,
          text_in(object, "reason")};
}

}  // namespace aan::node
