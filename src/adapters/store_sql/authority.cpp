#include "adapters/store_sql/authority.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

bool is_site(const std::string& site) {
  return site.size() == 4 && std::ranges::all_of(site, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}

}  // namespace

Result<> found_shop(Connection& connection, const std::string& site) {
  return connection.attempt("store.found", [&]() -> Result<> {
    {
      Rows rows(connection, "SELECT site FROM shop WHERE id = 'shop' LIMIT 1");
      if (rows.next()) return {};
    }
    if (!is_site(site))
      return refuse(Errc::invalid, "store.found",
                    "The site of a shop is four characters of a-z and 0-9.");
    // Two processes may found the same shop at once; the first one wins.
    connection.run(
        "INSERT INTO authority (id, epoch, raised_at) VALUES ('shop', 1, :raised_at) "
        "ON CONFLICT (id) DO NOTHING",
        {connection.now()});
    connection.run(
        "INSERT INTO shop (id, site, created_at) VALUES ('shop', :site, :created_at) "
        "ON CONFLICT (id) DO NOTHING",
        {site, connection.now()});
    return {};
  });
}

Result<Identity> read_identity(Connection& connection) {
  return connection.attempt("store.identity", [&]() -> Result<Identity> {
    Rows rows(connection,
              "SELECT s.site, a.epoch FROM shop s JOIN authority a ON a.id = s.id "
              "WHERE s.id = 'shop' LIMIT 1");
    rows.only();
    Identity identity;
    identity.site = rows.text();
    identity.epoch = rows.number();
    return identity;
  });
}

Result<> require_epoch(Connection& connection, std::int64_t epoch) {
  return connection.attempt("store.fence", [&]() -> Result<> {
    Rows rows(connection, "SELECT epoch FROM authority WHERE id = 'shop' LIMIT 1");
    const std::int64_t stored = rows.only().number();
    if (stored == epoch) return {};
    return fail(Errc::unavailable, "store.fence",
                "epoch " + std::to_string(stored) + " has authority, this process has " +
                    std::to_string(epoch),
                "Another copy of this shop has taken over.", "fenced");
  });
}

Result<std::int64_t> raise_stored_epoch(Connection& connection) {
  return connection.attempt("store.raise_epoch", [&]() -> Result<std::int64_t> {
    Rows rows(connection,
              "UPDATE authority SET epoch = epoch + 1, raised_at = :raised_at "
              "WHERE id = 'shop' RETURNING epoch",
              {connection.now()});
    return rows.only().number();
  });
}

}  // namespace aan::store_sql
