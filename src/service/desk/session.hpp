#pragma once
#include <optional>
#include <string>

#include "domain/desk/permission.hpp"
#include "domain/desk/session.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Somebody who is signed in.
struct SignedIn {
  desk::Person person;
  desk::Session session;
  bool is_proof_fresh = false;  ///< password and code were given in the last five minutes
};

/// Who holds this token; nobody when it is unknown, its session is over, or the person is disabled.
/// Changes nothing: for what a page does by itself, while nobody may be there.
Result<std::optional<SignedIn>> look_at_session(const Room& room, const std::string& token);
/// The same of somebody who came: notes the visit, at most once a minute.
Result<std::optional<SignedIn>> find_session(const Room& room, const std::string& token);
/// Ends the session. Again, or for an unknown token, nothing happens.
Result<> sign_out(const Room& room, const std::string& token);

/// A fresh session in this unit of work; its token is the caller's to hand out.
struct NewSession {
  std::string token;
  desk::Session session;
};
NewSession new_session(const Room& room, const desk::PersonId& person, Timestamp created_at);
/// Forgets sessions and invitations whose time is over.
Result<std::int64_t> purge_desk(const Room& room);

}  // namespace aan::service
