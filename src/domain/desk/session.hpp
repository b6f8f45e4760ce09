#pragma once
#include <string>

#include "base/timestamp.hpp"
#include "domain/desk/person.hpp"

namespace aan::desk {

inline constexpr Duration kSessionIdleMax = Duration::minutes(30);
inline constexpr Duration kSessionMax = Duration::hours(12);
/// How long both proofs, password and code, stand for what asks for fresh proof.
inline constexpr Duration kProofFor = Duration::minutes(5);
/// A visit is written down at most this often: looking at pages does not write each time.
inline constexpr Duration kSeenEvery = Duration::minutes(1);

/// Somebody is signed in. Known by the digest of its token alone; the token itself only the
/// browser has. Another one is made at sign-in and whenever rights change.
struct Session {
  std::string token_digest;  ///< SHA-256
  PersonId person_id;
  Timestamp created_at;
  Timestamp seen_at;
  Timestamp proven_at;  ///< when password and code were last given
};

/// Whether it still lives: not idle for too long, not too old.
[[nodiscard]] inline bool is_live(const Session& session, Timestamp now) {
  return now - session.seen_at < kSessionIdleMax && now - session.created_at < kSessionMax;
}
/// Whether its proof is fresh enough for money, keys and rights.
[[nodiscard]] inline bool is_proof_fresh(const Session& session, Timestamp now) {
  return now - session.proven_at < kProofFor;
}
/// Whether the visit of now is to be written down.
[[nodiscard]] inline bool is_due_to_be_seen(const Session& session, Timestamp now) {
  return now - session.seen_at >= kSeenEvery;
}

}  // namespace aan::desk
