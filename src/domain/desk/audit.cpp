#include "domain/desk/audit.hpp"

#include "crypto/hash.hpp"

namespace aan::desk {

std::string canonical_text(const AuditEntry& entry) {
  std::string text = "aan-audit-1";
  const auto field = [&](std::string_view part) {
    text += '\n';
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  field(std::to_string(entry.number));
  field(std::to_string(entry.at.us));
  field(entry.actor);
  field(entry.action);
  field(entry.subject);
  field(entry.detail);
  field(entry.previous);
  return text;
}

std::string digest_of(const AuditEntry& entry) { return crypto::sha256(canonical_text(entry)); }

std::optional<std::string_view> fault_of(const AuditEntry& entry, const AuditHead& before) {
  if (entry.number != before.number + 1) return "number";
  if (entry.previous != before.digest) return "previous";
  if (entry.digest != digest_of(entry)) return "digest";
  return std::nullopt;
}

}  // namespace aan::desk
