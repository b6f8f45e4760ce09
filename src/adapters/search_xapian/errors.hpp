#pragma once
#include <string_view>

#include "base/result.hpp"

namespace Xapian {
class Error;
}

namespace aan::search_xapian {

/// What Xapian threw as our error: corrupt for a database that is not what was written,
/// unavailable for a lock, a full disk or missing rights, internal for our own mistakes.
std::unexpected<Error> as_error(std::string_view step, const Xapian::Error& error);

}  // namespace aan::search_xapian
