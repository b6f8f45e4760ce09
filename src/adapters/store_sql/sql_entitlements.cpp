#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"

#define AAN_GRANT_COLUMNS                                                                \
  "SELECT id, entitlement_id, order_id, file_id, uses_left, renewals_left, expires_at, " \
  "renewed_at FROM download_grant "

namespace aan::store_sql {

using MaybeGrant = std::optional<sales::DownloadGrant>;

namespace {

sales::DownloadGrant grant_of(Rows& rows) {
  sales::DownloadGrant grant;
  grant.id = rows.id<sales::GrantId>();
  grant.entitlement_id = rows.id<sales::EntitlementId>();
  grant.order_id = rows.id<sales::OrderId>();
  grant.file_id = rows.id<catalog::FileId>();
  grant.uses_left = rows.number();
  grant.renewals_left = rows.number();
  grant.expires_at = rows.time();
  grant.renewed_at = rows.time();
  return grant;
}

}  // namespace

Result<std::vector<sales::Entitlement>> SqlSales::entitlements(const sales::OrderId& id) const {
  using Entitlements = std::vector<sales::Entitlement>;
  return db_.attempt("store.entitlements", [&]() -> Result<Entitlements> {
    Entitlements entitlements;
    Rows rows(db_,
              "SELECT e.id, e.order_id, e.order_line_id, e.edition_id, e.edition_version, "
              "e.granted_at FROM entitlement e JOIN order_line l ON l.id = e.order_line_id "
              "WHERE e.order_id = :order_id ORDER BY l.position LIMIT 100",
              {id});
    while (rows.next()) {
      sales::Entitlement& e = entitlements.emplace_back();
      e.id = rows.id<sales::EntitlementId>();
      e.order_id = rows.id<sales::OrderId>();
      e.line_id = rows.id<sales::OrderLineId>();
      e.edition_id = rows.id<catalog::EditionId>();
      e.edition_version = rows.number();
      e.granted_at = rows.time();
    }
    return entitlements;
  });
}

Result<bool> SqlSales::add_entitlement(const sales::Entitlement& e) {
  return db_.attempt("store.add_entitlement", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO entitlement (id, order_id, order_line_id, edition_id, "
               "edition_version, granted_at) VALUES (:id, :order_id, :order_line_id, "
               ":edition_id, :edition_version, :granted_at) "
               "ON CONFLICT (order_line_id) DO NOTHING",
               {e.id, e.order_id, e.line_id, e.edition_id, e.edition_version, e.granted_at}) == 1;
  });
}

Result<std::vector<sales::DownloadGrant>> SqlSales::grants(const sales::OrderId& id) const {
  using Grants = std::vector<sales::DownloadGrant>;
  return db_.attempt("store.grants", [&]() -> Result<Grants> {
    Grants grants;
    // The order in which they are shown everywhere: by format, then by the name that was bought.
    Rows rows(db_,
              "SELECT g.id, g.entitlement_id, g.order_id, g.file_id, g.uses_left, g.renewals_left, "
              "g.expires_at, g.renewed_at FROM download_grant g "
              "JOIN edition_file f ON f.id = g.file_id WHERE g.order_id = :order_id "
              "ORDER BY f.format, f.file_name, g.id LIMIT 5000",
              {id});
    while (rows.next()) grants.push_back(grant_of(rows));
    return grants;
  });
}

Result<MaybeGrant> SqlSales::find_grant(const sales::GrantId& id) const {
  return db_.attempt("store.find_grant", [&]() -> Result<MaybeGrant> {
    Rows rows(db_, AAN_GRANT_COLUMNS "WHERE id = :id LIMIT 1", {id});
    if (!rows.next()) return MaybeGrant{};
    return grant_of(rows);
  });
}

Result<> SqlSales::add_grant(const sales::DownloadGrant& g) {
  return db_.attempt("store.add_grant", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO download_grant (id, entitlement_id, order_id, file_id, uses_left, "
        "renewals_left, expires_at, renewed_at) VALUES (:id, :entitlement_id, :order_id, :file_id, "
        ":uses_left, :renewals_left, :expires_at, :renewed_at) ON CONFLICT DO NOTHING",
        {g.id, g.entitlement_id, g.order_id, g.file_id, g.uses_left, g.renewals_left, g.expires_at,
         g.renewed_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_grant", "this file of this entitlement has its grant");
  });
}

Result<bool> SqlSales::take_use(const sales::GrantId& id, Timestamp now) {
  return db_.attempt("store.take_use", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE download_grant SET uses_left = uses_left - 1 "
               "WHERE id = :id AND uses_left > 0 AND expires_at > :now",
               {id, now}) == 1;
  });
}

Result<bool> SqlSales::renew_grant(const sales::GrantId& id, std::int64_t uses,
                                   Timestamp expires_at, Timestamp now) {
  return db_.attempt("store.renew_grant", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE download_grant SET uses_left = :uses, expires_at = :expires_at, "
               "renewed_at = :now, renewals_left = renewals_left - 1 "
               "WHERE id = :id AND renewals_left > 0",
               {uses, expires_at, now, id}) == 1;
  });
}

Result<bool> SqlSales::reopen_grant(const sales::GrantId& id, Timestamp expires_at, Timestamp now) {
  return db_.attempt("store.reopen_grant", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE download_grant SET uses_left = :uses, renewals_left = :renewals, "
               "expires_at = :expires_at, renewed_at = :now WHERE id = :id",
               {sales::kGrantUses, sales::kGrantRenewalsMax, expires_at, now, id}) == 1;
  });
}

}  // namespace aan::store_sql
