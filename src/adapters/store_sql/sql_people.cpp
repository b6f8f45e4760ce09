#include "adapters/store_sql/sql_people.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_PERSON_COLUMNS \
  "id, name, role, is_disabled, password_hash, totp_sealed, totp_step, created_at "

namespace aan::store_sql {

using desk::Invitation;
using desk::Person;
using desk::PersonId;

namespace {

constexpr std::int64_t kPeopleMax = 500;

Person person_of(Rows& rows) {
  Person person;
  person.id = rows.id<PersonId>();
  person.name = rows.text();
  person.role = rows.named(desk::parse_role);
  person.is_disabled = rows.flag();
  person.password_hash = rows.text();
  person.totp_sealed = rows.sealed();
  person.totp_step = rows.number();
  person.created_at = rows.time();
  return person;
}

std::optional<Person> maybe_person(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return person_of(rows);
}

Result<> require_one(std::int64_t changed, std::string_view step) {
  if (changed == 1) return {};
  return fail(Errc::not_found, step, "no such person", "There is no such person at the desk.",
              "no_such_person");
}

}  // namespace

Result<std::optional<Person>> SqlPeople::find(const PersonId& id) const {
  return db_.attempt("store.find_person", [&]() -> Result<std::optional<Person>> {
    Rows rows(db_, "SELECT " AAN_PERSON_COLUMNS "FROM desk_person WHERE id = :id LIMIT 1", {id});
    return maybe_person(rows);
  });
}

Result<std::optional<Person>> SqlPeople::find_by_name(std::string_view name) const {
  return db_.attempt("store.find_person_by_name", [&]() -> Result<std::optional<Person>> {
    Rows rows(db_, "SELECT " AAN_PERSON_COLUMNS "FROM desk_person WHERE name = :name LIMIT 1",
              {name});
    return maybe_person(rows);
  });
}

Result<std::vector<Person>> SqlPeople::list(std::int64_t limit) const {
  return db_.attempt("store.list_people", [&]() -> Result<std::vector<Person>> {
    Rows rows(db_, "SELECT " AAN_PERSON_COLUMNS "FROM desk_person ORDER BY name LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kPeopleMax)});
    std::vector<Person> people;
    while (rows.next()) people.push_back(person_of(rows));
    return people;
  });
}

Result<std::int64_t> SqlPeople::owners() const {
  return db_.attempt("store.owners", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM desk_person WHERE role = 'owner' AND is_disabled = 0 LIMIT 1");
    return rows.only().number();
  });
}

Result<std::int64_t> SqlPeople::recovery_codes_left(const PersonId& id) const {
  return db_.attempt("store.recovery_codes_left", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM desk_recovery_code "
              "WHERE person_id = :person_id AND used_at IS NULL LIMIT 1",
              {id});
    return rows.only().number();
  });
}

Result<std::optional<Invitation>> SqlPeople::find_invitation(std::string_view token_digest) const {
  return db_.attempt("store.find_invitation", [&]() -> Result<std::optional<Invitation>> {
    Rows rows(db_,
              "SELECT token_digest, role, totp_sealed, invited_by, created_at, expires_at, used_at "
              "FROM desk_invitation WHERE token_digest = :token_digest LIMIT 1",
              {hex(token_digest)});
    if (!rows.next()) return std::optional<Invitation>{};
    Invitation found;
    found.token_digest = rows.digest();
    found.role = rows.named(desk::parse_role);
    found.totp_sealed = rows.sealed();
    found.invited_by = rows.text();
    found.created_at = rows.time();
    found.expires_at = rows.time();
    found.used_at = rows.maybe_time();
    return found;
  });
}

Result<> SqlPeople::add(const Person& person) {
  return db_.attempt("store.add_person", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO desk_person (id, name, role, is_disabled, password_hash, totp_sealed, "
        "totp_step, created_at) VALUES (:id, :name, :role, :is_disabled, :password_hash, "
        ":totp_sealed, :totp_step, :created_at) ON CONFLICT DO NOTHING",
        {person.id, person.name, desk::name_of(person.role), person.is_disabled,
         person.password_hash, base64url(person.totp_sealed), person.totp_step, person.created_at});
    if (added == 1) return {};
    return refuse(Errc::conflict, "store.add_person",
                  "Somebody at this desk has that name already, or had it.", "name_taken");
  });
}

