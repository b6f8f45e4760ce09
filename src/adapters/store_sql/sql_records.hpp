#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/store.hpp"

namespace aan::store_sql {

/// Small records and the terms of sale in SQL.
class SqlRecords final : public ports::RecordStore {
 public:
  explicit SqlRecords(Connection& connection) : db_(connection) {}
  Result<std::optional<std::string>> find(std::string_view area,
                                          std::string_view key) const override;
  Result<> put(std::string_view area, std::string_view key, std::string_view value) override;
  Result<> remove(std::string_view area, std::string_view key) override;
  Result<Terms> terms() const override;
  Result<std::optional<Terms>> find_terms(std::int64_t version) const override;
  Result<std::int64_t> put_terms(std::string_view markdown, Timestamp now) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
