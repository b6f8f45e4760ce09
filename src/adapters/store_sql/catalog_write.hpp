#pragma once
#include <string>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"
#include "domain/catalog/work.hpp"

namespace aan::store_sql {

// Parts of writing a book, for one book (`sql_catalog_write`) and for many (`sql_bulk`). All throw;
// only inside `Connection::attempt`.

/// Names of the authors, one a line.
std::string author_names(const catalog::Work& work);
/// Inserts the work with that generation under the first free slug. Empty when there are too many
/// of that name.
std::string insert_work(Connection& db, const catalog::Work& work, const std::string& series_slug,
                        std::int64_t generation);

void insert_edition(Connection& db, const catalog::Edition& edition,
                    const std::vector<catalog::EditionFile>& files);
void insert_offer(Connection& db, const catalog::Offer& offer);

}  // namespace aan::store_sql
