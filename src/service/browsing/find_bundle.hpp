#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// A bundle by its id or its slug, the id first; hidden ones too, as `find_book` finds books.
Result<std::optional<catalog::Bundle>> find_bundle(const ports::BundleStore& bundles,
                                                   std::string_view name);
/// The same with its books, of the snapshot or unit of work that both stores are of.
Result<catalog::BundleDetail> open_bundle(const ports::CatalogStore& catalog,
                                          catalog::Bundle bundle);
/// The same as strangers may see it: without the books that the shop hides, whose titles nobody is
/// told. It lacks them: it rests, names no book for that, and has no price apart.
Result<catalog::BundleDetail> open_shown_bundle(const ports::CatalogStore& catalog,
                                                catalog::Bundle bundle);

}  // namespace aan::service
