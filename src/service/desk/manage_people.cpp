#include "service/desk/manage_people.hpp"

#include <functional>

#include "base/text.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kPeopleMax = 500;
constexpr std::int64_t kKeysMax = 500;
static_assert(kKeysMax >= desk::kApiKeysMax);  // those that are live come first: none is missed

using Change = std::function<Result<std::string>(ports::UnitOfWork&, const desk::Person&)>;

// A program goes on with the rights of whoever gave it its key: it ends with them.
Result<> end_keys_of(ports::UnitOfWork& unit, const std::string& name, const std::string& by,
                     Timestamp now) {
  for (const desk::ApiKey& key : AAN_TRY(unit.api_keys().list(kKeysMax))) {
    if (key.created_by != name || key.ended_at) continue;
    AAN_TRY(unit.api_keys().end(key.name, now));
    AAN_TRY(write_down(unit, {by, "api_key.ended", key.name, "made by " + name}, now));
  }
  return {};
}

// `change` says what to write down, or nothing when there was nothing to do.
Result<> change(const Room& room, const std::string& name, const std::string& by,
                const std::string& detail, const Change& apply) {
  const Timestamp now = room.clock.wall();
  return room.store.write("desk.person", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto person = AAN_TRY(unit.people().find_by_name(lower_ascii(trim(name))));
    if (!person)
      return refuse(Errc::not_found, "desk.person", "There is no such person at the desk.",
                    "no_such_person");
    const std::string action = AAN_TRY(apply(unit, *person));
    if (action.empty()) return {};
    AAN_TRY(unit.sessions().remove_all_of(person->id));
    // A link that they made would open a place with the right that they have lost.
    AAN_TRY(unit.people().end_invitations(person->name, now));
    AAN_TRY(end_keys_of(unit, person->name, by, now));
    if (AAN_TRY(unit.people().owners()) == 0)
      return refuse(Errc::conflict, "desk.person",
                    "The shop would have no owner any more. Make somebody else an owner first.",
                    "last_owner");
    return write_down(unit, {by, action, person->name, detail}, now);
  });
}

}  // namespace

Result<std::vector<desk::Person>> list_people(const Room& room) {
  std::vector<desk::Person> people;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    people = AAN_TRY(at.people().list(kPeopleMax));
    return {};
  }));
  return people;
}

Result<> set_disabled(const Room& room, const std::string& name, bool is_disabled,
                      const std::string& by) {
  return change(room, name, by, "",
                [&](ports::UnitOfWork& unit, const desk::Person& person) -> Result<std::string> {
                  if (person.is_disabled == is_disabled) return std::string{};
                  AAN_TRY(unit.people().set_disabled(person.id, is_disabled));
                  return std::string(is_disabled ? "person.disabled" : "person.enabled");
                });
}

Result<> set_role(const Room& room, const std::string& name, desk::Role role,
                  const std::string& by) {
  return change(room, name, by, std::string(name_of(role)),
                [&](ports::UnitOfWork& unit, const desk::Person& person) -> Result<std::string> {
                  if (person.role == role) return std::string{};
                  AAN_TRY(unit.people().set_role(person.id, role));
                  return std::string("person.role");
                });
}

}  // namespace aan::service
