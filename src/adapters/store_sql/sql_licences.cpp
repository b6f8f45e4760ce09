#include "adapters/store_sql/sql_licences.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_LICENCE_COLUMNS                                                          \
  "SELECT c.id, c.entitlement_id, c.order_id, c.order_line_id, c.work_id, c.seats, " \
  "c.active, c.issued_at, c.disabled_at FROM licence c "

namespace aan::store_sql {
namespace {

using MaybeLicence = std::optional<sales::Licence>;
using MaybeActivation = std::optional<sales::Activation>;

constexpr std::int64_t kRevokedMax = 100'000;

sales::Licence licence_of(Rows& rows) {
  sales::Licence licence;
  licence.id = rows.id<sales::LicenceId>();
  licence.entitlement_id = rows.id<sales::EntitlementId>();
  licence.order_id = rows.id<sales::OrderId>();
  licence.line_id = rows.id<sales::OrderLineId>();
  licence.work_id = rows.id<catalog::WorkId>();
  licence.seats = rows.number();
  licence.active = rows.number();
  licence.issued_at = rows.time();
  licence.disabled_at = rows.maybe_time();
  return licence;
}

MaybeActivation read_activation(Connection& db, const sales::LicenceId& licence,
                                std::string_view device_digest) {
  const std::string digest = hex(device_digest);
  Rows rows(db,
            "SELECT id, licence_id, device_digest, activated_at FROM licence_activation "
            "WHERE licence_id = :licence_id AND device_digest = :device_digest LIMIT 1",
            {licence, digest});
  if (!rows.next()) return std::nullopt;
  sales::Activation activation;
  activation.id = rows.id<sales::ActivationId>();
  activation.licence_id = rows.id<sales::LicenceId>();
  activation.device_digest = rows.digest();
  activation.activated_at = rows.time();
  return activation;
}

}  // namespace

Result<MaybeLicence> SqlLicences::find_licence(const sales::LicenceId& id) const {
  return db_.attempt("store.find_licence", [&]() -> Result<MaybeLicence> {
    Rows rows(db_, AAN_LICENCE_COLUMNS "WHERE c.id = :id LIMIT 1", {id});
    return rows.next() ? MaybeLicence(licence_of(rows)) : std::nullopt;
  });
}

Result<std::vector<sales::Licence>> SqlLicences::licences_of(const sales::OrderId& order) const {
  using Licences = std::vector<sales::Licence>;
  return db_.attempt("store.licences_of", [&]() -> Result<Licences> {
    Licences licences;
    Rows rows(db_,
              AAN_LICENCE_COLUMNS
              "JOIN order_line l ON l.id = c.order_line_id "
              "WHERE c.order_id = :order_id ORDER BY l.position LIMIT 100",
              {order});
    while (rows.next()) licences.push_back(licence_of(rows));
    return licences;
  });
}

Result<MaybeActivation> SqlLicences::find_activation(const sales::LicenceId& licence,
                                                     std::string_view device_digest) const {
  return db_.attempt("store.find_activation", [&]() -> Result<MaybeActivation> {
    return read_activation(db_, licence, device_digest);
  });
}

Result<ports::RevokedLicences> SqlLicences::revoked(std::int64_t limit) const {
  return db_.attempt("store.revoked_licences", [&]() -> Result<ports::RevokedLicences> {
    const std::int64_t most = std::clamp<std::int64_t>(limit, 1, kRevokedMax);
    ports::RevokedLicences revoked;
    Rows rows(db_,
              "SELECT id FROM (SELECT c.id FROM licence c WHERE c.disabled_at IS NOT NULL UNION "
              "SELECT c.id FROM orders o JOIN licence c ON c.order_id = o.id WHERE o.state IN "
              "('refunded', 'disputed', 'charged_back', 'payment_lost')) r "
              "ORDER BY id LIMIT :limit",
              {most + 1});
    while (rows.next()) revoked.ids.push_back(rows.id<sales::LicenceId>());
    revoked.is_complete = std::ssize(revoked.ids) <= most;
    if (!revoked.is_complete) revoked.ids.pop_back();
    return revoked;
  });
}

Result<bool> SqlLicences::add_licence(const sales::Licence& c) {
  return db_.attempt("store.add_licence", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO licence (id, entitlement_id, order_id, order_line_id, work_id, seats, "
               "active, issued_at) VALUES (:id, :entitlement_id, :order_id, :line_id, :work_id, "
               ":seats, 0, :issued_at) ON CONFLICT (entitlement_id) DO NOTHING",
               {c.id, c.entitlement_id, c.order_id, c.line_id, c.work_id, c.seats, c.issued_at}) ==
           1;
  });
}

Result<ports::SeatTaken> SqlLicences::take_seat(const sales::Activation& a) {
  return db_.attempt("store.take_seat", [&]() -> Result<ports::SeatTaken> {
    if (read_activation(db_, a.licence_id, a.device_digest)) return ports::SeatTaken::held_already;
    const std::int64_t taken = db_.run(
        "UPDATE licence SET active = active + 1 WHERE id = :id AND active < seats", {a.licence_id});
    if (taken == 0) return ports::SeatTaken::none_left;
    const std::string digest = hex(a.device_digest);
    db_.run(
        "INSERT INTO licence_activation (id, licence_id, device_digest, activated_at) "
        "VALUES (:id, :licence_id, :device_digest, :activated_at)",
        {a.id, a.licence_id, digest, a.activated_at});
    return ports::SeatTaken::taken;
  });
}

Result<bool> SqlLicences::give_seat_back(const sales::LicenceId& licence,
                                         std::string_view device_digest) {
  return db_.attempt("store.give_seat_back", [&]() -> Result<bool> {
    const std::string digest = hex(device_digest);
    const std::int64_t gone = db_.run(
        "DELETE FROM licence_activation WHERE licence_id = :licence_id "
        "AND device_digest = :device_digest",
        {licence, digest});
    if (gone == 0) return false;
    db_.run("UPDATE licence SET active = active - 1 WHERE id = :id", {licence});
    return true;
  });
}

Result<> SqlLicences::set_disabled(const sales::LicenceId& id, const std::optional<Timestamp>& at) {
  return db_.attempt("store.set_licence_disabled", [&]() -> Result<> {
    const std::int64_t changed =
        db_.run("UPDATE licence SET disabled_at = :disabled_at WHERE id = :id", {at, id});
    if (changed == 1) return {};
    return refuse(Errc::not_found, "store.set_licence_disabled", "There is no such licence.",
                  "no_such_licence");
  });
}

}  // namespace aan::store_sql
