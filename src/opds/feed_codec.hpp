#pragma once
#include <string>

#include "opds/feed.hpp"

namespace aan::opds {

/// A feed as OPDS 2.0 has it (JSON), with the relations' full names. A feed without a book leads to
/// the start, since the schema allows no empty list.
std::string write_feed(const Feed& feed, const Place& place);
/// One book as a document of its own.
std::string write_publication(const Publication& book, const Place& place);
/// Authentication for OPDS 1.0: how the shelf is opened. The body of a 401.
std::string write_authentication(const Place& place);

}  // namespace aan::opds
