#pragma once
#include <optional>
#include <string>

#include "base/timestamp.hpp"
#include "domain/customer/customer.hpp"

namespace aan::customer {

/// A library stays open in a browser that comes back within this time,
inline constexpr Duration kLibraryIdleMax = Duration::days(30);
/// and never longer than this.
inline constexpr Duration kLibraryOpenMax = Duration::days(180);
/// A visit is written down at most this often.
inline constexpr Duration kLibrarySeenEvery = Duration::hours(1);
/// The link of a letter opens a library within this time, once.
inline constexpr Duration kLibraryLetterFor = Duration::minutes(15);

/// A library that is open in a browser: known by the digest of its token alone.
struct LibrarySession {
  std::string token_digest;  ///< SHA-256
  CustomerId customer_id;
  Timestamp created_at;
  Timestamp seen_at;
};
[[nodiscard]] inline bool is_live(const LibrarySession& session, Timestamp now) {
  return now - session.seen_at < kLibraryIdleMax && now - session.created_at < kLibraryOpenMax;
}

using LibraryLetterId = Id<struct LibraryLetterTag>;

/// A letter that opens a library, or would if anybody had the address that was typed: the row is
/// the same for an address that nobody has, so that asking tells nothing.
struct LibraryLetter {
  LibraryLetterId id;
  std::optional<CustomerId> customer_id;
  std::string link_key_id;     ///< with which its token is derived
  std::string token_digest;    ///< SHA-256 of that token
  std::string browser_digest;  ///< SHA-256 of what the asking browser keeps
  Timestamp created_at;
  std::optional<Timestamp> used_at;
};
[[nodiscard]] inline bool is_good(const LibraryLetter& letter, Timestamp now) {
  return letter.customer_id && !letter.used_at && now - letter.created_at < kLibraryLetterFor;
}

}  // namespace aan::customer
