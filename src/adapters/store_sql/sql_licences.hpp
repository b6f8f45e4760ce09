#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/licence_store.hpp"

namespace aan::store_sql {

/// Licences in SQL.
class SqlLicences final : public ports::LicenceStore {
 public:
  explicit SqlLicences(Connection& connection) : db_(connection) {}

  Result<std::optional<sales::Licence>> find_licence(const sales::LicenceId& id) const override;
  Result<std::vector<sales::Licence>> licences_of(const sales::OrderId& order) const override;
  Result<std::optional<sales::Activation>> find_activation(
      const sales::LicenceId& licence, std::string_view device_digest) const override;
  Result<ports::RevokedLicences> revoked(std::int64_t limit) const override;
  Result<bool> add_licence(const sales::Licence& licence) override;
  Result<ports::SeatTaken> take_seat(const sales::Activation& activation) override;
  Result<bool> give_seat_back(const sales::LicenceId& licence,
                              std::string_view device_digest) override;
  Result<> set_disabled(const sales::LicenceId& id, const std::optional<Timestamp>& at) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
