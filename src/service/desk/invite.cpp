#include "service/desk/invite.hpp"

#include "base/codec.hpp"
#include "crypto/token.hpp"
#include "domain/desk/totp.hpp"
#include "service/audit.hpp"
#include "service/desk/places.hpp"

namespace aan::service {

Result<std::string> invite(const Room& room, desk::Role role, const std::string& by) {
  std::string token = crypto::new_token(room.rng);
  const Timestamp now = room.clock.wall();
  desk::Invitation invitation;
  invitation.token_digest = crypto::token_digest(token);
  invitation.role = role;
  invitation.totp_sealed = room.sealer.seal(desk::new_totp_secret(room.rng),
                                            place_of_invitation(invitation.token_digest));
  invitation.invited_by = by;
  invitation.created_at = now;
  invitation.expires_at = now + desk::kInvitationFor;
  AAN_TRY(room.store.write("desk.invite", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.people().end_invitations(by, now));
    AAN_TRY(unit.people().add_invitation(invitation));
    return write_down(unit, {by, "person.invited", std::string(name_of(role)), ""}, now);
  }));
  return token;
}

Result<bool> is_desk_empty(const Room& room) {
  bool is_empty = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_empty = AAN_TRY(at.people().list(1)).empty();
    return {};
  }));
  return is_empty;
}

Result<std::optional<std::string>> invite_first(const Room& room) {
  if (!AAN_TRY(is_desk_empty(room))) return std::optional<std::string>{};
  return AAN_TRY(invite(room, desk::Role::owner, std::string(kOperator)));
}

}  // namespace aan::service
