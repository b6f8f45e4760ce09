#include "service/desk/own_place.hpp"

#include "base/codec.hpp"
#include "crypto/password.hpp"
#include "domain/desk/password_rules.hpp"
#include "domain/desk/recovery_code.hpp"
#include "domain/desk/totp.hpp"
#include "service/audit.hpp"
#include "service/desk/places.hpp"
#include "service/desk/wrong_codes.hpp"

namespace aan::service {

Result<std::string> change_password(const Room& room, const SignedIn& who,
                                    const std::string& password) {
  const std::string& name = who.person.name;
  AAN_TRY(desk::check_password(password, name));
  const std::string hash = crypto::hash_password(password);
  const NewSession session = new_session(room, who.person.id, who.session.created_at);
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("desk.password", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.people().set_password(who.person.id, hash));
    AAN_TRY(forget_wrong_codes(unit, who.person.id));
    AAN_TRY(unit.sessions().remove_all_of(who.person.id));
    AAN_TRY(unit.sessions().add(session.session));
    return write_down(unit, {name, "person.password", name, ""}, now);
  }));
  return session.token;
}

Result<std::vector<std::string>> renew_recovery_codes(const Room& room, const SignedIn& who) {
  std::vector<std::string> codes = desk::new_recovery_codes(room.rng);
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("desk.codes", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.people().end_recovery_codes(who.person.id, now));
    for (const std::string& code : codes)
      AAN_TRY(unit.people().add_recovery_code(who.person.id, desk::recovery_code_digest(code)));
    return write_down(unit, {who.person.name, "person.codes", who.person.name, ""}, now);
  }));
  return codes;
}

NewPhone offer_phone(const Room& room, const SignedIn& who) {
  NewPhone phone{desk::new_totp_secret(room.rng), {}};
  phone.sealed = base64url(
      room.sealer.seal(phone.secret, place_of_new_phone(who.person.id, who.session.created_at)));
  return phone;
}

Result<NewPhone> offered_phone(const Room& room, const SignedIn& who, std::string_view sealed) {
  const auto bytes = parse_base64url(sealed);
  auto secret = room.sealer.open(bytes.value_or(std::string()),
                                 place_of_new_phone(who.person.id, who.session.created_at));
  if (!secret)
    return refuse(Errc::invalid, "desk.phone", "This page is not of this session any more.",
                  "desk_form");
  return NewPhone{*std::move(secret), std::string(sealed)};
}

Result<std::string> take_phone(const Room& room, const SignedIn& who, std::string_view sealed,
                               std::string_view code) {
  const NewPhone phone = AAN_TRY(offered_phone(room, who, sealed));
  const auto step = desk::match_totp(phone.secret, code, room.time_outside(), 0);
  if (!step)
    return refuse(Errc::invalid, "desk.phone",
                  "The six digits are not those that the phone shows now.", "totp_wrong");
  const std::string kept = room.sealer.seal(phone.secret, place_of_person(who.person.id));
  const NewSession session = new_session(room, who.person.id, who.session.created_at);
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("desk.phone", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.people().set_totp(who.person.id, kept, *step));
    AAN_TRY(forget_wrong_codes(unit, who.person.id));
    AAN_TRY(unit.sessions().remove_all_of(who.person.id));
    AAN_TRY(unit.sessions().add(session.session));
    return write_down(unit, {who.person.name, "person.phone", who.person.name, ""}, now);
  }));
  return session.token;
}

Result<std::int64_t> recovery_codes_left(const Room& room, const SignedIn& who) {
  std::int64_t left = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    left = AAN_TRY(at.people().recovery_codes_left(who.person.id));
    return {};
  }));
  return left;
}

Result<std::int64_t> sign_out_everywhere(const Room& room, const SignedIn& who) {
  const Timestamp now = room.clock.wall();
  std::int64_t ended = 0;
  AAN_TRY(room.store.write("desk.sign_out_all", [&](ports::UnitOfWork& unit) -> Result<> {
    ended = AAN_TRY(unit.sessions().remove_all_of(who.person.id));
    return write_down(
        unit, {who.person.name, "sign_out.everywhere", who.person.name, std::to_string(ended)},
        now);
  }));
  return ended;
}

}  // namespace aan::service
