#pragma once
#include <optional>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"
#include "domain/catalog/book_view.hpp"
#include "ports/catalog_store.hpp"

/// Of "offer o" without a copy left: when the first that an unpaid order holds may be free again.
#define AAN_COPIES_BACK_AT                                                              \
  "CASE WHEN o.copies_left = 0 THEN (SELECT MIN(h.held_until) FROM stock_hold h WHERE " \
  "h.offer_id = o.id AND h.held_until IS NOT NULL) END"

namespace aan::store_sql {

// Parts of a book, read one by one. All functions throw; only inside `Connection::attempt`.

std::optional<catalog::Work> read_work(Connection& db, const catalog::WorkId& id);
std::optional<catalog::Edition> read_edition(Connection& db, const catalog::EditionId& id);
std::vector<catalog::EditionFile> read_files(Connection& db, const catalog::EditionId& id);
std::optional<catalog::Offer> read_offer(Connection& db, const catalog::OfferId& id);
std::vector<catalog::PriceTerms> read_other_prices(Connection& db, const catalog::OfferId& id);
/// The same of many, in one statement for each 25 of them; those without any are left out.
ports::OtherPrices read_other_prices(Connection& db, const std::vector<catalog::OfferId>& ids);
std::vector<catalog::EditionFile> read_offer_files(Connection& db, const catalog::OfferId& id);
/// The work with its newest edition and current offer.
std::optional<catalog::BookDetail> read_book(Connection& db, const catalog::WorkId& id);

/// The next generation of the catalogue.
std::int64_t next_generation(Connection& db);
/// Notes that what is shown of a work has changed, in the next generation.
void touch_work(Connection& db, const catalog::WorkId& id);
/// The same, and that it did so now.
void change_work(Connection& db, const catalog::WorkId& id, Timestamp now);

}  // namespace aan::store_sql
