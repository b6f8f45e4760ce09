#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ports/catalog_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What a name that no listed book has any more is called since it was written another way: its
/// slug, of a publisher its name. Nothing: it leads nowhere.
Result<std::optional<std::string>> moved_name(const Room& room, ports::ShelfKind kind,
                                              std::string_view slug);

}  // namespace aan::service
