#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/reading_store.hpp"

namespace aan::store_sql {

/// Places in bought books, in SQL.
class SqlReading final : public ports::ReadingStore {
 public:
  explicit SqlReading(Connection& connection) : db_(connection) {}
  Result<std::optional<sales::ReadingPlace>> find_place(const sales::GrantId& grant) const override;
  Result<std::vector<sales::ReadingPlace>> places_of(const sales::OrderId& order) const override;
  Result<> put_place(const sales::ReadingPlace& place) override;
  Result<> forget_place(const sales::GrantId& grant) override;
  Result<> forget_places(const sales::OrderId& order) override;
  Result<std::int64_t> purge_places(Timestamp before, std::int64_t limit) override;
  Result<std::optional<sales::ReadingDocument>> find_document(
      const customer::CustomerId& library, std::string_view document) const override;
  Result<std::vector<sales::ReadingDocument>> documents_of(const customer::CustomerId& library,
                                                           std::string_view after,
                                                           std::int64_t limit) const override;
  Result<> put_document(const customer::CustomerId& library,
                        const sales::ReadingDocument& document) override;
  Result<> forget_documents(const customer::CustomerId& library) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
