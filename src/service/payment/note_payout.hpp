#pragma once
#include <optional>
#include <string_view>

#include "ports/payment_provider.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Keeps the latest word about the payouts of a provider, by its `notes_name`; an older one changes
/// nothing, so words may come in any order and twice. Of the same moment the failure counts.
Result<> note_payout(ports::UnitOfWork& unit, std::string_view provider,
                     const ports::PayoutWord& word);

/// The payout that failed last, unless a later one has arrived. Errors: those of the store, and
/// corrupt.
Result<std::optional<ports::PayoutWord>> find_failed_payout(const ports::RecordStore& records,
                                                            std::string_view provider);

}  // namespace aan::service
