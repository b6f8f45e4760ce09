#include "node/commands/desk_commands_json.hpp"

#include <algorithm>
#include <array>

#include "base/codec.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/audit.hpp"
#include "service/desk/invite.hpp"
#include "service/desk/manage_people.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object person(const desk::Person& it) {
  return {{"id", it.id.value},
          {"name", it.name},
          {"role", name_of(it.role)},
          {"disabled", it.is_disabled},
          {"created_at", rfc3339(it.created_at)}};
}

json::object entry(const desk::AuditEntry& it) {
  return {{"number", it.number},     {"at", rfc3339(it.at)},  {"actor", it.actor},
          {"action", it.action},     {"subject", it.subject}, {"detail", it.detail},
          {"digest", hex(it.digest)}};
}

Result<desk::Role> role_in(const std::string& word) {
  if (const auto role = desk::parse_role(word)) return *role;
  return refuse(Errc::invalid, "desk.role",
                "A role is one of: owner, editor, support, accountant, read-only.");
}

Result<json::object> person_named(const Node& node, const std::string& name) {
  for (const desk::Person& one : AAN_TRY(service::list_people(node.room)))
    if (one.name == AAN_TRY(desk::parse_person_name(name))) return person(one);
  return fail(Errc::internal, "desk.place", "the person is gone");
}

}  // namespace

Result<json::object> link_to_desk(Node& node, const json::object& arguments) {
  const std::string word = text_in(arguments, "role");
  const desk::Role role = word.empty() ? desk::Role::owner : AAN_TRY(role_in(word));
  const std::string token =
      AAN_TRY(service::invite(node.room, role, std::string(service::kOperator)));
  return json::object{{"url", node.shop.desk_address + "/desk/begin/" + token},
                      {"role", name_of(role)},
                      {"expires_at", rfc3339(node.clock.wall() + desk::kInvitationFor)}};
}

Result<json::object> list_people(Node& node, const json::object& /*arguments*/) {
  json::array people;
  for (const desk::Person& one : AAN_TRY(service::list_people(node.room)))
    people.push_back(person(one));
  return json::object{{"people", std::move(people)}};
}

Result<json::object> set_place(Node& node, const json::object& arguments, bool is_disabled) {
  const std::string name = text_in(arguments, "name");
  AAN_TRY(service::set_disabled(node.room, name, is_disabled, std::string(service::kOperator)));
  return person_named(node, name);
}

Result<json::object> change_role(Node& node, const json::object& arguments) {
  const std::string name = text_in(arguments, "name");
  const desk::Role role = AAN_TRY(role_in(text_in(arguments, "role")));
  AAN_TRY(service::set_role(node.room, name, role, std::string(service::kOperator)));
  return person_named(node, name);
}

Result<json::object> list_audit(Node& node, const json::object& arguments) {
  json::array entries;
  for (const desk::AuditEntry& one : AAN_TRY(service::list_audit(
           node.room, number_in(arguments, "before", 0), AAN_TRY(limit_in(arguments)))))
    entries.push_back(entry(one));
  return json::object{{"entries", std::move(entries)}};
}

Result<json::object> verify_audit(Node& node, const json::object& /*arguments*/) {
  const service::AuditCheck check = AAN_TRY(service::verify_audit(node.room));
  json::object answer{
      {"good", !check.broken_at}, {"entries", check.entries}, {"digest", check.digest_hex}};
  if (check.broken_at) {
    answer["broken_at"] = *check.broken_at;
    answer["fault"] = check.fault;
  }
  return answer;
}

Result<> write_down_command(Node& node, const std::string& name, const std::string& by,
                            const std::string& about, const std::string& value) {
  // Books, codes and orders are written down by their use cases.
  constexpr std::array kTold = {"order.mail", "queue.retry", "keys.rotate", "keys.accept-loss",
                                "index.rebuild"};
  if (std::ranges::find(kTold, name) == kTold.end()) return {};
  return service::write_down(node.room, {by, name, about, value});
}

}  // namespace aan::node
