#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/document_store.hpp"

namespace aan::store_sql {

/// Documents in SQL.
class SqlDocuments final : public ports::DocumentStore {
 public:
  explicit SqlDocuments(Connection& connection) : db_(connection) {}
  Result<std::vector<sales::Document>> documents_of(const sales::OrderId& id) const override;
  Result<std::optional<sales::Document>> find_document(std::string_view series,
                                                       std::int64_t number) const override;
  Result<std::int64_t> add_document(const sales::Document& document) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
