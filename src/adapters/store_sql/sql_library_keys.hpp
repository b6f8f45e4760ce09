#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/library_key_store.hpp"

namespace aan::store_sql {

/// Keys of buyers' own that open their libraries, in SQL.
class SqlLibraryKeys final : public ports::LibraryKeyStore {
 public:
  explicit SqlLibraryKeys(Connection& connection) : db_(connection) {}
  Result<std::optional<customer::LibraryKey>> find_key(std::string_view key_index) const override;
  Result<std::vector<customer::LibraryKey>> keys_of(const customer::CustomerId& id,
                                                    std::int64_t limit) const override;
  Result<> add_key(const customer::LibraryKey& key) override;
  Result<bool> remove_key(const customer::CustomerId& library,
                          const customer::LibraryKeyId& id) override;
  Result<bool> use_key(const customer::LibraryKeyId& id, std::int64_t sign_count,
                       Timestamp at) override;
  Result<bool> use_proof(std::string_view digest, Timestamp at) override;
  Result<std::int64_t> purge_proofs(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
