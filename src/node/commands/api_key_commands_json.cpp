#include "node/commands/api_key_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/desk/api_keys.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object api_key(const desk::ApiKey& it, Timestamp now) {
  return {{"name", it.name},
          {"scopes", desk::text_of(it.scopes)},
          {"live", desk::is_live(it, now)},
          {"created_by", it.created_by},
          {"created_at", rfc3339(it.created_at)},
          {"expires_at", moment(it.expires_at)},
          {"ended_at", moment(it.ended_at)},
          {"used_at", moment(it.used_at)}};
}

}  // namespace

Result<json::object> add_api_key(Node& node, const json::object& arguments) {
  service::ApiKeyWish wish{text_in(arguments, "name"), text_in(arguments, "scopes"), {}};
  if (const std::int64_t days = number_in(arguments, "days", 0); days != 0)
    wish.days = std::to_string(days);
  const auto made = AAN_TRY(service::make_api_key(node.room, wish, by_of(arguments)));
  json::object answer = api_key(made.key, node.clock.wall());
  answer["key"] = made.token;
  return answer;
}

Result<json::object> list_api_keys(Node& node, const json::object& /*arguments*/) {
  json::array keys;
  for (const desk::ApiKey& one : AAN_TRY(service::list_api_keys(node.room)))
    keys.push_back(api_key(one, node.clock.wall()));
  return json::object{{"keys", std::move(keys)}};
}

Result<json::object> end_api_key(Node& node, const json::object& arguments) {
  const std::string name = text_in(arguments, "name");
  AAN_TRY(service::end_api_key(node.room, name, by_of(arguments)));
  for (const desk::ApiKey& one : AAN_TRY(service::list_api_keys(node.room)))
    if (one.name == name) return api_key(one, node.clock.wall());
  return fail(Errc::internal, "desk.api_key", "the key is gone");
}

}  // namespace aan::node
