#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/desk/person.hpp"

namespace aan::ports {

/// People with a place at the desk, their recovery codes, and invitations. Digests are 32 bytes.
/// Errors: unavailable, corrupt, internal, and those named.
class PersonStore {
 public:
  virtual ~PersonStore() = default;

  virtual Result<std::optional<desk::Person>> find(const desk::PersonId& id) const = 0;
  virtual Result<std::optional<desk::Person>> find_by_name(std::string_view name) const = 0;
  /// By name, disabled ones too; at most `limit`, 1 to 500.
  virtual Result<std::vector<desk::Person>> list(std::int64_t limit) const = 0;
  /// How many owners are not disabled.
  virtual Result<std::int64_t> owners() const = 0;
  virtual Result<std::int64_t> recovery_codes_left(const desk::PersonId& id) const = 0;
  virtual Result<std::optional<desk::Invitation>> find_invitation(
      std::string_view token_digest) const = 0;

  /// Errors: conflict when the name is taken.
  virtual Result<> add(const desk::Person& person) = 0;
  /// Errors: not_found.
  virtual Result<> set_role(const desk::PersonId& id, desk::Role role) = 0;
  virtual Result<> set_disabled(const desk::PersonId& id, bool is_disabled) = 0;
  virtual Result<> set_password(const desk::PersonId& id, std::string_view hash) = 0;
  /// Takes a step of the one-time passwords if it is later than the newest that was taken, in one
  /// statement; says whether.
  virtual Result<bool> take_totp_step(const desk::PersonId& id, std::int64_t step) = 0;
  virtual Result<> add_recovery_code(const desk::PersonId& id, std::string_view code_digest) = 0;
  /// Uses up all that were left; returns how many.
  virtual Result<std::int64_t> end_recovery_codes(const desk::PersonId& id, Timestamp now) = 0;
  /// Uses a recovery code up if it is there and fresh, in one statement; says whether.
  virtual Result<bool> take_recovery_code(const desk::PersonId& id, std::string_view code_digest,
                                          Timestamp now) = 0;
  virtual Result<> add_invitation(const desk::Invitation& invitation) = 0;
  /// Uses an invitation up if it is fresh and its time is not over, in one statement; says whether.
  virtual Result<bool> take_invitation(std::string_view token_digest, Timestamp now) = 0;
  /// Ends the unused invitations of one who invited; nothing there is no error.
  virtual Result<> end_invitations(std::string_view invited_by, Timestamp now) = 0;
  /// Forgets invitations whose time was over before `before`; returns how many.
  virtual Result<std::int64_t> purge_invitations(Timestamp before) = 0;
  /// Another phone: its secret of one-time passwords, sealed, and the newest step that was taken of
  /// it. Errors: not_found.
  virtual Result<> set_totp(const desk::PersonId& id, std::string_view sealed,
                            std::int64_t step) = 0;
};

}  // namespace aan::ports
