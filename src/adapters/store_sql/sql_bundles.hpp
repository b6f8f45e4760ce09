#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/bundle_store.hpp"

namespace aan::store_sql {

/// Bundles in SQL.
class SqlBundles final : public ports::BundleStore {
 public:
  explicit SqlBundles(Connection& connection) : db_(connection) {}

  Result<std::optional<catalog::Bundle>> find_bundle(const catalog::OfferId& id) const override;
  Result<std::optional<catalog::Bundle>> find_bundle_by_slug(std::string_view slug) const override;
  Result<ports::BundlePage> list_bundles(ports::BundleScope scope, std::int64_t offset,
                                         std::int64_t limit) const override;
  Result<std::vector<catalog::Bundle>> bundles_with(const catalog::WorkId& work,
                                                    std::int64_t limit) const override;
  Result<std::string> add_bundle(const catalog::Bundle& bundle) override;
  Result<> set_bundle_prices(const catalog::OfferId& id, const Money& price,
                             const std::vector<Money>& others, Timestamp now) override;
  Result<> set_bundle_visibility(const catalog::OfferId& id, catalog::Visibility visibility,
                                 Timestamp now) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
