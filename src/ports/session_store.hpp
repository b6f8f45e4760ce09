#pragma once
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "domain/desk/session.hpp"

namespace aan::ports {

/// Who is signed in at the desk, by the digest of the token that the browser holds. Errors:
/// unavailable, corrupt, internal, and those named.
class SessionStore {
 public:
  virtual ~SessionStore() = default;
  virtual Result<std::optional<desk::Session>> find(std::string_view token_digest) const = 0;

  /// Errors: conflict when the digest is there already.
  virtual Result<> add(const desk::Session& session) = 0;
  /// Notes a visit, never an earlier one than was noted. No such session is no error.
  virtual Result<> see(std::string_view token_digest, Timestamp at) = 0;
  /// Ends one session; says whether it was there.
  virtual Result<bool> remove(std::string_view token_digest) = 0;
  /// Ends every session of a person; returns how many.
  virtual Result<std::int64_t> remove_all_of(const desk::PersonId& id) = 0;
  /// Forgets sessions that were made before the one or seen last before the other moment.
  virtual Result<std::int64_t> purge(Timestamp created_before, Timestamp seen_before) = 0;
};

}  // namespace aan::ports
