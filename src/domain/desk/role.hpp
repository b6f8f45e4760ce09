#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace aan::desk {

/// What somebody is at the desk. One person has one role.
enum class Role : std::uint8_t {
  owner,       ///< everything
  editor,      ///< books and prices
  support,     ///< orders and their buyers
  accountant,  ///< money, and the log of who did what
  read_only,   ///< looks, changes nothing
};
inline constexpr std::array kRoles = {Role::owner, Role::editor, Role::support, Role::accountant,
                                      Role::read_only};

/// Stable word, as it is stored: "read_only".
std::string_view name_of(Role role);
/// That word, or the same as people write it: "read-only".
std::optional<Role> parse_role(std::string_view name);

}  // namespace aan::desk
