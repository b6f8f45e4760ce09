#pragma once
#include <string>

#include "domain/ledger/journal.hpp"

namespace aan::store_sql {

/// What makes two entries with one key the same: SHA-256, as hexadecimal, of what they post, about
/// which order. The moment and the id differ when a unit of work runs again.
std::string content_digest(const ledger::JournalEntry& entry);

}  // namespace aan::store_sql
