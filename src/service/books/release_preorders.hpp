#pragma once
#include <cstdint>

#include "service/room.hpp"

namespace aan::service {

/// Gives what was paid before its day to whoever bought it, once the day has come: right, grants,
/// time line and letter of an order's lines in one unit. Returns how many lines it looked at, at
/// most `limit`. A line is released once, however often and in however many processes this runs.
Result<std::int64_t> release_preorders(const Room& room, std::int64_t limit);

/// Notes what the dates of offers say now, where one of them has passed; returns how many offers
/// it looked at, at most `limit`.
Result<std::int64_t> follow_sale_dates(const Room& room, std::int64_t limit);

}  // namespace aan::service
