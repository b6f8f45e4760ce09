#pragma once
#include "worker/list/csv_list.hpp"

namespace aan::worker::list {

inline constexpr std::size_t kProductBytesMax = std::size_t{4} << 20;

/// Rows of an ONIX for Books 3.0 message, with reference names or short tags: identifiers, titles,
/// contributors, collections, languages, subjects, texts, publisher, dates, territory of sales, and
/// prices by currency. NotificationType 05 (delete) makes a row that takes the book back. A message
/// is read product by product, in little memory. Errors: invalid (no ONIX 3), those of the source
/// and of `take`.
Result<ListFacts> read_onix(Source& source, const TakeRow& take);

}  // namespace aan::worker::list
