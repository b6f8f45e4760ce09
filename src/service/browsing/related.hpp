#pragma once
#include <vector>

#include "ports/catalog_store.hpp"

namespace aan::service {

/// Books that stand beside this one, the nearest first, at most `limit`: of its series, by its
/// authors, under its subjects, of which the rarest say the most. Looks at the newest of each shelf
/// alone, so it costs the same however many books there are.
Result<std::vector<catalog::BookSummary>> related_to(const ports::CatalogStore& catalog,
                                                     const catalog::Work& work, std::size_t limit);

}  // namespace aan::service
