#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "domain/desk/role.hpp"

namespace aan::desk {

using PersonId = Id<struct PersonTag>;

/// An invitation opens a place at the desk once, within this time.
inline constexpr Duration kInvitationFor = Duration::hours(1);

/// Somebody with a place at the desk. Never deleted, since the audit log names them: a person who
/// left is disabled, and the name is not given to anybody else.
struct Person {
  PersonId id;
  std::string name;  ///< what is typed at sign-in: `parse_person_name`
  Role role = Role::read_only;
  bool is_disabled = false;
  std::string password_hash;   ///< `crypto::hash_password`
  std::string totp_sealed;     ///< secret of the one-time passwords, sealed
  std::int64_t totp_step = 0;  ///< the newest that was taken: it and earlier ones are refused
  Timestamp created_at;
};

/// A link that opens a place at the desk: only the digest of its token is kept.
struct Invitation {
  std::string token_digest;  ///< SHA-256
  Role role = Role::owner;
  std::string totp_sealed;  ///< what the newcomer's phone will know, sealed
  std::string invited_by;   ///< a name, or "operator"
  Timestamp created_at;
  Timestamp expires_at;
  std::optional<Timestamp> used_at;
};

/// A sign-in name from what was typed: 2 to 32 of a-z, 0-9, '.', '_' and '-', beginning with a
/// letter; capital letters are made small. Errors: invalid with reason "desk_name".
Result<std::string> parse_person_name(std::string_view typed);

}  // namespace aan::desk
