#pragma once
#include <vector>

#include "base/result.hpp"
#include "domain/desk/audit.hpp"

namespace aan::ports {

/// The log of who did what. Entries are appended and never changed; each holds the digest of the
/// one before. Errors: unavailable, corrupt, internal.
class AuditLog {
 public:
  virtual ~AuditLog() = default;
  /// Newest first, those before `before` (0: from the newest); at most `limit`, 1 to 500.
  virtual Result<std::vector<desk::AuditEntry>> newest(std::int64_t before,
                                                       std::int64_t limit) const = 0;
  /// Oldest first, those after `after`; at most `limit`, 1 to 500.
  virtual Result<std::vector<desk::AuditEntry>> after(std::int64_t after,
                                                      std::int64_t limit) const = 0;
  /// Where the log ends, as it was noted beside it: an end that was cut off shows.
  virtual Result<desk::AuditHead> head() const = 0;

  /// Appends an entry; its number, `previous` and digest are made here, whatever they hold.
  virtual Result<> append(const desk::AuditEntry& entry) = 0;
};

}  // namespace aan::ports
