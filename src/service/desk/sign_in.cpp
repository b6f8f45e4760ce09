#include "service/desk/sign_in.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "crypto/password.hpp"
#include "domain/desk/recovery_code.hpp"
#include "domain/desk/totp.hpp"
#include "service/desk/places.hpp"
#include "service/desk/wrong_codes.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kDoorsMax = 10'000;
constexpr std::size_t kPasswordHeardMax = 512;

std::unexpected<Error> wait(Duration by) {
  Error error{Errc::limited,
              "desk.sign_in",
              "a guess before its time",
              "Too many wrong guesses. Please wait a little.",
              static_cast<int>(std::max<std::int64_t>(1, (by.us + 999'999) / 1'000'000)),
              "sign_in_wait"};
  return std::unexpected(std::move(error));
}

}  // namespace

Result<std::int64_t> SignIn::take_turn(const Doors& doors) {
  const Duration now = room_.clock.mono();
  const std::scoped_lock lock(guesses_mutex_);
  if (guesses_.size() >= kDoorsMax)
    std::erase_if(guesses_, [&](const auto& one) { return !desk::wait_of(one.second, now); });
  // Ten thousand waits that all run: so many senders cannot be told apart from a crowd.
  if (guesses_.size() >= kDoorsMax) guesses_.clear();
  for (const Door& door : {doors.own, doors.sender}) {
    if (door.limits == nullptr) continue;
    // Whoever is turned away leaves no trace of another name: many of them would push out what is
    // remembered of others.
    const auto before = guesses_.find(door.key);
    const auto by = before == guesses_.end() ? std::nullopt : desk::wait_of(before->second, now);
    if (!by) continue;
    ++before->second.turned_away;
    return wait(*by);
  }
  std::int64_t unheard = 0;
  for (const Door& door : {doors.own, doors.sender})
    if (const auto before = guesses_.find(door.key); before != guesses_.end())
      unheard += before->second.turned_away;
  for (const Door& door : {doors.own, doors.sender})
    if (door.limits != nullptr)
      guesses_[door.key] = desk::after_wrong(guesses_[door.key], *door.limits, now);
  return unheard;
}

void SignIn::was_right(const Doors& doors) {
  const std::scoped_lock lock(guesses_mutex_);
  guesses_.erase(doors.own.key);
  const auto sender = guesses_.find(doors.sender.key);
  if (doors.sender.limits != nullptr && sender != guesses_.end() && sender->second.wrong > 0)
    --sender->second.wrong;
}

// The same work for all.
Result<SignIn::Checked> SignIn::check(const std::optional<desk::Person>& person,
                                      const std::string& password, const std::string& code) {
  const bool is_long = password.size() > kPasswordHeardMax;
  const bool is_known =
      person && !is_long && crypto::verify_password(person->password_hash, password);
  if (!person || is_long) crypto::verify_nobody("");
  Checked checked;
  if (!is_known || person->is_disabled) return checked;
  checked.is_password_right = true;
  const Timestamp now = room_.clock.wall();
  const std::string secret =
      AAN_TRY(room_.sealer.open(person->totp_sealed, place_of_person(person->id)));
  const auto step = desk::match_totp(secret, code, room_.time_outside(), person->totp_step);
  const std::string digest = desk::recovery_code_digest(code);
  if (!step && digest.empty()) return checked;
  AAN_TRY(room_.store.write("desk.proof", [&](ports::UnitOfWork& unit) -> Result<> {
    checked.proof.reset();
    if (step) {
      if (AAN_TRY(unit.people().take_totp_step(person->id, *step))) checked.proof = "totp";
    } else if (AAN_TRY(unit.people().take_recovery_code(person->id, digest, now))) {
      checked.proof = "recovery_code";
    }
    return {};
  }));
  return checked;
}

Result<SignIn::Done> SignIn::let_in(const desk::Person& person, const std::string& proof,
                                    Timestamp created_at, const std::string& old_digest) {
  const NewSession session = new_session(room_, person.id, created_at);
  const Timestamp now = room_.clock.wall();
  Done done{session.token, person.name, 0};
  AAN_TRY(room_.store.write("desk.sign_in", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!old_digest.empty()) AAN_TRY(unit.sessions().remove(old_digest));
    AAN_TRY(unit.sessions().add(session.session));
    done.recovery_codes_left = AAN_TRY(unit.people().recovery_codes_left(person.id));
    return write_down(
        unit, {person.name, old_digest.empty() ? "sign_in" : "sign_in.proven", "", proof}, now);
  }));
  return done;
}

