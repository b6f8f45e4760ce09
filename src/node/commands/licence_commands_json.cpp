#include "node/commands/licence_commands_json.hpp"

#include "node/commands/command_parts_json.hpp"
#include "service/sale/licences.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object row_of(const sales::Licence& licence, sales::LicenceState state) {
  return {{"id", licence.id.value},
          {"state", sales::name_of(state)},
          {"seats", licence.seats},
          {"active", licence.active}};
}

Result<json::object> answer_of(Node& node, const service::LicenceSeen& seen) {
  json::object row = row_of(seen.licence, seen.state);
  const auto view =
      AAN_TRY(service::view_order_by_id(node.room, node.providers, seen.licence.order_id));
  row["order"] = view.order.reference;
  for (const service::OrderLineView& line : view.lines)
    if (line.line.id == seen.licence.line_id) row["title"] = line.line.quoted.title;
  row["issued_at"] = rfc3339(seen.licence.issued_at);
  row["disabled_at"] = seen.licence.disabled_at ? json::value(rfc3339(*seen.licence.disabled_at))
                                                : json::value(nullptr);
  return json::object{{"licence", std::move(row)}};
}

Result<json::object> set_disabled(Node& node, const json::object& arguments, bool is_disabled) {
  return answer_of(node,
                   AAN_TRY(service::set_licence_disabled(node.room, text_in(arguments, "licence"),
                                                         is_disabled, by_of(arguments))));
}

}  // namespace

Result<json::object> show_licence(Node& node, const json::object& arguments) {
  return answer_of(node, AAN_TRY(service::find_licence(node.room, text_in(arguments, "licence"))));
}

Result<json::object> disable_licence(Node& node, const json::object& arguments) {
  return set_disabled(node, arguments, true);
}

Result<json::object> enable_licence(Node& node, const json::object& arguments) {
  return set_disabled(node, arguments, false);
}

json::value licence_of(const service::OrderLineView& line) {
  if (!line.licence) return nullptr;
  return row_of(line.licence->licence, line.licence->state);
}

}  // namespace aan::node
