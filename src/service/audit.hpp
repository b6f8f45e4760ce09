#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/room.hpp"

namespace aan::service {

/// Who does something at the desk: a person's name, or one of these.
inline constexpr std::string_view kOperator = "operator";  ///< the command line of the machine
inline constexpr std::string_view kNobody = "nobody";      ///< somebody who is not signed in

/// Something that belongs into the audit log.
struct Deed {
  std::string actor;
  std::string action;   ///< "person.invited", "sign_in.refused"
  std::string subject;  ///< whom or what it was about; never a secret
  std::string detail;   ///< machine words; never a secret
};

/// Writes a deed down in the unit of work that does it: both become durable, or neither.
Result<> write_down(ports::UnitOfWork& unit, const Deed& deed, Timestamp now);
/// The same in a unit of its own: for what changed nothing, such as a refused sign-in.
Result<> write_down(const Room& room, const Deed& deed);

/// What a look at the whole log found.
struct AuditCheck {
  std::int64_t entries = 0;
  std::string digest_hex;                 ///< of the last entry that was good
  std::optional<std::int64_t> broken_at;  ///< the first entry that is not what was written
  std::string fault;                      ///< "number", "previous", "digest", "end"
};
/// Reckons every digest again, in one snapshot, and compares the end with what was noted beside it.
Result<AuditCheck> verify_audit(const Room& room);
/// Newest first; entries before number `before`, 0: the newest. `limit`: 1 to 500.
Result<std::vector<desk::AuditEntry>> list_audit(const Room& room, std::int64_t before,
                                                 std::int64_t limit);

}  // namespace aan::service
