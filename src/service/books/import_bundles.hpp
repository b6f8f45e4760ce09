#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/list_bundle.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Makes bundles of what a list names beside its rows, once all of those are in. One that was made
/// before stays as the shop has it. It is listed, and rests while a book of it cannot be bought.
/// Returns sentences for the report: what was made, and what was left out and why. Errors: of the
/// store.
Result<std::vector<std::string>> import_bundles(const Room& room,
                                                const std::vector<catalog::ListBundle>& bundles,
                                                std::string_view by);

}  // namespace aan::service
