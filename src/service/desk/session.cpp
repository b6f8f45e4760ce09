#include "service/desk/session.hpp"

#include "crypto/token.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr Duration kInvitationKeptFor = Duration::days(1);

}  // namespace

NewSession new_session(const Room& room, const desk::PersonId& person, Timestamp created_at) {
  NewSession made;
  made.token = crypto::new_token(room.rng);
  const Timestamp now = room.clock.wall();
  made.session = {crypto::token_digest(made.token), person, created_at, now, now};
  return made;
}

Result<std::optional<SignedIn>> look_at_session(const Room& room, const std::string& token) {
  if (!crypto::looks_like_token(token)) return std::optional<SignedIn>{};
  const Timestamp now = room.clock.wall();
  const std::string digest = crypto::token_digest(token);
  std::optional<SignedIn> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto session = AAN_TRY(at.sessions().find(digest));
    if (!session || !desk::is_live(*session, now)) return {};
    const auto person = AAN_TRY(at.people().find(session->person_id));
    if (!person || person->is_disabled) return {};
    found = SignedIn{*person, *session, desk::is_proof_fresh(*session, now)};
    return {};
  }));
  return found;
}

Result<std::optional<SignedIn>> find_session(const Room& room, const std::string& token) {
  auto found = AAN_TRY(look_at_session(room, token));
  const Timestamp now = room.clock.wall();
  if (found && desk::is_due_to_be_seen(found->session, now))
    AAN_TRY(room.store.write("desk.seen", [&](ports::UnitOfWork& unit) {
      return unit.sessions().see(found->session.token_digest, now);
    }));
  return found;
}

Result<> sign_out(const Room& room, const std::string& token) {
  const auto who = AAN_TRY(find_session(room, token));
  if (!who) return {};
  const Timestamp now = room.clock.wall();
  return room.store.write("desk.sign_out", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.sessions().remove(who->session.token_digest))) return {};
    return write_down(unit, {who->person.name, "sign_out", "", ""}, now);
  });
}

Result<std::int64_t> purge_desk(const Room& room) {
  const Timestamp now = room.clock.wall();
  std::int64_t gone = 0;
  AAN_TRY(room.store.write("desk.purge", [&](ports::UnitOfWork& unit) -> Result<> {
    gone = AAN_TRY(unit.sessions().purge(now - desk::kSessionMax, now - desk::kSessionIdleMax));
    gone += AAN_TRY(unit.people().purge_invitations(now - kInvitationKeptFor));
    return {};
  }));
  return gone;
}

}  // namespace aan::service
