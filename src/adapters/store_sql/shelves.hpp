#pragma once
#include <string>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"
#include "domain/catalog/work.hpp"
#include "ports/catalog_store.hpp"

namespace aan::store_sql {

/// Shelves on which a listed work stands: "all", those of what is free, "subject:x", "language:en"
/// (without a region), "contributor:x", "series:x", "publisher:X" (as its books write it),
/// "format:epub".
std::vector<std::string> shelves_of(const catalog::Work& work, const std::string& series_slug,
                                    const catalog::Edition& edition,
                                    const std::vector<catalog::EditionFile>& files,
                                    const catalog::Offer& offer);
std::string format_shelf(std::string_view format);
/// "free", and "free:EUR" for what costs nothing in another currency than the shop's own. None for
/// an offer without files: a book of a list is not to be had for nothing before it has one.
std::vector<std::string> free_shelves_of(const catalog::Offer& offer);
/// Shelves a query asks for, with the slug of the series that it names; "all" when it asks for
/// none.
std::vector<std::string> shelves_of(const ports::BookQuery& query, const std::string& series_slug);
std::string shelf_of(ports::ShelfKind kind, std::string_view slug);

// All throw; only inside `Connection::attempt`.

/// A shelf without works; nothing happens when it is there. That of a subject is named like the
/// subject, which has to be there.
void add_shelf(Connection& db, const std::string& id);
/// Puts a work on its shelves; those it stands on already are left alone.
void put_on_shelves(Connection& db, const catalog::Work& work,
                    const std::vector<std::string>& shelves);
/// Takes a work off one shelf; nothing happens when it is not there.
void take_off_shelf(Connection& db, const catalog::WorkId& id, const std::string& shelf);
/// Those on which a work stands now.
std::vector<std::string> shelves_under(Connection& db, const catalog::WorkId& id);
/// Takes a work off every shelf.
void take_off_shelves(Connection& db, const catalog::WorkId& id);

}  // namespace aan::store_sql
