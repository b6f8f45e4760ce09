#include <algorithm>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_catalog.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kOffersARound = 100;

// What the dates say now, and when they are to be looked at again.
void note_state(Connection& db, const catalog::OfferId& id, const catalog::SaleRules& rules,
                Timestamp now) {
  db.run("UPDATE offer SET sale_state = :sale_state, sale_changes_at = :changes_at WHERE id = :id",
         {catalog::name_of(catalog::sale_state_of(rules, now)), catalog::next_change_of(rules, now),
          id});
}

std::string joined(const std::vector<std::string>& countries) {
  std::string text;
  for (const std::string& country : countries) text += (text.empty() ? "" : " ") + country;
  return text;
}

}  // namespace

Result<std::optional<Timestamp>> SqlCatalog::release_of(const catalog::OfferId& id) const {
  using Maybe = std::optional<Timestamp>;
  return db_.attempt("store.release_of", [&]() -> Result<Maybe> {
    Rows rows(db_, "SELECT release_at FROM offer WHERE id = :id LIMIT 1", {id});
    return rows.next() ? rows.maybe_time() : Maybe{};
  });
}

Result<std::optional<std::int64_t>> SqlCatalog::licence_seats_of(const catalog::OfferId& id) const {
  using Maybe = std::optional<std::int64_t>;
  return db_.attempt("store.licence_seats_of", [&]() -> Result<Maybe> {
    Rows rows(db_, "SELECT licence_seats FROM offer WHERE id = :id LIMIT 1", {id});
    return rows.next() ? rows.maybe_number() : Maybe{};
  });
}

Result<> SqlCatalog::set_licence_seats(const catalog::OfferId& id,
                                       const std::optional<std::int64_t>& seats, Timestamp now) {
  return db_.attempt("store.set_licence_seats", [&]() -> Result<> {
    const std::int64_t changed =
        db_.run("UPDATE offer SET licence_seats = :seats WHERE id = :id", {seats, id});
    if (changed == 0)
      return refuse(Errc::not_found, "store.set_licence_seats", "There is no such offer.");
    change_work(db_, read_offer(db_, id).value().work_id, now);
    return {};
  });
}

Result<bool> SqlCatalog::has_passed_dates(Timestamp now) const {
  return db_.attempt("store.has_passed_dates", [&]() -> Result<bool> {
    Rows rows(db_, "SELECT id FROM offer WHERE sale_changes_at <= :now LIMIT 1", {now});
    return rows.next();
  });
}

Result<> SqlCatalog::set_rules(const catalog::OfferId& id, const catalog::SaleRules& rules,
                               Timestamp now) {
  return db_.attempt("store.set_rules", [&]() -> Result<> {
    const std::string countries = joined(rules.countries);
    const std::int64_t changed = db_.run(
        "UPDATE offer SET sold_from = :sold_from, sold_until = :sold_until, "
        "release_at = :release_at, territory = :territory, countries = :countries WHERE id = :id",
        {rules.sold_from, rules.sold_until, rules.release_at, catalog::name_of(rules.territory),
         countries, id});
    if (changed == 0) return refuse(Errc::not_found, "store.set_rules", "There is no such offer.");
    note_state(db_, id, rules, now);
    change_work(db_, read_offer(db_, id).value().work_id, now);
    return {};
  });
}

Result<std::int64_t> SqlCatalog::follow_sale_dates(Timestamp now, std::int64_t limit) {
  return db_.attempt("store.follow_sale_dates", [&]() -> Result<std::int64_t> {
    std::vector<catalog::OfferId> offers;
    {
      Rows rows(db_,
                "SELECT id FROM offer WHERE sale_changes_at <= :now ORDER BY sale_changes_at, id "
                "LIMIT :limit",
                {now, std::clamp<std::int64_t>(limit, 1, kOffersARound)});
      while (rows.next()) offers.push_back(rows.id<catalog::OfferId>());
    }
    for (const catalog::OfferId& id : offers) {
      const catalog::Offer offer = read_offer(db_, id).value();
      note_state(db_, id, offer.rules, now);
      touch_work(db_, offer.work_id);
    }
    return static_cast<std::int64_t>(offers.size());
  });
}

}  // namespace aan::store_sql
