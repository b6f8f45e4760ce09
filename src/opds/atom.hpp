#pragma once
#include <string>

#include "opds/feed.hpp"

namespace aan::opds {

/// A feed as OPDS 1.2 has it: Atom (RFC 4287) with the vocabulary of the catalogue. All addresses
/// are absolute, since some reading apps do not resolve others; `id` are names and never addresses.
std::string write_atom(const Feed& feed, const Place& place);
/// One book as a document of its own ("complete entry").
std::string write_atom_entry(const Publication& book, const Place& place);
/// OpenSearch 1.1: how this catalogue is searched. Only {searchTerms} stands in its template, since
/// apps send every other placeholder as it is.
std::string write_open_search(const Place& place);

}  // namespace aan::opds
