#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "domain/desk/sign_in_pace.hpp"
#include "service/audit.hpp"
#include "service/desk/session.hpp"

namespace aan::service {

/// What somebody gives to be let in.
struct Credentials {
  std::string name;
  std::string password;
  std::string code;  ///< six digits of the phone, or a recovery code
  /// A name that signed in from this browser before, proven by a signed cookie; else empty. Its
  /// guesses are counted apart, so that strangers who guess at a name do not keep its owner out.
  std::string known_name;
  std::string sender;  ///< what counts as one client, for the pace alone: never stored or logged
};

/// Signing in, and the waits after wrong guesses: of one sender at one name, and of one sender at
/// all names. Whoever guesses from elsewhere makes nobody wait. Counts in memory: one for the
/// process, and the waits of a shop with several processes add up. Thread-safe.
///
/// Every refusal that was looked at stands in the audit log; those that were turned away unheard
/// are counted and stand there with the next one. Neither holds what was typed as password or code.
class SignIn {
 public:
  explicit SignIn(const Room& room) : room_(room) {}

  struct Done {
    std::string session_token;
    std::string name;
    std::int64_t recovery_codes_left = 0;
  };
  /// A new session, whatever session the browser had. Errors: unauthenticated "sign_in_wrong" for
  /// a wrong or unknown name, password or code and for a disabled person, all alike and after the
  /// same work; limited "sign_in_wait" with `retry_after_s`, unheard.
  Result<Done> enter(const Credentials& given);

  /// Fresh proof of somebody who is signed in: the session gets another token and its proof is of
  /// now; its twelve hours go on. Errors: as of `enter`, with
  /// "sign_in_not_proven" for a wrong password or code.
  Result<Done> prove(const SignedIn& who, const std::string& password, const std::string& code);

 private:
  /// Where guesses are counted. Without limits: neither counted nor asked.
  struct Door {
    std::string key;
    const desk::PaceLimits* limits = nullptr;
  };
  struct Doors {
    Door own;
    Door sender;
  };
  /// Counts the guess as wrong before the work begins, so that two at once are two; says how many
  /// were turned away unheard since the last. Errors: limited.
  Result<std::int64_t> take_turn(const Doors& doors);
  void was_right(const Doors& doors);
  /// What came of a password and a code: how they proved it, "totp" or "recovery_code"; nothing
  /// when they did not.
  struct Checked {
    std::optional<std::string> proof;
    bool is_password_right = false;
  };
  Result<Checked> check(const std::optional<desk::Person>& person, const std::string& password,
                        const std::string& code);
  Result<Done> let_in(const desk::Person& person, const std::string& proof, Timestamp created_at,
                      const std::string& old_digest);
  /// `codes_of`: whose code was wrong with the right password; null: nobody's.
  std::unexpected<Error> refuse_guess(Deed deed, std::int64_t unheard,
                                      const desk::Person* codes_of);

  const Room& room_;
  std::mutex guesses_mutex_;  // guards guesses_
  std::map<std::string, desk::Guesses> guesses_;
};

}  // namespace aan::service
