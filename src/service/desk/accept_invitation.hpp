#pragma once
#include <string>
#include <vector>

#include "domain/desk/person.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What the page of an invitation shows.
struct InvitationView {
  desk::Role role = desk::Role::owner;
  std::string totp_secret;  ///< raw bytes
  Timestamp expires_at;
};
/// Errors: not_found "no_such_invitation" for a token that opens nothing, gone "invitation_used",
/// gone "invitation_over". Changes nothing, so that a mail scanner may look.
Result<InvitationView> view_invitation(const Room& room, const std::string& token);

struct Newcomer {
  std::string name;
  std::string password;
  std::string code;  ///< the phone's first one-time password: proof that it knows the secret
};

/// What the newcomer gets, once: the codes are kept as digests only.
struct Welcome {
  std::string name;
  desk::Role role = desk::Role::owner;
  std::vector<std::string> recovery_codes;
  std::string session_token;
};

/// Opens a place at the desk and signs the newcomer in. Uses the invitation up; two at once give
/// one place. Errors: those of `view_invitation`, of the rules for names and passwords, invalid
/// "totp_wrong", conflict "name_taken".
Result<Welcome> accept_invitation(const Room& room, const std::string& token,
                                  const Newcomer& newcomer);

}  // namespace aan::service
