#pragma once
#include <string>

#include "service/room.hpp"

namespace aan::service {

/// Until when /download/{token} is good. Errors: not_found.
Result<Timestamp> download_expiry(const Room& room, const std::string& token);

}  // namespace aan::service