// What was typed as a name may have been a password in the wrong field: only names that somebody
// here has are written down.
std::unexpected<Error> SignIn::refuse_guess(Deed deed, std::int64_t unheard,
                                            const desk::Person* codes_of) {
  if (unheard > 0) deed.detail = "turned_away " + std::to_string(unheard);
  const Timestamp now = room_.clock.wall();
  const auto written = room_.store.write("desk.refused", [&](ports::UnitOfWork& unit) -> Result<> {
    if (codes_of != nullptr) AAN_TRY(count_wrong_code(unit, codes_of->id, now));
    return write_down(unit, deed, now);
  });
  if (!written) log::error("desk.not_written_down", {{"why", written.error().to_string()}});
  // Whoever is signed in already was not asked for a name.
  if (deed.action == "proof.refused")
    return refuse(Errc::unauthenticated, "desk.sign_in",
                  "Password or code are not right, or the code was used before.",
                  "sign_in_not_proven");
  return refuse(Errc::unauthenticated, "desk.sign_in",
                "Name, password or code are not right, or the code was used before.",
                "sign_in_wrong");
}

Result<SignIn::Done> SignIn::enter(const Credentials& given) {
  // A name that nobody can have is a guess like any other and costs the same work.
  const std::string name = desk::parse_person_name(given.name).value_or("");
  const bool is_known_browser = !name.empty() && given.known_name == name;
  Doors doors;
  doors.own = {is_known_browser ? "known|" + name : "name|" + name + "|" + given.sender,
               &desk::kNamePace};
  doors.sender = {"sender|" + given.sender, is_known_browser ? nullptr : &desk::kSenderPace};
  const std::int64_t unheard = AAN_TRY(take_turn(doors));
  std::optional<desk::Person> person;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (!name.empty()) person = AAN_TRY(at.people().find_by_name(name));
    return {};
  }));
  const Checked checked = AAN_TRY(check(person, given.password, given.code));
  if (!checked.proof)
    return refuse_guess({std::string(kNobody), "sign_in.refused", person ? name : "", ""}, unheard,
                        checked.is_password_right ? &*person : nullptr);
  was_right(doors);
  if (crypto::is_outdated_hash(person->password_hash)) {
    const std::string hash = crypto::hash_password(given.password);
    AAN_TRY(room_.store.write("desk.rehash", [&](ports::UnitOfWork& unit) {
      return unit.people().set_password(person->id, hash);
    }));
  }
  return let_in(*person, *checked.proof, room_.clock.wall(), "");
}

Result<SignIn::Done> SignIn::prove(const SignedIn& who, const std::string& password,
                                   const std::string& code) {
  const Doors doors{{"proof|" + who.person.name, &desk::kNamePace}, {}};
  const std::int64_t unheard = AAN_TRY(take_turn(doors));
  // As it is now, not as it was when the page began: a code is good once.
  std::optional<desk::Person> person;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    person = AAN_TRY(at.people().find(who.person.id));
    return {};
  }));
  const Checked checked = AAN_TRY(check(person, password, code));
  if (!checked.proof)
    return refuse_guess({who.person.name, "proof.refused", who.person.name, ""}, unheard,
                        checked.is_password_right ? &*person : nullptr);
  was_right(doors);
  return let_in(*person, *checked.proof, who.session.created_at, who.session.token_digest);
}

}  // namespace aan::service
