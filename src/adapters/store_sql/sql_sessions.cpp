#include "adapters/store_sql/sql_sessions.hpp"

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

namespace aan::store_sql {

using desk::Session;

Result<std::optional<Session>> SqlSessions::find(std::string_view token_digest) const {
  return db_.attempt("store.find_session", [&]() -> Result<std::optional<Session>> {
    Rows rows(db_,
              "SELECT token_digest, person_id, created_at, seen_at, proven_at FROM desk_session "
              "WHERE token_digest = :token_digest LIMIT 1",
              {hex(token_digest)});
    if (!rows.next()) return std::optional<Session>{};
    Session session;
    session.token_digest = rows.digest();
    session.person_id = rows.id<desk::PersonId>();
    session.created_at = rows.time();
    session.seen_at = rows.time();
    session.proven_at = rows.time();
    return session;
  });
}

Result<> SqlSessions::add(const Session& session) {
  return db_.attempt("store.add_session", [&]() -> Result<> {
    db_.run(
        "INSERT INTO desk_session (token_digest, person_id, created_at, seen_at, proven_at) "
        "VALUES (:token_digest, :person_id, :created_at, :seen_at, :proven_at)",
        {hex(session.token_digest), session.person_id, session.created_at, session.seen_at,
         session.proven_at});
    return {};
  });
}

Result<> SqlSessions::see(std::string_view token_digest, Timestamp at) {
  return db_.attempt("store.see_session", [&]() -> Result<> {
    db_.run(
        "UPDATE desk_session SET seen_at = :seen_at WHERE token_digest = :token_digest "
        "AND seen_at < :at",
        {at, hex(token_digest), at});
    return {};
  });
}

Result<bool> SqlSessions::remove(std::string_view token_digest) {
  return db_.attempt("store.remove_session", [&]() -> Result<bool> {
    return db_.run("DELETE FROM desk_session WHERE token_digest = :token_digest",
                   {hex(token_digest)}) == 1;
  });
}

Result<std::int64_t> SqlSessions::remove_all_of(const desk::PersonId& id) {
  return db_.attempt("store.remove_sessions", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM desk_session WHERE person_id = :person_id", {id});
  });
}

Result<std::int64_t> SqlSessions::purge(Timestamp created_before, Timestamp seen_before) {
  return db_.attempt("store.purge_sessions", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM desk_session WHERE created_at < :created OR seen_at < :seen",
                   {created_before, seen_before});
  });
}

}  // namespace aan::store_sql
