#include "node/commands/attention_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/attention/list_items.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::value time_of(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return json::value(rfc3339(*at));
}

json::object entry(const attention::Item& item) {
  const attention::KindRow& row = attention::row_of(item.what.kind);
  return {{"id", item.id.value},
          {"kind", row.name},
          {"urgency", name_of(row.urgency)},
          {"subject", item.what.subject},
          {"label", item.what.label},
          {"detail", item.what.detail},
          {"what", row.what},
          {"next_step", row.next_step},
          {"due_at", time_of(item.what.due_at)},
          {"raised_at", rfc3339(item.raised_at)},
          {"settled_at", time_of(item.settled_at)},
          {"settled_by", item.settled_by},
          {"settled_by_hand", row.is_settled_by_hand}};
}

json::array entries(const std::vector<attention::Item>& items) {
  json::array rows;
  for (const attention::Item& item : items) rows.push_back(entry(item));
  return rows;
}

}  // namespace

Result<json::object> list_attention(Node& node, const json::object& /*arguments*/) {
  if (node.is_serving()) AAN_TRY(node.look_around());
  const service::AttentionList list = AAN_TRY(service::list_attention(node.room));
  return json::object{{"good", list.open.empty()},
                      {"items", entries(list.open)},
                      {"settled", entries(list.settled)}};
}

Result<json::object> settle_item(Node& node, const json::object& arguments) {
  return entry(
      AAN_TRY(service::settle_item(node.room, text_in(arguments, "item"), by_of(arguments))));
}

}  // namespace aan::node
