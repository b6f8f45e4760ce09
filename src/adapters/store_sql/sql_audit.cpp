#include "adapters/store_sql/sql_audit.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_AUDIT_COLUMNS \
  "entry_number, at, actor, action, subject, detail, previous_digest, digest "

namespace aan::store_sql {

using desk::AuditEntry;
using desk::AuditHead;

namespace {

constexpr std::int64_t kEntriesMax = 500;

std::vector<AuditEntry> entries_in(Rows& rows) {
  std::vector<AuditEntry> entries;
  while (rows.next()) {
    AuditEntry& entry = entries.emplace_back();
    entry.number = rows.number();
    entry.at = rows.time();
    entry.actor = rows.text();
    entry.action = rows.text();
    entry.subject = rows.text();
    entry.detail = rows.text();
    entry.previous = rows.digest();
    entry.digest = rows.digest();
  }
  return entries;
}

AuditHead head_in(Connection& db) {
  Rows rows(db, "SELECT entry_number, digest FROM audit_head WHERE id = 1 LIMIT 1");
  rows.only();
  AuditHead head;
  head.number = rows.number();
  head.digest = rows.digest();
  return head;
}

}  // namespace

Result<std::vector<AuditEntry>> SqlAudit::newest(std::int64_t before, std::int64_t limit) const {
  return db_.attempt("store.audit_newest", [&]() -> Result<std::vector<AuditEntry>> {
    Rows rows(db_,
              "SELECT " AAN_AUDIT_COLUMNS
              "FROM audit_entry WHERE entry_number < :before ORDER BY entry_number DESC "
              "LIMIT :limit",
              {before > 0 ? before : INT64_MAX, std::clamp<std::int64_t>(limit, 1, kEntriesMax)});
    return entries_in(rows);
  });
}

Result<std::vector<AuditEntry>> SqlAudit::after(std::int64_t after, std::int64_t limit) const {
  return db_.attempt("store.audit_after", [&]() -> Result<std::vector<AuditEntry>> {
    Rows rows(db_,
              "SELECT " AAN_AUDIT_COLUMNS
              "FROM audit_entry WHERE entry_number > :after ORDER BY entry_number LIMIT :limit",
              {after, std::clamp<std::int64_t>(limit, 1, kEntriesMax)});
    return entries_in(rows);
  });
}

Result<AuditHead> SqlAudit::head() const {
  return db_.attempt("store.audit_head", [&]() -> Result<AuditHead> { return head_in(db_); });
}

// The head is moved first: on PostgreSQL two writers meet there, and one of them runs again.
Result<> SqlAudit::append(const AuditEntry& entry) {
  return db_.attempt("store.audit_append", [&]() -> Result<> {
    const AuditHead before = head_in(db_);
    AuditEntry next = entry;
    next.number = before.number + 1;
    next.previous = before.digest;
    next.digest = desk::digest_of(next);
    const std::int64_t moved = db_.run(
        "UPDATE audit_head SET entry_number = :entry_number, digest = :digest "
        "WHERE id = 1 AND entry_number = :before",
        {next.number, hex(next.digest), before.number});
    if (moved != 1) throw StoredNonsense("the end of the audit log moved");
    db_.run(
        "INSERT INTO audit_entry (entry_number, at, actor, action, subject, detail, "
        "previous_digest, digest) VALUES (:entry_number, :at, :actor, :action, :subject, :detail, "
        ":previous_digest, :digest)",
        {next.number, next.at, next.actor, next.action, next.subject, next.detail,
         hex(next.previous), hex(next.digest)});
    return {};
  });
}

}  // namespace aan::store_sql