Result<> SqlPeople::set_role(const PersonId& id, desk::Role role) {
  return db_.attempt("store.set_role", [&]() -> Result<> {
    return require_one(
        db_.run("UPDATE desk_person SET role = :role WHERE id = :id", {desk::name_of(role), id}),
        "store.set_role");
  });
}

Result<> SqlPeople::set_disabled(const PersonId& id, bool is_disabled) {
  return db_.attempt("store.set_disabled", [&]() -> Result<> {
    return require_one(db_.run("UPDATE desk_person SET is_disabled = :is_disabled WHERE id = :id",
                               {is_disabled, id}),
                       "store.set_disabled");
  });
}

Result<> SqlPeople::set_password(const PersonId& id, std::string_view hash) {
  return db_.attempt("store.set_password", [&]() -> Result<> {
    return require_one(
        db_.run("UPDATE desk_person SET password_hash = :hash WHERE id = :id", {hash, id}),
        "store.set_password");
  });
}

Result<> SqlPeople::set_totp(const PersonId& id, std::string_view sealed, std::int64_t step) {
  return db_.attempt("store.set_totp", [&]() -> Result<> {
    return require_one(
        db_.run("UPDATE desk_person SET totp_sealed = :sealed, totp_step = :step WHERE id = :id",
                {base64url(sealed), step, id}),
        "store.set_totp");
  });
}

Result<bool> SqlPeople::take_totp_step(const PersonId& id, std::int64_t step) {
  return db_.attempt("store.take_totp_step", [&]() -> Result<bool> {
    return db_.run("UPDATE desk_person SET totp_step = :step WHERE id = :id AND totp_step < :now",
                   {step, id, step}) == 1;
  });
}

Result<> SqlPeople::add_recovery_code(const PersonId& id, std::string_view code_digest) {
  return db_.attempt("store.add_recovery_code", [&]() -> Result<> {
    db_.run(
        "INSERT INTO desk_recovery_code (person_id, code_digest) VALUES (:person_id, :code_digest)",
        {id, hex(code_digest)});
    return {};
  });
}

Result<std::int64_t> SqlPeople::end_recovery_codes(const PersonId& id, Timestamp now) {
  return db_.attempt("store.end_recovery_codes", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE desk_recovery_code SET used_at = :used_at WHERE person_id = :person_id "
        "AND used_at IS NULL",
        {now, id});
  });
}

Result<bool> SqlPeople::take_recovery_code(const PersonId& id, std::string_view code_digest,
                                           Timestamp now) {
  return db_.attempt("store.take_recovery_code", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE desk_recovery_code SET used_at = :used_at WHERE person_id = :person_id "
               "AND code_digest = :code_digest AND used_at IS NULL",
               {now, id, hex(code_digest)}) == 1;
  });
}

Result<> SqlPeople::add_invitation(const Invitation& invitation) {
  return db_.attempt("store.add_invitation", [&]() -> Result<> {
    db_.run(
        "INSERT INTO desk_invitation (token_digest, role, totp_sealed, invited_by, created_at, "
        "expires_at) VALUES (:token_digest, :role, :totp_sealed, :invited_by, :created_at, "
        ":expires_at)",
        {hex(invitation.token_digest), desk::name_of(invitation.role),
         base64url(invitation.totp_sealed), invitation.invited_by, invitation.created_at,
         invitation.expires_at});
    return {};
  });
}

Result<bool> SqlPeople::take_invitation(std::string_view token_digest, Timestamp now) {
  return db_.attempt("store.take_invitation", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE desk_invitation SET used_at = :used_at WHERE token_digest = :token_digest "
               "AND used_at IS NULL AND expires_at > :now",
               {now, hex(token_digest), now}) == 1;
  });
}

Result<> SqlPeople::end_invitations(std::string_view invited_by, Timestamp now) {
  return db_.attempt("store.end_invitations", [&]() -> Result<> {
    db_.run(
        "UPDATE desk_invitation SET expires_at = :now WHERE invited_by = :invited_by "
        "AND used_at IS NULL AND expires_at > :late",
        {now, invited_by, now});
    return {};
  });
}

Result<std::int64_t> SqlPeople::purge_invitations(Timestamp before) {
  return db_.attempt("store.purge_invitations", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM desk_invitation WHERE expires_at < :before", {before});
  });
}

}  // namespace aan::store_sql
