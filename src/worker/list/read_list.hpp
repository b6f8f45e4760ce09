#pragma once
#include <optional>

#include "worker/list/csv_list.hpp"

namespace aan::worker::list {

/// A JSON document that is not our own, one line a book, is read as a whole.
inline constexpr std::size_t kJsonBytesMax = std::size_t{24} << 20;

/// Reads a list of books of whatever kind it is by its content; `forced` reads it as that kind.
/// Errors: invalid (no list that we know), too_large, those of the source and of `take`.
Result<ListFacts> read_list(Source& source, std::optional<catalog::ListFormat> forced,
                            const TakeRow& take);

}  // namespace aan::worker::list
