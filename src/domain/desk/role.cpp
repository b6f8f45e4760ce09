#include "domain/desk/role.hpp"

namespace aan::desk {

std::string_view name_of(Role role) {
  switch (role) {
    case Role::owner: return "owner";
    case Role::editor: return "editor";
    case Role::support: return "support";
    case Role::accountant: return "accountant";
    case Role::read_only: return "read_only";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view name) {
  if (name == "read-only") return Role::read_only;
  for (const Role role : kRoles)
    if (name_of(role) == name) return role;
  return std::nullopt;
}

}  // namespace aan::desk
