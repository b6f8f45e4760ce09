#include "node/commands/broadcast_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/letters/broadcast.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object entry(const service::BroadcastView& view) {
  const customer::Broadcast& it = view.broadcast;
  return {{"id", it.id.value},
          {"book", view.slug},
          {"format", view.format},
          {"version", it.version},
          {"queued", it.queued},
          {"sent", view.letters.done},
          {"waiting", view.letters.waiting},
          {"given_up", view.letters.dead},
          {"stopped", it.is_stopped},
          {"created_by", it.created_by},
          {"created_at", rfc3339(it.created_at)},
          {"ended_at", it.ended_at ? json::value(rfc3339(*it.ended_at)) : json::value(nullptr)}};
}

}  // namespace

Result<json::object> begin_broadcast(Node& node, const json::object& arguments) {
  const auto begun = AAN_TRY(service::begin_broadcasts(
      node.room, node.shop, text_in(arguments, "book"), by_of(arguments)));
  json::object answer = entry(begun.front());
  json::array others;
  for (std::size_t i = 1; i < begun.size(); ++i) others.push_back(entry(begun[i]));
  answer["others"] = std::move(others);
  return answer;
}

Result<json::object> list_broadcasts(Node& node, const json::object& /*arguments*/) {
  json::array rows;
  for (const service::BroadcastView& one : AAN_TRY(service::list_broadcasts(node.room)))
    rows.push_back(entry(one));
  return json::object{{"broadcasts", std::move(rows)}};
}

Result<json::object> stop_broadcast(Node& node, const json::object& arguments) {
  return entry(AAN_TRY(
      service::stop_broadcast(node.room, text_in(arguments, "broadcast"), by_of(arguments))));
}

}  // namespace aan::node
