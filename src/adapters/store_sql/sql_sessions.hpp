#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/session_store.hpp"

namespace aan::store_sql {

/// Sessions of the desk in SQL.
class SqlSessions final : public ports::SessionStore {
 public:
  explicit SqlSessions(Connection& connection) : db_(connection) {}
  Result<std::optional<desk::Session>> find(std::string_view token_digest) const override;
  Result<> add(const desk::Session& session) override;
  Result<> see(std::string_view token_digest, Timestamp at) override;
  Result<bool> remove(std::string_view token_digest) override;
  Result<std::int64_t> remove_all_of(const desk::PersonId& id) override;
  Result<std::int64_t> purge(Timestamp created_before, Timestamp seen_before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
