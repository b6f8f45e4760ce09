#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/api_key_store.hpp"

namespace aan::store_sql {

/// The keys of programs in SQL.
class SqlApiKeys final : public ports::ApiKeyStore {
 public:
  explicit SqlApiKeys(Connection& connection) : db_(connection) {}
  Result<std::optional<desk::ApiKey>> find(std::string_view token_digest) const override;
  Result<std::vector<desk::ApiKey>> list(std::int64_t limit) const override;
  Result<std::int64_t> live(Timestamp now) const override;
  Result<> add(const desk::ApiKey& key) override;
  Result<bool> end(std::string_view name, Timestamp now) override;
  Result<> note_use(const desk::ApiKeyId& id, Timestamp at) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
