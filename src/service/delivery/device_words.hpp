#pragma once
#include "domain/sales/reading_place.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Seals what a reading device said into its place, under a fresh key of it. `place.grant_id` is
/// set. Errors: corrupt (no wrapping key).
Result<> seal_device_words(const Room& room, const sales::DeviceWords& words,
                           sales::ReadingPlace& place);
/// Opened; empty where a page of the shop kept the place, or where its key is lost.
sales::DeviceWords open_device_words(const Room& room, const sales::ReadingPlace& place);

}  // namespace aan::service
