#pragma once
#include "domain/catalog/work.hpp"

namespace aan::catalog {

/// Puts into an edition what the content of a file says of itself: how long it is, how it is built
/// and what it contains. Language, number and names stay.
void take_facts(Edition& edition, const BookRecord& record);
/// That, and the rest that a record says of an edition: language ("und" where it says none), ISBN,
/// publisher, day and rights.
void take_record(Edition& edition, const BookRecord& record);

}  // namespace aan::catalog
