#pragma once
#include <string>

#include "ports/catalog_store.hpp"

namespace aan::service {

/// The slug of a series by its name, as the store spells it; empty for an empty name. It is the
/// slug of the name, but where several series have that one.
Result<std::string> series_key(const ports::CatalogStore& catalog, const std::string& name);

}  // namespace aan::service
