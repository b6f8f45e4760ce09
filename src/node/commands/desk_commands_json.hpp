#pragma once
#include <boost/json.hpp>
#include <string>

#include "node/node.hpp"

namespace aan::node {

/// `desk.link {role?}`, `desk.people`, `desk.disable|enable {name}`, `desk.role {name, role}`,
/// `audit.list {limit?}` and `audit.verify`: see `commands_json.hpp`. Thread-safe.
Result<boost::json::object> link_to_desk(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_people(Node& node, const boost::json::object& arguments);
Result<boost::json::object> set_place(Node& node, const boost::json::object& arguments,
                                      bool is_disabled);
Result<boost::json::object> change_role(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_audit(Node& node, const boost::json::object& arguments);
Result<boost::json::object> verify_audit(Node& node, const boost::json::object& arguments);

/// Writes down in the audit log what an operator changed by a command; `about` is public.
Result<> write_down_command(Node& node, const std::string& name, const std::string& by,
                            const std::string& about, const std::string& value);

}  // namespace aan::node
