#include "service/audit.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kWordBytesMax = 300;
constexpr std::int64_t kStep = 500;

std::string word(std::string_view text) {
  return std::string(utf8_prefix(one_line(text), kWordBytesMax));
}

}  // namespace

Result<> write_down(ports::UnitOfWork& unit, const Deed& deed, Timestamp now) {
  desk::AuditEntry entry;
  entry.at = now;
  entry.actor = word(deed.actor);
  entry.action = word(deed.action);
  entry.subject = word(deed.subject);
  entry.detail = word(deed.detail);
  return unit.audit().append(entry);
}

Result<> write_down(const Room& room, const Deed& deed) {
  const Timestamp now = room.clock.wall();
  return room.store.write("desk.audit",
                          [&](ports::UnitOfWork& unit) { return write_down(unit, deed, now); });
}

Result<AuditCheck> verify_audit(const Room& room) {
  AuditCheck check;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    desk::AuditHead last;
    for (;;) {
      const auto entries = AAN_TRY(at.audit().after(last.number, kStep));
      for (const desk::AuditEntry& entry : entries) {
        if (const auto fault = desk::fault_of(entry, last)) {
          check.broken_at = last.number + 1;
          check.fault = *fault;
          check.entries = last.number;
          check.digest_hex = hex(last.digest);
          return {};
        }
        last = {entry.number, entry.digest};
      }
      if (std::ssize(entries) < kStep) break;
    }
    check.entries = last.number;
    check.digest_hex = hex(last.digest);
    const desk::AuditHead head = AAN_TRY(at.audit().head());
    if (head.number == last.number && head.digest == last.digest) return {};
    check.broken_at = last.number + 1;
    check.fault = "end";
    return {};
  }));
  return check;
}

Result<std::vector<desk::AuditEntry>> list_audit(const Room& room, std::int64_t before,
                                                 std::int64_t limit) {
  std::vector<desk::AuditEntry> entries;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    entries = AAN_TRY(at.audit().newest(before, limit));
    return {};
  }));
  return entries;
}

}  // namespace aan::service
