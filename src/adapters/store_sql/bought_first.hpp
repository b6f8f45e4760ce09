#pragma once
#include <cstdint>

// Anybody may place orders that name somebody's address. Where a limit cuts orders `o` off, those
// that money was paid for stay before those that cost nothing, and both before what nobody paid.
#define AAN_BOUGHT_FIRST                                                           \
  "CASE WHEN o.paid_at IS NULL THEN 2 WHEN o.total_amount = 0 THEN 1 ELSE 0 END, " \
  "o.created_at DESC, o.id DESC"

namespace aan::store_sql {

/// So many orders of one person are told at most: more than anybody has.
inline constexpr std::int64_t kOrdersMax = 1'000'000;

}  // namespace aan::store_sql
