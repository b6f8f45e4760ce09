#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/reader_password_store.hpp"

namespace aan::store_sql {

/// Reader passwords of libraries, in SQL.
class SqlReaderPasswords final : public ports::ReaderPasswordStore {
 public:
  explicit SqlReaderPasswords(Connection& connection) : db_(connection) {}
  Result<std::optional<customer::ReaderPassword>> find_reader(std::string_view name) const override;
  Result<std::optional<customer::ReaderPassword>> reader_of(
      const customer::CustomerId& library) const override;
  Result<> put_reader(const customer::ReaderPassword& password) override;
  Result<> see_reader(std::string_view name, Timestamp at) override;
  Result<bool> remove_reader(const customer::CustomerId& library) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
