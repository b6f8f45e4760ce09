#include "node/commands/desk_api_json.hpp"

#include "base/codec.hpp"
#include "base/log.hpp"
#include "crypto/hash.hpp"
#include "node/commands/command_arguments_json.hpp"
#include "service/desk/api_keys.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

Result<std::string> run_for_key(Node& node, const api::DeskCall& call) {
  const Command* const command = find_command(call.operation);
  if (command == nullptr || !command->action ||
      call.is_change != (command->purpose == Purpose::write))
    return fail(Errc::internal, "api.desk", "a route without its command: " + call.operation);
  if (!desk::may(call.key, *command->action))
    return refuse(Errc::forbidden, "api.desk",
                  "This key may not " + std::string(desk::name_of(*command->action)) + ".",
                  "api_key_scope");
  boost::system::error_code error;
  json::value arguments = json::parse(call.arguments, error);
  if (error || !arguments.is_object())
    return refuse(Errc::invalid, "api.desk", "The arguments are not a JSON object.", "json");
  json::object checked =
      AAN_TRY(check_arguments(*command, std::move(arguments.as_object()),
                              call.is_change ? ArgumentsAs::json : ArgumentsAs::query));
  // Who does it is said by the key alone.
  checked["by"] = service::actor_of(call.key);
  checked["may_help"] =
      desk::may(call.key, desk::Action::help_buyers) ? std::int64_t{1} : std::int64_t{0};
  // Keys of requests are one space for all operations: the one of the refund inside is another.
  checked["key"] = call.idempotency_key.empty()
                       ? ""
                       : hex(crypto::sha256(call.key.id.value + "|" + call.idempotency_key));
  return run_command(node, call.operation, json::serialize(checked));
}

// What keys may do, by name; what changes something, or names a person, is a POST.
std::vector<api::DeskOperation> operations() {
  std::vector<api::DeskOperation> all;
  for (const Command& one : commands()) {
    if (!one.action) continue;
    const bool is_change = one.purpose == Purpose::write;
    all.push_back(
        {std::string(one.name), is_change, !is_change && one.name.starts_with("privacy.")});
  }
  return all;
}

}  // namespace

api::DeskApi desk_api(Node& node) {
  return {node.room,
          node.ingest,
          [&node](const api::DeskCall& call) { return run_for_key(node, call); },
          [&node] {
            if (const auto done = node.follow_catalogue(); !done)
              log::warn("index.not_followed", {{"why", done.error().to_string()}});
          },
          node.api_turns,
          &node.feed,
          operations(),
          &node.import_list};
}

}  // namespace aan::node
