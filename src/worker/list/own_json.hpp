#pragma once
#include <boost/json.hpp>
#include <string_view>

#include "worker/list/csv_list.hpp"

namespace aan::worker::list {

/// What the first line of our own export begins with. One book stands on each line after it, so
/// that an export of any length is read in little memory.
inline constexpr std::string_view kOwnHead = "{\"format\":\"aan-catalogue-1\"";
inline constexpr std::size_t kOwnLineBytesMax = std::size_t{4} << 20;

/// Rows of our own export. A line that is no book is told and passed over. Errors: those of the
/// source and of `take`.
Result<ListFacts> read_own_lines(Source& source, const TakeRow& take);
/// The same of a document that somebody wrote anew, with other line ends.
Result<ListFacts> read_own(const boost::json::object& document, const TakeRow& take);
bool is_own(const boost::json::value& document);

}  // namespace aan::worker::list
