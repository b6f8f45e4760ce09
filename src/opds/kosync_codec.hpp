#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "service/library/sync_places.hpp"

namespace aan::opds {

/// What KOReader sends of a place: {"document", "progress", "percentage", "device", "device_id"}.
/// `kept_at` is the caller's; long names of devices are cut. Errors: invalid "device_place" (no
/// such object, a member that is none, a position that is too long, a percentage that is not
/// between 0 and 1).
Result<service::DevicePlace> parse_device_place(std::string_view body);

/// Its answer to who asks for a place; {} for none.
std::string write_device_place(const service::DevicePlace* place);
/// The answer to who kept one: {"document", "timestamp"}.
std::string write_place_kept(const service::DevicePlace& place);
/// {"code", "message"} as KOReader's own server numbers them.
std::string write_sync_error(int code, std::string_view message);

/// 32 hexadecimal digits in small letters.
[[nodiscard]] bool is_document_digest(std::string_view document);

}  // namespace aan::opds
