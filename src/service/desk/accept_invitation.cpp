#include "service/desk/accept_invitation.hpp"

#include "crypto/password.hpp"
#include "crypto/token.hpp"
#include "domain/desk/password_rules.hpp"
#include "domain/desk/recovery_code.hpp"
#include "domain/desk/totp.hpp"
#include "service/audit.hpp"
#include "service/desk/places.hpp"
#include "service/desk/session.hpp"
#include "service/desk/setup.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> no_such_invitation() {
  return refuse(Errc::not_found, "desk.invitation", "This link opens nothing.",
                "no_such_invitation");
}
std::unexpected<Error> used() {
  return refuse(Errc::gone, "desk.invitation", "This link was used; each opens one place, once.",
                "invitation_used");
}

// What a newcomer typed, as far as it is good.
struct Checked {
  std::vector<Error> mistakes;
  std::string name;
  std::int64_t totp_step = 0;
};

Checked check(const Room& room, const InvitationView& invitation, const Newcomer& newcomer) {
  Checked checked;
  const auto take = [&checked](const auto& good) {
    if (!good) checked.mistakes.push_back(good.error());
    return good.has_value();
  };
  const auto name = desk::parse_person_name(newcomer.name);
  if (take(name)) checked.name = *name;
  take(desk::check_password(newcomer.password, checked.name));
  const auto step = desk::match_totp(invitation.totp_secret, newcomer.code, room.time_outside(), 0);
  checked.totp_step = step.value_or(0);
  if (!step)
    take(Result<>(refuse(Errc::invalid, "desk.invitation",
                         "The six digits are not those that the phone shows now.", "totp_wrong")));
  return checked;
}

}  // namespace

Result<InvitationView> view_invitation(const Room& room, const std::string& token) {
  if (!crypto::looks_like_token(token)) return no_such_invitation();
  const std::string digest = crypto::token_digest(token);
  std::optional<desk::Invitation> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    found = AAN_TRY(at.people().find_invitation(digest));
    return {};
  }));
  if (!found) return no_such_invitation();
  if (found->used_at) return used();
  if (found->expires_at <= room.clock.wall())
    return refuse(Errc::gone, "desk.invitation",
                  "The time of this link is over. `aan desk link` makes another one.",
                  "invitation_over");
  return InvitationView{found->role,
                        AAN_TRY(room.sealer.open(found->totp_sealed, place_of_invitation(digest))),
                        found->expires_at};
}

std::vector<Error> mistakes_of(const Room& room, const InvitationView& invitation,
                               const Newcomer& newcomer) {
  return check(room, invitation, newcomer).mistakes;
}

Result<Welcome> accept_invitation(const Room& room, const std::string& token,
                                  const Newcomer& newcomer) {
  const InvitationView view = AAN_TRY(view_invitation(room, token));
  const std::string digest = crypto::token_digest(token);
  const Timestamp now = room.clock.wall();
  const Checked checked = check(room, view, newcomer);
  if (!checked.mistakes.empty()) return std::unexpected(checked.mistakes.front());
  Welcome welcome;
  welcome.name = checked.name;
  welcome.role = view.role;
  desk::Person person;
  person.id = room.ids.make<desk::PersonId>();
  person.name = welcome.name;
  person.role = view.role;
  person.password_hash = crypto::hash_password(newcomer.password);
  person.totp_sealed = room.sealer.seal(view.totp_secret, place_of_person(person.id));
  person.totp_step = checked.totp_step;
  person.created_at = now;
  welcome.recovery_codes = desk::new_recovery_codes(room.rng);
  const NewSession session = new_session(room, person.id, now);
  welcome.session_token = session.token;
  AAN_TRY(room.store.write("desk.accept", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.people().take_invitation(digest, now))) return used();
    if (person.role == desk::Role::owner) AAN_TRY(begin_setup(unit));
    AAN_TRY(unit.people().add(person));
    for (const std::string& code : welcome.recovery_codes)
      AAN_TRY(unit.people().add_recovery_code(person.id, desk::recovery_code_digest(code)));
    AAN_TRY(unit.sessions().add(session.session));
    return write_down(
        unit, {person.name, "person.joined", person.name, std::string(name_of(person.role))}, now);
  }));
  return welcome;
}

}  // namespace aan::service
