#pragma once
#include <optional>
#include <string_view>

#include "base/timestamp.hpp"

namespace aan {

/// The moment at which an id was made, to the millisecond. Nothing for what is no id.
std::optional<Timestamp> time_of_id(std::string_view id);

}  // namespace aan
