#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/audit_log.hpp"

namespace aan::store_sql {

/// The audit log in SQL: a row an entry, and one row that says where the log ends.
class SqlAudit final : public ports::AuditLog {
 public:
  explicit SqlAudit(Connection& connection) : db_(connection) {}
  Result<std::vector<desk::AuditEntry>> newest(std::int64_t before,
                                               std::int64_t limit) const override;
  Result<std::vector<desk::AuditEntry>> after(std::int64_t after,
                                              std::int64_t limit) const override;
  Result<desk::AuditHead> head() const override;
  Result<> append(const desk::AuditEntry& entry) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
