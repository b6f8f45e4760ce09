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

/// All that keeps a newcomer from a place as they typed it, so that they need not find it out one
/// by one: invalid, by the rules for names and passwords, and "totp_wrong".
std::vector<Error> mistakes_of(const Room& room, const InvitationView& invitation,
                               const Newcomer& newcomer);

/// Opens a place at the desk and signs the newcomer in. Uses the invitation up; two at once give
/// one place. Errors: those of `view_invitation`, the first of `mistakes_of`, conflict
/// "name_taken".
Result<Welcome> accept_invitation(const Room& room, const std::string& token,
                                  const Newcomer& newcomer);

}  // namespace aan::service
