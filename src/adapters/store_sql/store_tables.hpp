#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

inline constexpr std::string_view kFormat = "aan-rows 1";
inline constexpr std::string_view kEndOfTable = "\\.";

/// The tables that the steps of the schema make up to `version`, in that order: what a row refers
/// to comes before it.
std::vector<std::string> tables_of(Engine engine, std::int64_t version);

}  // namespace aan::store_sql
