#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "worker/pdf/syntax.hpp"

namespace aan::worker::pdf {

/// A deflated text (RFC 1950), at most `bytes_max` of it; nothing when it is damaged.
std::optional<std::string> inflated(std::string_view packed, std::size_t bytes_max);

/// Takes a predictor of PNG back (ISO 32000-1, 7.4.4.4). `parameters`: of the filter; a dictionary
/// or anything else, which means none. Nothing for predictors of another kind.
std::optional<std::string> unpredicted(std::string bytes, const std::optional<Value>& parameters);

}  // namespace aan::worker::pdf
