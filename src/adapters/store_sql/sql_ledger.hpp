#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/ledger_store.hpp"

namespace aan::store_sql {

/// The journal in SQL.
class SqlLedger final : public ports::LedgerStore {
 public:
  explicit SqlLedger(Connection& connection) : db_(connection) {}

  // sql_ledger.cpp
  Result<std::vector<ledger::Posted>> posted_of(std::string_view order_id) const override;
  Result<std::vector<ledger::Balance>> balances() const override;
  Result<std::vector<ledger::JournalEntry>> entries_of(std::string_view order_id) const override;
  Result<std::vector<ports::JournalLine>> lines(const ports::JournalQuery& query) const override;
  Result<> append(const ledger::JournalEntry& entry) override;

  // sql_ledger_check.cpp
  Result<std::vector<ledger::TaxRow>> tax_rows(ledger::Book book, Timestamp from,
                                               Timestamp until) const override;
  Result<std::vector<ledger::Finding>> check() const override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
