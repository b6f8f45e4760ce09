#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/timestamp.hpp"

namespace aan::desk {

/// One line of the audit log: who did what to what. Never a secret, never a buyer's name.
struct AuditEntry {
  std::int64_t number = 0;  ///< from 1, without gaps
  Timestamp at;
  std::string actor;     ///< a person's name; "operator": the command line; "nobody": not signed in
  std::string action;    ///< "person.invited"
  std::string subject;   ///< a name, a slug, a reference; may be empty
  std::string detail;    ///< machine words; may be empty
  std::string previous;  ///< digest of the entry before, 32 bytes; zeros for the first
  std::string digest;    ///< SHA-256 of `canonical_text`, 32 bytes
};

/// Where the log ends.
struct AuditHead {
  std::int64_t number = 0;
  std::string digest = std::string(32, '\0');
};

/// The text that is hashed: each field with its length before it, so that no two entries have the
/// same. Holds the digest before, which makes a chain of the log.
std::string canonical_text(const AuditEntry& entry);
std::string digest_of(const AuditEntry& entry);

/// What is wrong with `entry` as the one after `before`: "number", "previous" or "digest"; nothing
/// when it is what was written.
std::optional<std::string_view> fault_of(const AuditEntry& entry, const AuditHead& before);

}  // namespace aan::desk
